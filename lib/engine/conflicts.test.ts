import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readGenaiPrices } from '@/lib/catalog/sources/genai-prices';
import { readOverrides } from '@/lib/catalog/sources/overrides';
import { readShippedHistory } from '@/lib/catalog/sources/shipped-history';
import { parseOfferId } from '@/lib/domain/ids';
import type { ClockWindow, PriceBook, PriceRow, RateCard } from '@/lib/domain/price';
import { isInClock } from './clock';
import { findConflicts, findSellerDifferences } from './conflicts';
import { weekSlots } from './week-hours';

const AT = Date.parse('2026-07-01T12:00:00Z');

function rowOf(offer: string, rates: RateCard, patch: Partial<PriceRow> = {}): PriceRow {
  return {
    offerId: parseOfferId(offer),
    validFromMs: null,
    validToMs: null,
    clock: null,
    serviceTier: 'standard',
    rates,
    contextTiers: [],
    sourceUrl: 'https://example.com/prices',
    checkedOn: '2026-07-01',
    ...patch,
  };
}

function bookOf(name: string, rows: readonly PriceRow[], patch: Partial<PriceBook> = {}): PriceBook {
  const offers = [...new Set(rows.map((row) => row.offerId))].map((offerId) => ({
    offerId,
    name: offerId,
    match: null,
    facts: {},
    sameModelAs: null,
  }));
  return { name, version: '1', source: '', licence: '', observed: false, providers: [], offers, rows, ...patch };
}

const rename = (book: PriceBook, name: string): PriceBook => ({ ...book, name });

function scaled(book: PriceBook, factor: number): PriceBook {
  const scale = (rates: RateCard): RateCard =>
    Object.fromEntries(Object.entries(rates).map(([unit, usd]) => [unit, usd * factor]));
  const rows = book.rows.map((row) => ({
    ...row,
    rates: scale(row.rates),
    contextTiers: row.contextTiers.map((tier) => ({ ...tier, rates: scale(tier.rates) })),
  }));
  return { ...book, name: `${book.name} scaled`, rows };
}

