import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { BookJson } from './price-book';
import { parseBookJson } from './price-book-json';
import { formatDays, parseDays, parseIsoDate, parseTimeOfDay } from './price-book-text';

const contract: BookJson = {
  waybillBook: 1,
  source: 'frame contract 7',
  terms: [{ label: 'Frame', scope: { offers: ['openai/*'] }, percent: -20, from: '2026-01-01', source: 'contract 7' }],
};
const parse = (json: unknown) => parseBookJson(json, 'acme', '');
const price = (more: object) => ({ offer: 'lab/m', rates: { input: 2 }, ...more });
const term = (more: object) => ({ label: 'T', percent: -20, source: 'contract', ...more });
const month = (more: object) => ({ label: 'M', source: 'contract', ...more });

describe('parseBookJson', () => {
  test('a contract of terms alone is a book', () => {
    expect(parse(contract)).toMatchObject({
      name: 'acme',
      rows: [],
      terms: [
        {
          label: 'Frame',
          percent: -20,
          scope: { offers: ['openai/*'] },
          validFromMs: Date.UTC(2026, 0, 1),
          validToMs: null,
        },
      ],
    });
  });

  test('an offer that is only priced is known by its own name', () => {
    expect(parse({ waybillBook: 1, prices: [price({})] })).toMatchObject({
      offers: [{ offerId: 'lab/m', match: { equals: 'm' } }],
      providers: [{ provider: 'lab' }],
    });
  });

  test.each([
    ['another version', { waybillBook: 2, prices: [price({})] }, 'waybillBook'],
    ['an unknown key', { ...contract, term: [] }, 'term: unknown key'],
    ['an unknown key inside', { ...contract, terms: [term({ pct: 5 })] }, 'terms[0].pct: unknown key'],
    ['nothing at all', { waybillBook: 1 }, 'no price, no term'],
    ['more than all off', { ...contract, terms: [term({ percent: -101 })] }, 'terms[0].percent: must be −100 or more'],
    ['a negative fixed part', { ...contract, terms: [term({ usdPerMtok: -1 })] }, 'terms[0].usdPerMtok: must be 0'],
    [
      'a fixed part a request where requests are not covered',
      { ...contract, terms: [term({ usdPerRequest: 1, scope: { units: ['input'] } })] },
      'terms[0].usdPerRequest: needs a scope that covers requests',
    ],
    [
      'a wrong pattern',
      { ...contract, terms: [term({ scope: { offers: ['gpt*'] } })] },
      'terms[0].scope.offers[0]: is not',
    ],
    [
      'dates the wrong way round',
      { ...contract, terms: [term({ from: '2026-02-01', to: '2026-01-01' })] },
      'terms[0].to:',
    ],
    [
      'bands that do not rise',
      {
        ...contract,
        monthTerms: [
          month({
            kind: 'volume',
            measure: 'usd',
            applies: 'above',
            bands: [
              { from: 10, percent: -5 },
              { from: 10, percent: -6 },
            ],
          }),
        ],
      },
      'monthTerms[0].bands[1].from: bands must rise',
    ],
    [
      'an empty commitment',
      { ...contract, monthTerms: [month({ kind: 'commitment', usdPerMonth: 0 })] },
      'usdPerMonth',
    ],
    ['an unknown month term', { ...contract, monthTerms: [month({ kind: 'gift' })] }, 'monthTerms[0].kind'],
    [
      'a time zone that is none',
      { waybillBook: 1, prices: [price({ hours: [{ from: '01:00', to: '02:00', timeZone: 'Mars/Base' }] })] },
      'prices[0].hours[0].timeZone: is no time zone',
    ],
    [
      'hours past midnight',
      { waybillBook: 1, prices: [price({ hours: [{ from: '22:00', to: '06:00' }] })] },
      'prices[0].hours[0].to: to is not after from',
    ],
    ['a slip of units', { waybillBook: 1, prices: [price({ rates: { input: 2500 } })] }, 'prices[0].rates: input'],
    [
      'two prices at one time',
      { waybillBook: 1, prices: [price({}), price({ from: '2026-01-01' })] },
      'prices[1]: a second',
    ],
    ['an unknown class', { waybillBook: 1, prices: [price({ rates: { inptu: 1 } })] }, 'prices[0].rates'],
    [
      'a tier without threshold',
      { waybillBook: 1, prices: [price({ contextTiers: [{ rates: {} }] })] },
      'contextTiers[0]',
    ],
    [
      'a currency without its rate',
      { ...contract, currency: { code: 'EUR', usdPerUnit: 0, rateDate: '2026-01-01', source: 'ECB' } },
      'currency.usdPerUnit: must be above 0',
    ],
  ])('%s is refused with its path', (_name, json, message) => {
    expect(() => parse(json)).toThrow(message);
  });

  test('all problems are told at once', () => {
    expect(() => parse({ ...contract, terms: [term({ percent: -200 }), term({ label: '' })] })).toThrow(
      /terms\[0\]\.percent.*terms\[1\]\.label/,
    );
  });
});

test('every set of weekdays is written as it is read', () => {
  let judged = 0;
  for (let mask = 1; mask < 128; mask++, judged++) expect(parseDays(formatDays(mask)), formatDays(mask)).toBe(mask);
  expect(judged).toBe(127);
  expect([formatDays(0b0111110), formatDays(0b1000001), formatDays(127)]).toEqual(['Mon-Fri', 'Sat Sun', '']);
  expect(parseDays('fri-mon')).toBe(0b1100011);
  for (const text of ['Mo', 'Mon-', 'weekend', 'Mon-Tue-Wed']) expect(parseDays(text)).toBeNull();
});

test('times and dates that are none are null', () => {
  expect([parseTimeOfDay('24:00'), parseTimeOfDay('9:30')]).toEqual([86_400, 34_200]);
  for (const text of ['24:01', '9', '12:60', 'noon']) expect(parseTimeOfDay(text)).toBeNull();
  expect(parseIsoDate('2026-01-01 16:00')).toBe(Date.UTC(2026, 0, 1, 16));
  for (const text of ['2026-02-30', '01/02/2026', '2026-1-1', 'soon']) expect(parseIsoDate(text)).toBeNull();
});

test('the contract in the guide is a price book', () => {
  const guide = readFileSync(new URL('../../docs/guide.md', import.meta.url), 'utf8');
  const example = /```json\n(\{\n {2}"waybillBook"[\s\S]*?)```/.exec(guide)?.[1] ?? '';
  const book = parse(JSON.parse(example));
  expect([book.terms?.length, book.monthTerms?.length, book.rows.length]).toEqual([2, 2, 1]);
});
