import { describe, expect, test } from 'vitest';
import type { MonthTerm, PriceTerm } from '@/lib/domain/price';
import { changeText, monthTermSentence, rateText, spanWords, termSentence } from './book-words';

const base = { label: 'T', scope: {}, validFromMs: null, validToMs: null, source: 'contract' };
const term = (more: Partial<PriceTerm>): PriceTerm => ({ ...base, percent: -20, ...more });
const from = Date.UTC(2026, 0, 1);

describe('a term as a sentence', () => {
  test.each([
    [
      { scope: { offers: ['openai/*'], units: ['output'] }, validFromMs: from },
      '20 % off openai/*, output only, from Jan 1, 2026',
    ],
    [{ percent: 5.5 }, '5.5 % markup on all models'],
    [{ percent: 0, scope: { offers: ['google/*'] } }, 'no change to google/*'],
    [{ percent: 0, usdPerMtok: 0.05 }, '$0.05 per 1M tokens on top of all models'],
    [{ percent: 5, usdPerRequest: 0.001 }, '5 % markup on all models, plus $0.001 a request'],
    [
      { scope: { offers: ['a/*', 'b/c', 'd/e'], serviceTiers: ['batch', 'flex'] } },
      '20 % off a/*, b/c and d/e, batch and flex tier only',
    ],
  ] as const)('%j', (more, sentence) => {
    expect(termSentence(term(more as Partial<PriceTerm>))).toBe(sentence);
  });

  test('month terms', () => {
    const bands = [
      { from: 0, percent: 0 },
      { from: 10_000, percent: -5 },
      { from: 50_000, percent: -10 },
    ];
    const volume: MonthTerm = { ...base, kind: 'volume', measure: 'usd', applies: 'above', bands };
    expect(monthTermSentence(volume)).toBe(
      'A month of all models: 5 % off the part above $10,000, 10 % off the part above $50,000',
    );
    expect(monthTermSentence({ ...volume, applies: 'whole' })).toContain('5 % off the whole month from $10,000');
    expect(monthTermSentence({ ...base, kind: 'commitment', usdPerMonth: 500, scope: { offers: ['openai/*'] } })).toBe(
      'At least $500.00 a month for openai/*, used or not',
    );
  });

  test('the last day is named, since the end itself is not included', () => {
    expect(spanWords({ validFromMs: null, validToMs: from })).toBe('through Dec 31, 2025');
    expect(spanWords({ validFromMs: from, validToMs: from + 3_600_000 })).toBe(
      'from Jan 1, 2026 until Jan 1, 2026 01:00 UTC',
    );
  });
});

test('prices stand in their own unit and currency, the unknown one as a dash', () => {
  expect(rateText('input', 2.5)).toBe('$2.50');
  expect(rateText('webSearch', 10_000)).toBe('$0.01 each');
  expect(rateText('input', 2.5, 'EUR')).toBe('2.50 EUR');
  expect(rateText('input', null)).toBe('—');
  expect([changeText(-20), changeText(0), changeText(null), changeText(900)]).toEqual(['−20 %', '', '', '+900 %']);
});