describe('findConflicts', () => {
  test('a price 0.1 % apart is the same, a little more is not', () => {
    const at = (usd: number) =>
      findConflicts([bookOf('a', [rowOf('x/m', { input: 1000 })]), bookOf('b', [rowOf('x/m', { input: usd })])], AT);
    expect(at(1001)).toEqual([]);
    // 1,001.1 against 1,000: 0.11 %.
    expect(at(1001.1)[0]?.prices[0]).toMatchObject({ unit: 'input', usdPerMtok: [1000, 1001.1] });
    expect(at(1001.1)[0]?.prices[0]?.pct).toBeCloseTo(0.11, 9);
  });

  test('a free price has no ratio, and is the worst of all', () => {
    const [found] = findConflicts(
      [bookOf('a', [rowOf('x/m', { input: 0 })]), bookOf('b', [rowOf('x/m', { input: 2 })])],
      AT,
    );
    expect(found?.prices[0]).toMatchObject({ ratio: null, pct: null });
    expect(found?.worstRatio).toBe(Infinity);
  });

  test('the price of the date is compared, and an observed book outside its dates is marked', () => {
    const dated = rowOf('x/m', { input: 1 }, { validFromMs: 0, validToMs: Date.parse('2026-01-01') });
    const other = bookOf('b', [rowOf('x/m', { input: 2 })]);
    expect(findConflicts([bookOf('a', [dated]), other], AT)).toEqual([]);
    const [found] = findConflicts([bookOf('a', [dated], { observed: true }), other], AT);
    expect(found?.quotes.map(({ label, extrapolated }) => [label, extrapolated])).toEqual([
      ['a', true],
      ['b', false],
    ]);
  });

  test('other thresholds and a missing cache price are disagreements of their own', () => {
    const rates = { input: 1, output: 2 };
    const tier = (inclusive: boolean) => [{ thresholdTokens: 200_000, inclusive, rates: { input: 2, output: 4 } }];
    const [found] = findConflicts(
      [
        bookOf('a', [rowOf('x/m', { ...rates, cacheRead: 0.1 }, { contextTiers: tier(true) })]),
        bookOf('b', [rowOf('x/m', rates, { contextTiers: tier(false) })]),
      ],
      AT,
    );
    expect(found?.prices).toEqual([]);
    expect(found?.worstRatio).toBeNull();
    expect(found?.others).toEqual([
      {
        kind: 'context tiers',
        tiers: [[{ thresholdTokens: 200_000, inclusive: true }], [{ thresholdTokens: 200_000, inclusive: false }]],
      },
      { kind: 'missing', unit: 'cacheRead', missingIn: ['b'] },
    ]);
  });

  test('prices above the same threshold are compared too', () => {
    const tier = (input: number) => [{ thresholdTokens: 200_000, inclusive: false, rates: { input, output: 4 } }];
    const [found] = findConflicts(
      [
        bookOf('a', [rowOf('x/m', { input: 1 }, { contextTiers: tier(2) })]),
        bookOf('b', [rowOf('x/m', { input: 1 }, { contextTiers: tier(3) })]),
      ],
      AT,
    );
    expect(found?.prices).toEqual([{ unit: 'input', aboveTokens: 200_000, usdPerMtok: [2, 3], ratio: 1.5, pct: 50 }]);
  });

  test('a book in another currency is compared in USD', () => {
    const euros = bookOf('eu', [rowOf('x/m', { input: 1 })], {
      currency: { code: 'EUR', usdPerUnit: 1.1, rateDate: '2026-07-01', source: '' },
    });
    expect(findConflicts([euros, bookOf('us', [rowOf('x/m', { input: 1.1 })])], AT)).toEqual([]);
    expect(
      findConflicts([euros, bookOf('us', [rowOf('x/m', { input: 1 })])], AT)[0]?.quotes[0]?.stated.rates.input,
    ).toBe(1);
  });

  test('service tiers and regions are compared with their own kind', () => {
    const a = bookOf('a', [rowOf('x/m', { input: 2 }), rowOf('x/m', { input: 1 }, { serviceTier: 'batch' })]);
    expect(findConflicts([a, bookOf('b', [rowOf('x/m', { input: 2 })])], AT)).toEqual([]);
    const batch = bookOf('b', [rowOf('x/m', { input: 2 }), rowOf('x/m', { input: 1.5 }, { serviceTier: 'batch' })]);
    expect(findConflicts([a, batch], AT)).toMatchObject([{ serviceTier: 'batch' }]);
    const eu = bookOf('b', [rowOf('x/m', { input: 2 }), rowOf('x/m', { input: 2.2 }, { region: 'eu' })]);
    expect(findConflicts([a, eu], AT)).toMatchObject([{ region: 'eu', serviceTier: 'standard' }]);
  });

  test('since DeepSeek has peak hours, overrides and genai-prices disagree about it, in some hours, and about nothing else', async () => {
    const conflicts = findConflicts([readOverrides(), await readGenaiPrices()], Date.parse('2026-09-09T00:00:00Z'));
    expect(conflicts.filter(({ prices }) => prices.length > 0).length).toBeGreaterThan(0);
    for (const { offerId, quotes, hours } of conflicts) {
      expect(offerId).toMatch(/^deepseek\/deepseek-v4-/);
      expect(quotes.map(({ label }) => label)).toEqual(['overrides', 'genai-prices']);
      expect(hours).not.toBeNull();
    }
  });

  const real = readShippedHistory().book;
  const small = { ...real, rows: real.rows.filter((_, i) => i % 7 === 0), observed: false };

  test('a book agrees with itself, at any date', () => {
    let judged = 0;
    fc.assert(
      fc.property(fc.integer({ min: Date.parse('2024-02-01'), max: Date.parse('2026-07-01') }), (dateMs) => {
        expect(findConflicts([small, rename(small, 'copy')], dateMs)).toEqual([]);
        judged++;
      }),
      { numRuns: 20 },
    );
    expect(judged).toBeGreaterThan(0);
    expect(findConflicts([real, rename(real, 'copy')], AT)).toEqual([]);
  });

  test('every priced offer conflicts by 50 % with the same book at one and a half times its prices', () => {
    let judged = 0;
    fc.assert(
      fc.property(fc.constantFrom(...['2024-08-01', '2025-03-01', '2026-06-30'].map(Date.parse)), (dateMs) => {
        const conflicts = findConflicts([small, scaled(small, 1.5)], dateMs);
        const isPriced = (row: PriceRow) =>
          (row.validFromMs ?? -Infinity) <= dateMs &&
          dateMs < (row.validToMs ?? Infinity) &&
          Object.values(row.rates).some((usd) => usd > 0);
        const priced = new Set(small.rows.filter(isPriced).map((row) => row.offerId));
        expect(new Set(conflicts.map(({ offerId }) => offerId))).toEqual(priced);
        for (const { prices } of conflicts)
          for (const { pct, ratio } of prices) {
            expect(pct).toBeCloseTo(50, 6);
            expect(ratio).toBeCloseTo(1.5, 9);
            judged++;
          }
      }),
      { numRuns: 5 },
    );
    expect(judged).toBeGreaterThan(100);
  });

  test('it does not matter which book comes first', () => {
    let judged = 0;
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), fc.integer({ min: 2, max: 5 }), (factor, every) => {
        const other = scaled(small, factor);
        const mixed = { ...other, rows: other.rows.filter((_, i) => i % every !== 0) };
        const summary = (books: readonly PriceBook[]) =>
          findConflicts(books, AT)
            .map(({ offerId, serviceTier, worstRatio, prices }) => [offerId, serviceTier, worstRatio, prices.length])
            .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
        const there = summary([small, mixed]);
        expect(summary([mixed, small])).toEqual(there);
        judged += there.length;
      }),
      { numRuns: 10 },
    );
    expect(judged).toBeGreaterThan(100);
  });
});

