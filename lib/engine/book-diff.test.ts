import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BookDiff, BookDiffLine, ChangeKind } from '@/lib/domain/book-view';
import type { OfferId } from '@/lib/domain/ids';
import type { ClockWindow, PriceBook, PriceRow, PriceTerm, RateCard } from '@/lib/domain/price';
import { diffBooks } from './book-diff';

const DAY = 86_400_000;
const row = (offer: string, rates: RateCard, more: Partial<PriceRow> = {}): PriceRow => ({
  offerId: offer as OfferId,
  validFromMs: null,
  validToMs: null,
  clock: null,
  serviceTier: 'standard',
  rates,
  contextTiers: [],
  sourceUrl: 'test',
  checkedOn: null,
  ...more,
});
const bookOf = (rows: readonly PriceRow[], more: Partial<PriceBook> = {}): PriceBook => ({
  name: 'book',
  version: '1',
  source: 'test',
  licence: 'test',
  observed: false,
  providers: [],
  offers: [],
  rows,
  ...more,
});

const windows: readonly ClockWindow[][] = [
  [{ weekdays: 62, startSecond: 3600, endSecond: 14_400 }],
  [{ weekdays: 62, startSecond: 3600, endSecond: 14_400, timeZone: 'Asia/Shanghai' }],
];
const rate = fc.constantFrom(0, 0.1, 0.25, 1, 2.5, 25, 600);
const card = fc.record({ input: rate, output: rate, cacheRead: rate, request: rate }, { requiredKeys: ['input'] });
const date = fc.option(fc.integer({ min: 0, max: 6 }).map((day) => day * DAY));
const anyRow = fc
  .tuple(
    fc.constantFrom('lab/a', 'lab/b', 'lab/c'),
    card,
    fc.record({
      validFromMs: date,
      validToMs: date,
      serviceTier: fc.constantFrom('standard' as const, 'batch' as const),
      region: fc.constantFrom('eu', null),
      clock: fc.constantFrom(null, ...windows),
      contextTiers: fc.array(
        fc.record({ thresholdTokens: fc.constantFrom(128_000, 200_000), inclusive: fc.boolean(), rates: card }),
        { maxLength: 1 },
      ),
    }),
  )
  .map(([offer, rates, more]) => row(offer, rates, more));
const term = fc.record({
  label: fc.constantFrom('first', 'second', 'third'),
  scope: fc.constantFrom({}, { offers: ['lab/*'] }),
  validFromMs: date,
  validToMs: fc.constant(null),
  source: fc.constant('contract'),
  percent: fc.constantFrom(-20, 0, 5),
});
const currency = fc.constantFrom(null, { code: 'EUR', usdPerUnit: 1.1, rateDate: '2026-01-01', source: 'ECB' });
const anyBook = fc
  .tuple(fc.array(anyRow, { maxLength: 12 }), fc.array(term, { maxLength: 3 }), currency)
  .map(([rows, terms, coin]) => bookOf(rows, { terms, currency: coin }));

const MIRROR: { readonly [kind in ChangeKind]: ChangeKind } = {
  new: 'gone',
  gone: 'new',
  changed: 'changed',
  same: 'same',
};

/** What both directions must agree on, as a sorted list of texts; percentages are of another base and left out. */
function factsOf(diff: BookDiff, isMirrored: boolean): string[] {
  const turn = (kind: ChangeKind) => (isMirrored ? MIRROR[kind] : kind);
  const sides = <T>(value: { readonly before: T; readonly after: T }) =>
    isMirrored ? [value.after, value.before] : [value.before, value.after];
  const lineFacts = (line: BookDiffLine) => [
    turn(line.kind),
    line.offerId,
    line.serviceTier,
    line.region,
    line.clock,
    sides(line),
    line.rates.map((change) => [change.unit, change.tier, sides(change), change.isSuspicious]),
  ];
  return [
    ...diff.lines.map(lineFacts),
    ...[...diff.terms, ...diff.monthTerms].map((line) => [turn(line.kind), line.label, sides<unknown>(line)]),
    [diff.isTermOrderChanged],
    diff.currency === null ? null : sides(diff.currency),
  ]
    .map((fact) => JSON.stringify(fact))
    .sort();
}

