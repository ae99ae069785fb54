import { describe, expect, test } from 'vitest';
import { readCsvTemplate } from '@/lib/catalog/sources/csv-template';
import { readGenaiPrices } from '@/lib/catalog/sources/genai-prices';
import { readOverrides } from '@/lib/catalog/sources/overrides';
import { findSlip } from '@/lib/catalog/sources/rate-cards';
import { toUsdPerMillion } from '@/lib/catalog/sources/usd-per-million';
import type { ColumnMap } from '@/lib/domain/column-map';
import { MAPPABLE_FIELDS } from '@/lib/domain/column-map';
import { parseOfferId } from '@/lib/domain/ids';
import { createNormaliser } from '@/lib/usage/normalise';
import { parseTimeMs } from '@/lib/usage/parse-time';
import { dayOf, MONDAY_TO_FRIDAY } from './clock';
import { createPriceStack, priceTimeAt } from './price-stack';
import { cardFor } from './price-usage';
import { labBook, labRow, labTerms } from './testing/lab-book';
import { openPricer } from './testing/price-with';

/** The mistakes that the field's tools make with the price of one call, each with what it would give. */
const price = openPricer([readOverrides(), await readGenaiPrices()]);
const columns = Object.fromEntries(MAPPABLE_FIELDS.map((field) => [field, field]));

function recordOf(fields: { readonly [field: string]: unknown }, map: Partial<ColumnMap> = {}) {
  const normaliser = createNormaliser({ columns, ...map });
  const reason = normaliser.read((field) => fields[field]);
  return { ...normaliser.record, reason };
}

describe('1 cached input is part of input, or beside it', () => {
  const fields = { time: '2026-01-01', inputTokens: 800, cacheReadTokens: 200, outputTokens: 1 };
  test('inside: 800 in all; beside: 1,000 in all, 200 of them cached, billed once', () => {
    expect(recordOf(fields).inputTokens).toBe(800);
    const beside = recordOf(fields, { cache: 'beside' });
    expect([beside.inputTokens, beside.cacheReadTokens]).toEqual([1000, 200]);
    const own = openPricer([labBook([labRow({ input: 3, cacheRead: 0.3, output: 15 })])]);
    // 800 × 3 + 200 × 0.3, not 1,000 × 3 + 200 × 0.3
    expect(own('lab/m', { inputTokens: 1000, cacheReadTokens: 200 }).usd).toBeCloseTo(0.00246, 12);
  });
  test('more cached than input is rejected, also where it is written or cached for an hour', () => {
    expect(recordOf({ ...fields, cacheReadTokens: 801 }).reason).toContain('exceed input tokens');
    expect(recordOf({ ...fields, cacheWriteTokens: 400, cacheWrite1hTokens: 201 }).reason).toContain('exceed');
  });
});

test('2 cache writes have prices of their own, for 5 minutes and for an hour', () => {
  // Anthropic: 1.25 × and 2 × of $3
  const costs = (counts: object) => price('claude-sonnet-4-5', { inputTokens: 100_000, ...counts }).usd;
  expect(costs({ cacheWriteTokens: 100_000 })).toBeCloseTo(0.375, 12);
  expect(costs({ cacheWrite1hTokens: 100_000 })).toBeCloseTo(0.6, 12);
  expect(costs({})).toBeCloseTo(0.3, 12);
});

test('3 reasoning is inside output, or beside it', () => {
  const fields = { time: '2026-01-01', inputTokens: 10, outputTokens: 100, reasoningTokens: 40 };
  expect(recordOf(fields).outputTokens).toBe(100);
  expect(recordOf(fields, { reasoning: 'beside' }).outputTokens).toBe(140);
  expect(recordOf({ ...fields, reasoningTokens: 101 }).reason).toContain('reasoning');
  const own = openPricer([labBook([labRow({ input: 1, output: 10, reasoning: 20 })])]);
  // 60 × 10 + 40 × 20
  expect(own('lab/m', { outputTokens: 100, reasoningTokens: 40 }).usd).toBeCloseTo(1400e-6, 12);
});

describe('4 a context tier re-prices the whole call', () => {
  test('output too, and not only what is over', () => {
    const { usd } = price('claude-sonnet-4-5', { inputTokens: 200_001, outputTokens: 1000 });
    // 200,001 × 6 + 1,000 × 22.5; the margin alone would be 0.6 + 0.000006 + 0.015
    expect(usd).toBeCloseTo(1.200006 + 0.0225, 12);
  });
  test('a sum of calls cannot be tiered: base price', () => {
    const row = labRow(
      { input: 1 },
      { contextTiers: [{ thresholdTokens: 10, inclusive: false, rates: { input: 9 } }] },
    );
    expect(cardFor(row, null)).toBe(row.rates);
  });
  test('tiers are dated', () => {
    const march = Date.parse('2026-03-01');
    const tier = [{ thresholdTokens: 10, inclusive: true, rates: { input: 2 } }];
    const own = openPricer([
      labBook([
        labRow({ input: 1 }, { validToMs: march, contextTiers: tier }),
        labRow({ input: 1 }, { validFromMs: march }),
      ]),
    ]);
    const usd = (at: string) => own('lab/m', { inputTokens: 1e6 }, at).usd;
    expect([usd('2026-02-28T23:59:59.999Z'), usd('2026-03-01')]).toEqual([2, 1]);
  });
});

