import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MonthSpend } from '@/lib/domain/month-bill';
import type { MonthTerm, TermScope } from '@/lib/domain/price';
import { applyMonthTerms, type BookMonthTerm, volumePercent } from './month-terms';

const MARCH = Date.UTC(2027, 2);
const base = (label: string, scope: TermScope = {}) => ({
  label,
  scope,
  validFromMs: null,
  validToMs: null,
  source: 'contract',
});
type Band = { readonly from: number; readonly percent: number };
const volume = (bands: readonly Band[], applies: 'above' | 'whole' = 'above', scope: TermScope = {}): MonthTerm => ({
  ...base('volume', scope),
  kind: 'volume',
  measure: 'usd',
  applies,
  bands,
});
const commitment = (usdPerMonth: number, scope: TermScope = {}): MonthTerm => ({
  ...base('commitment', scope),
  kind: 'commitment',
  usdPerMonth,
});
const fee = (usdPerMonth: number, scope: TermScope = {}): MonthTerm => ({
  ...base('fee', scope),
  kind: 'fee',
  usdPerMonth,
});
const row = (model: string, usd: number, tokens = 0): MonthSpend => ({
  model,
  usd,
  inputTokens: tokens,
  outputTokens: 0,
});
const inBook = (...terms: readonly MonthTerm[]): BookMonthTerm[] => terms.map((term) => ({ book: 'acme', term }));
const usdOf = (terms: readonly MonthTerm[], spend: readonly MonthSpend[]) =>
  applyMonthTerms(inBook(...terms), spend, MARCH).lines.map(({ usd }) => usd);

const BANDS = [
  { from: 1000, percent: -10 },
  { from: 5000, percent: -20 },
];

test('a graduated discount gives each band’s percent on the part inside it, `from` included', () => {
  // 999.99: nothing. 1,000: 0 above it. 5,000: 10 % of 4,000. 6,000: 400 + 20 % of 1,000.
  const discount = (usd: number) => usdOf([volume(BANDS)], [row('a/x', usd)])[0];
  expect(discount(999.99)).toBe(0);
  expect(discount(1000)).toBeCloseTo(0, 9);
  expect(discount(5000)).toBeCloseTo(-400, 9);
  expect(discount(6000)).toBeCloseTo(-600, 9);
});

test('a whole discount holds for all of the month from the cent that reaches the band', () => {
  const discount = (usd: number) => usdOf([volume(BANDS, 'whole')], [row('a/x', usd)])[0];
  expect(discount(999.99)).toBe(0);
  expect(discount(1000)).toBeCloseTo(-100, 9);
  expect(discount(4999.99)).toBeCloseTo(-499.999, 9);
  expect(discount(5000)).toBeCloseTo(-1000, 9);
});

test('a volume in tokens measures input and output of the offers it covers, and takes off their spend', () => {
  const term: MonthTerm = {
    ...base('tokens', { offers: ['a/*'] }),
    kind: 'volume',
    measure: 'tokens',
    applies: 'whole',
    bands: [{ from: 100, percent: -50 }],
  };
  const spend = (tokens: number) => [{ ...row('a/x', 40, tokens - 10), outputTokens: 10 }, row('b/y', 1000, 1e9)];
  expect(usdOf([term], spend(99))).toEqual([0]);
  expect(usdOf([term], spend(100))).toEqual([-20]);
});

test('of one offer the first volume term in stack order wins, one of 0 % too', () => {
  const ten = (scope: TermScope) => volume([{ from: 0, percent: -10 }], 'above', scope);
  const spend = [row('a/x', 100), row('b/y', 100)];
  expect(usdOf([ten({ offers: ['a/x'] }), volume([{ from: 0, percent: -50 }])], spend)).toEqual([-10, -50]);
  expect(usdOf([volume([{ from: 0, percent: 0 }], 'above', { offers: ['a/*'] }), ten({})], spend)).toEqual([0, -10]);
});

test('a commitment bills what is not spent of it after discounts; one that is met bills nothing', () => {
  const spend = [row('a/x', 1000)];
  expect(usdOf([commitment(1200)], spend)).toEqual([200]);
  expect(usdOf([commitment(1200), volume([{ from: 0, percent: -10 }])], spend)).toEqual([-100, 300]);
  expect(usdOf([commitment(900), commitment(500, { offers: ['b/*'] })], spend)).toEqual([0, 500]);
});

test('a fee is whole, and one that names offers is charged where they cost something', () => {
  const spend = [row('a/x', 0.01), row('b/y', 0)];
  expect(usdOf([fee(99), fee(50, { offers: ['a/*'] }), fee(50, { offers: ['b/*'] })], spend)).toEqual([99, 50, 0]);
  expect(usdOf([fee(99)], [])).toEqual([99]);
});

test('router overhead is no offer: only terms without a scope cover it', () => {
  const spend = [row('router overhead', 100)];
  expect(usdOf([volume([{ from: 0, percent: -10 }], 'whole', { offers: ['*'] })], spend)).toEqual([0]);
  expect(usdOf([volume([{ from: 0, percent: -10 }], 'whole')], spend)).toEqual([-10]);
});