describe('diffBooks', () => {
  test('a book and itself are all the same', () => {
    let judged = 0;
    fc.assert(
      fc.property(anyBook, (book) => {
        const { counts, terms, currency: coin, isTermOrderChanged } = diffBooks(book, book);
        judged += book.rows.length;
        expect(counts).toEqual({ new: 0, changed: 0, gone: 0, same: book.rows.length, suspicious: 0 });
        expect(terms.every(({ kind }) => kind === 'same')).toBe(true);
        expect([coin, isTermOrderChanged]).toEqual([null, false]);
      }),
    );
    expect(judged).toBeGreaterThan(100);
  });

  test('mirrored it is the diff the other way round, and no row is lost', () => {
    const judged = { new: 0, changed: 0, gone: 0, same: 0 };
    fc.assert(
      fc.property(anyBook, anyBook, fc.nat(4095), (a, other, kept) => {
        const b = { ...other, rows: [...a.rows.filter((_, i) => (kept >> i) & 1), ...other.rows] };
        const diff = diffBooks(a, b);
        expect(factsOf(diff, true)).toEqual(factsOf(diffBooks(b, a), false));
        const { same, changed, gone } = diff.counts;
        expect(same + changed + gone).toBe(a.rows.length);
        expect(same + changed + diff.counts.new).toBe(b.rows.length);
        for (const { kind } of diff.lines) judged[kind]++;
      }),
      { numRuns: 300 },
    );
    for (const [kind, count] of Object.entries(judged)) expect(count, kind).toBeGreaterThan(20);
  });

  test('a price that falls by a fifth is changed, with the old and the new one and the percent', () => {
    const diff = diffBooks(
      bookOf([row('lab/a', { input: 2.5, output: 10 })]),
      bookOf([row('lab/a', { input: 2, output: 10 })]),
    );
    expect(diff.counts).toEqual({ new: 0, changed: 1, gone: 0, same: 0, suspicious: 0 });
    expect(diff.lines[0]?.rates).toMatchObject([
      { unit: 'input', before: 2.5, after: 2, percent: expect.closeTo(-20, 9) },
      { unit: 'output', before: 10, after: 10, percent: 0 },
    ]);
  });

  test.each([
    [2.5, 24.9, false],
    [2.5, 25, true],
    [0.3, 3, true],
    [3, 0.3, true],
    [3, 0.31, false],
    [2.5, 2500, true],
    [2.5, 0, true],
    [0, 0, false],
  ])('from %d to %d is suspicious: %s', (before, after, isSuspicious) => {
    const diff = diffBooks(bookOf([row('lab/a', { input: before })]), bookOf([row('lab/a', { input: after })]));
    expect(diff.lines[0]?.isSuspicious).toBe(isSuspicious);
    expect(diff.counts.suspicious).toBe(isSuspicious ? 1 : 0);
  });

  test('a price that only gets an end is changed and its successor is new', () => {
    const old = row('lab/a', { input: 2 });
    const diff = diffBooks(
      bookOf([old]),
      bookOf([{ ...old, validToMs: 5 * DAY }, row('lab/a', { input: 1 }, { validFromMs: 5 * DAY })]),
    );
    expect(diff.lines.map(({ kind, after }) => [kind, after])).toEqual([
      ['changed', { validFromMs: null, validToMs: 5 * DAY }],
      ['new', { validFromMs: 5 * DAY, validToMs: null }],
    ]);
  });

  test('rows of another region, service tier or hour are other rows', () => {
    const old = row('lab/a', { input: 2 });
    for (const other of [{ region: 'eu' }, { serviceTier: 'batch' as const }, { clock: windows[0] ?? null }])
      expect(diffBooks(bookOf([old]), bookOf([{ ...old, ...other }])).counts).toMatchObject({ new: 1, gone: 1 });
  });

  test('another source or note is no change of price', () => {
    const old = row('lab/a', { input: 2 });
    expect(diffBooks(bookOf([old]), bookOf([{ ...old, sourceUrl: 'b', note: 'c' }])).counts.same).toBe(1);
  });

  test('books of two currencies are compared in USD, of one as written', () => {
    const eur = (usdPerUnit: number) => ({ code: 'EUR', usdPerUnit, rateDate: '2026-01-01', source: 'ECB' });
    const inEur = bookOf([row('lab/a', { input: 2 })], { currency: eur(1.1) });
    const inUsd = diffBooks(inEur, bookOf([row('lab/a', { input: 2.2 })]));
    expect(inUsd).toMatchObject({ currencyCode: 'USD', counts: { same: 1 }, currency: { after: null } });
    const later = diffBooks(inEur, bookOf([row('lab/a', { input: 2 })], { currency: eur(1.2) }));
    expect(later).toMatchObject({ currencyCode: 'EUR', counts: { same: 1 }, currency: { after: { usdPerUnit: 1.2 } } });
  });

  test('a term with another percent is changed by its label; another order is said', () => {
    const terms = (first: number): PriceTerm[] =>
      ['a', 'b'].map((label, i) => ({
        label,
        scope: {},
        validFromMs: null,
        validToMs: null,
        source: 'contract',
        percent: i === 0 ? first : 5,
      }));
    const diff = diffBooks(bookOf([], { terms: terms(-20) }), bookOf([], { terms: terms(-25).reverse() }));
    expect(diff.terms.map(({ kind, label }) => [kind, label]).sort()).toEqual([
      ['changed', 'a'],
      ['same', 'b'],
    ]);
    expect(diff.isTermOrderChanged).toBe(true);
  });
});