test('5 service tiers have prices of their own, with cache and context tiers in them; without one it is said', () => {
  const batch = labRow(
    { input: 1, cacheRead: 0.1, output: 4 },
    {
      serviceTier: 'batch',
      contextTiers: [{ thresholdTokens: 100, inclusive: false, rates: { input: 2, cacheRead: 0.2, output: 6 } }],
    },
  );
  const own = openPricer([labBook([labRow({ input: 2, cacheRead: 0.2, output: 8 }), batch])]);
  const counts = { inputTokens: 101, cacheReadTokens: 50, outputTokens: 10 };
  expect(own('lab/m', counts, '2026-01-01', 'batch').usd).toBeCloseTo((51 * 2 + 50 * 0.2 + 60) / 1e6, 15);
  expect(own('lab/m', counts, '2026-01-01', 'flex')).toMatchObject({ standardInstead: true });
});

test('6 units without a price make the call unpriced; cached tokens cost the input price', () => {
  const own = openPricer([labBook([labRow({ input: 2, output: 8 })])]);
  expect(own('lab/m', { inputTokens: 5, inputAudioTokens: 1 })).toMatchObject({
    usd: null,
    reason: 'no audio input price',
  });
  expect(own('lab/m', { webSearches: 1 })).toMatchObject({ usd: null, reason: 'no web search price' });
  expect(own('lab/m', { inputTokens: 1e6, cacheReadTokens: 1e6 }).usd).toBe(2);
});

describe('10 a markup lies on top of the list', () => {
  const list = labBook([labRow({ input: 2, output: 8 })], { name: 'list' });
  test('in percent, and fixed by token or by call', () => {
    const with5 = openPricer([labTerms('gateway', { percent: 5 }), list]);
    expect(with5('lab/m', { inputTokens: 1e6 }).usd).toBeCloseTo(2.1, 12);
    const fee = openPricer([labTerms('gateway', { percent: 0, usdPerMtok: 0.1, usdPerRequest: 0.01 }), list]);
    expect(fee('lab/m', { inputTokens: 1e6 }).usd).toBeCloseTo(2.11, 12);
  });
  test('a contract over a gateway over a list: the discount takes the marked-up price', () => {
    const stack = [labTerms('contract', { percent: -20 }), labTerms('gateway', { percent: 5 }), list];
    // 2 × 1.05 × 0.8, not 2 × (1 + 0.05 − 0.2)
    expect(openPricer(stack)('lab/m', { inputTokens: 1e6 }).usd).toBeCloseTo(1.68, 12);
  });
});

test('11 a currency keeps its rate, the rate’s date and its source with the price', () => {
  const currency = { code: 'EUR', usdPerUnit: 1.08, rateDate: '2026-02-01', source: 'ECB' };
  const stack = createPriceStack([labBook([labRow({ input: 2 })], { currency })]);
  const found = stack.find(parseOfferId('lab/m'), priceTimeAt(0), 'standard');
  if (typeof found === 'string') throw new Error(found);
  expect([found.stated.rates.input, found.row.rates.input]).toEqual([2, 2.16]);
  expect(found.currency).toEqual(currency);
});

describe('12 a start date, a weekday, hours and a service tier hold in one row', () => {
  const from = Date.parse('2026-08-16T16:00:00Z');
  const clock = [{ weekdays: MONDAY_TO_FRIDAY, startSecond: 3600, endSecond: 14_400 }];
  const own = openPricer([
    labBook([labRow({ input: 1 }), labRow({ input: 9 }, { validFromMs: from, clock, serviceTier: 'batch' })]),
  ]);
  test.each([
    ['2026-08-17T01:00:00.000Z', 'batch', 9],
    ['2026-08-17T00:59:59.999Z', 'batch', 1],
    ['2026-08-17T04:00:00.000Z', 'batch', 1],
    ['2026-08-22T02:00:00.000Z', 'batch', 1],
    ['2026-08-14T02:00:00.000Z', 'batch', 1],
    ['2026-08-17T02:00:00.000Z', 'standard', 1],
  ] as const)('%s %s costs %d', (at, tier, usd) => {
    expect(own('lab/m', { inputTokens: 1e6 }, at, tier).usd).toBe(usd);
  });
});

test('13 a start is included, an end excluded, and a past price stays', () => {
  const usd = (at: string) => price('o3', { inputTokens: 1e6 }, at).usd;
  expect([usd('2025-06-09T23:59:59.999Z'), usd('2025-06-10T00:00:00.000Z')]).toEqual([10, 2]);
});

test('17 an unknown model is not $0, nor is a model like another', () => {
  for (const name of ['no-such-model', 'gpt-4oo', 'xgpt-4o', ''])
    expect(price(name, { inputTokens: 10 }), name).toMatchObject({ usd: null, reason: 'unknown model' });
});

test('23 days are UTC, unless the time says otherwise', () => {
  const day = (text: string) => dayOf(parseTimeMs(text)) - dayOf(Date.UTC(2026, 7, 16));
  expect([day('2026-08-16 23:59:59'), day('2026-08-17T01:30:00+02:00'), day('2026-08-16T23:30:00-02:00')]).toEqual([
    0, 0, 1,
  ]);
});

test('24 a slip of 1,000 in units is caught, and dollars a token become dollars a million without dust', () => {
  expect(findSlip({ input: 2500, output: 10_000 })).toContain('slip of units');
  expect(toUsdPerMillion('9e-07')).toBe(0.9);
  expect(() => readCsvTemplate('offer,input,output\nlab/m,2500,10000\n', 'mine', '1')).toThrow('slip of units');
});

test('25 tokens are summed as integers and priced last', () => {
  const own = openPricer([labBook([labRow({ input: 0.1 })])]);
  // A million calls of 3 tokens at 0.0000003 each drift apart from 0.3 when added one by one.
  let drift = 0;
  for (let i = 0; i < 1_000_000; i++) drift += (3 * 0.1) / 1e6;
  expect(own('lab/m', { inputTokens: 3_000_000 }).usd).toBe((3_000_000 * 0.1) / 1e6);
  expect(drift).not.toBe(0.3);
});