test('findSellerDifferences: the same model at different sellers, the maker first', () => {
  const rows = [rowOf('maker/m', { input: 1 }), rowOf('shop/m', { input: 1.2 }), rowOf('shop/other', { input: 9 })];
  const makerOf = (offerId: string) => parseOfferId(offerId === 'shop/m' ? 'maker/m' : offerId);
  const [found, ...more] = findSellerDifferences([bookOf('a', rows)], makerOf, AT);
  expect(more).toEqual([]);
  expect(found).toMatchObject({ offerId: 'maker/m', quotes: [{ label: 'maker/m' }, { label: 'shop/m' }] });
  expect(found?.prices[0]?.pct).toBeCloseTo(20, 9);
});

test('weekSlots: no window opens or closes within a slot, in any zone', () => {
  const zones = [undefined, 'Asia/Shanghai', 'America/New_York', 'Asia/Kolkata'];
  const windowOf = fc.record({
    weekdays: fc.integer({ min: 1, max: 127 }),
    hours: fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 1, max: 24 })).filter(([a, b]) => a < b),
    timeZone: fc.constantFrom(...zones),
  });
  const START = Date.parse('2026-06-28T00:00:00Z');
  let judged = 0;
  fc.assert(
    fc.property(
      fc.array(windowOf, { maxLength: 3 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (parts, share) => {
        const windows = parts.map(
          ({ weekdays, hours: [from, to], timeZone }): ClockWindow => ({
            weekdays,
            startSecond: from * 3600,
            endSecond: to * 3600,
            ...(timeZone === undefined ? {} : { timeZone }),
          }),
        );
        for (const { atMs, span } of weekSlots(windows, AT)) {
          expect(atMs).toBe(START + span.startSecond * 1000);
          const within = atMs + Math.floor(share * (span.endSecond - span.startSecond)) * 1000;
          for (const window of windows) {
            expect(isInClock([window], within)).toBe(isInClock([window], atMs));
            judged++;
          }
        }
      },
    ),
  );
  expect(judged).toBeGreaterThan(500);
});