test('terms in force at the month’s start count: from included, to excluded', () => {
  const dated = (validFromMs: number | null, validToMs: number | null) =>
    usdOf([{ ...fee(10), validFromMs, validToMs }], []);
  expect([dated(MARCH, null), dated(MARCH + 1, null), dated(null, MARCH), dated(null, MARCH + 1)]).toEqual([
    [10],
    [],
    [],
    [10],
  ]);
});

test('a term limited to token classes is named as not applied, never guessed', () => {
  const narrow = volume([{ from: 0, percent: -10 }], 'whole', { units: ['output'] });
  const month = applyMonthTerms(inBook(narrow), [row('a/x', 100)], MARCH);
  expect(month).toMatchObject({ lines: [], totalUsd: 0, notApplied: [{ book: 'acme', label: 'volume' }] });
});

const usd = fc.double({ min: 0, max: 1e6, noNaN: true });
const spendOf = fc.array(
  fc.record({
    model: fc.constantFrom('a/x', 'a/y', 'b/z', 'router overhead'),
    usd,
    inputTokens: fc.nat(1e9),
    outputTokens: fc.nat(1e9),
  }),
  { maxLength: 6 },
);
/** Discounts that grow with the volume, as contracts write them. */
const bandsOf = fc
  .uniqueArray(fc.integer({ min: 0, max: 1e5 }), { minLength: 1, maxLength: 4 })
  .chain((froms) =>
    fc.tuple(
      fc.constant(froms.sort((a, b) => a - b)),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 4, maxLength: 4 }),
    ),
  )
  .map(([froms, percents]) => {
    const deeper = [...percents].sort((a, b) => a - b);
    return froms.map((from, at) => ({ from, percent: -(deeper[at] ?? 0) }));
  });

/** Runs a property and counts the cases it judged. */
function judge<Args extends [unknown, ...unknown[]]>(
  arbitraries: { [at in keyof Args]: fc.Arbitrary<Args[at]> },
  judgeOne: (...args: Args) => boolean,
): void {
  let judged = 0;
  fc.assert(
    fc.property(...(arbitraries as unknown as [fc.Arbitrary<unknown>]), (...args: unknown[]) => {
      if (judgeOne(...(args as Args))) judged++;
    }),
    { numRuns: 300, seed: 20_270_301 },
  );
  expect(judged).toBeGreaterThan(30);
}

const totalOf = (terms: readonly MonthTerm[], spend: readonly MonthSpend[]) =>
  applyMonthTerms(inBook(...terms), spend, MARCH).totalUsd;

test('a discount of 0 % changes nothing, whatever the bands', () => {
  judge([spendOf, bandsOf, fc.boolean()], (spend, bands, isWhole) => {
    const zero = bands.map(({ from }) => ({ from, percent: 0 }));
    expect(totalOf([volume(zero, isWhole ? 'whole' : 'above')], spend)).toBe(0);
    return spend.length > 0;
  });
});

test('a graduated discount is continuous at every edge and never more than the whole one', () => {
  judge([bandsOf, usd], (bands, month) => {
    for (const { from } of bands) {
      const at = (amount: number) => (amount * volumePercent({ applies: 'above', bands }, amount)) / 100;
      expect(Math.abs(at(from + 1e-3) - at(from))).toBeLessThanOrEqual(1e-3);
      expect(Math.abs(at(from) - at(Math.max(0, from - 1e-3)))).toBeLessThanOrEqual(1e-3);
    }
    const above = volumePercent({ applies: 'above', bands }, month);
    const whole = volumePercent({ applies: 'whole', bands }, month);
    expect(above).toBeGreaterThanOrEqual(whole - 1e-9);
    return whole < 0;
  });
});

test('a commitment never lowers a bill, and its scope is billed at least what is committed', () => {
  judge([spendOf, bandsOf, usd], (spend, bands, committed) => {
    const without = totalOf([volume(bands)], spend);
    const with_ = totalOf([volume(bands), commitment(committed)], spend);
    expect(with_).toBeGreaterThanOrEqual(without);
    const spent = spend.reduce((sum, one) => sum + one.usd, 0);
    expect(spent + with_).toBeGreaterThanOrEqual(committed - 1e-6);
    return with_ > without;
  });
});

test('the total is the sum of the lines, and the order of the spend does not matter', () => {
  judge([spendOf, bandsOf, usd, usd], (spend, bands, committed, charged) => {
    const terms = [fee(charged), volume(bands, 'whole', { offers: ['a/*'] }), commitment(committed), volume(bands)];
    const { lines, totalUsd } = applyMonthTerms(inBook(...terms), spend, MARCH);
    expect(totalUsd).toBeCloseTo(
      lines.reduce((sum, line) => sum + line.usd, 0),
      6,
    );
    expect(totalOf(terms, [...spend].reverse())).toBeCloseTo(totalUsd, 4);
    return spend.length > 1;
  });
});
