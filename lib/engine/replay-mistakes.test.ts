import { describe, expect, test } from 'vitest';
import { parseOfferId } from '@/lib/domain/ids';
import type { Policy } from '@/lib/domain/policy';
import type { PriceBook } from '@/lib/domain/price';
import type { UsageRecord } from '@/lib/domain/usage';
import { createDeduper } from '@/lib/usage/dedupe';
import { createNormaliser } from '@/lib/usage/normalise';
import { cutsFor, openBooks, simulateCells } from './__oracle__/both-ways';
import { cellsOf } from './__oracle__/cells-of';
import { createResolver } from './names';
import { callOf } from './testing/call-of';
import { labBook, labRow } from './testing/lab-book';

/** The mistakes that the field's tools make with a log and its replay, each with what it would give. */
const A = parseOfferId('lab/a');
const B = parseOfferId('lab/b');
const BOOK = labBook([
  labRow({ input: 10, cacheRead: 1, output: 40 }, { offerId: A }),
  labRow({ input: 1, cacheRead: 0.1, output: 4 }, { offerId: B }),
]);
const KEEP: Policy = { waybill: 1, name: 'as it is', rules: [], otherwise: { keep: true } };
const TO_B: Policy = { ...KEEP, otherwise: { model: 'lab/b' } };

function run(records: readonly UsageRecord[], policy: Policy, book: PriceBook = BOOK) {
  const opened = openBooks(
    [book],
    () => [],
    () => null,
  );
  return simulateCells(cellsOf(records, cutsFor(records, policy, opened)), policy, 'logged', opened);
}

describe('7 and 8 another tokenizer counts other tokens, another model writes more', () => {
  test('factors are 1 where none is given, and scale input and output apart', () => {
    expect(run([callOf()], TO_B).plan.usd).toBeCloseTo(1400e-6, 12);
    const assumptions = { factors: [{ from: 'lab/a', to: 'lab/b', input: 1.25, output: 2 }] };
    // 1,250 × 1 + 200 × 4
    expect(run([callOf()], { ...TO_B, assumptions }).plan.usd).toBeCloseTo(2050e-6, 12);
  });
  test('a factor may carry a call into the next context tier', () => {
    const tier = [{ thresholdTokens: 1200, inclusive: false, rates: { input: 2, output: 8 } }];
    const book = {
      ...BOOK,
      rows: [...BOOK.rows.slice(0, 1), labRow({ input: 1, output: 4 }, { offerId: B, contextTiers: tier })],
    };
    const assumptions = { factors: [{ from: 'lab/a', to: 'lab/b', input: 1.25 }] };
    expect(run([callOf({ inputTokens: 960 })], { ...TO_B, assumptions }, book).plan.usd).toBeCloseTo(1600e-6, 12);
    expect(run([callOf({ inputTokens: 961 })], { ...TO_B, assumptions }, book).plan.usd).toBeCloseTo(
      (961 * 1.25 * 2 + 800) / 1e6,
      12,
    );
  });
});

test('9 moved traffic loses its prompt cache, unless a share is said to be kept', () => {
  const cached = callOf({ cacheReadTokens: 1000 });
  expect(run([cached], TO_B).plan.usd).toBeCloseTo(1400e-6, 12);
  expect(run([cached], { ...TO_B, assumptions: { promptCacheKept: 1 } }).plan.usd).toBeCloseTo(500e-6, 12);
});

test('14 a failed call that used tokens is billed, never dropped in silence', () => {
  const { requests, pricedPct, baseline } = run([callOf({ status: 'failed' })], KEEP);
  expect([requests, pricedPct]).toEqual([1, 100]);
  expect(baseline.repricedUsd).toBeCloseTo(0.014, 12);
});

test('15 one response in two lines is one call; without an id two equal lines of one file are two', () => {
  const marks = new Uint8Array(2);
  const mark = (key: readonly [number, number]) =>
    createDeduper(2).mark(Int32Array.of(key[0], key[0]), Int32Array.of(key[1], key[1]), 2, marks);
  // Odd keys carry an id.
  expect(mark([3, 9])).toBe(1);
  expect(mark([2, 9])).toBe(0);
});

test('16 a row without token counts is counted and named, not priced at 0', () => {
  const normaliser = createNormaliser({ columns: { time: 't', inputTokens: 'i', outputTokens: 'o' } });
  normaliser.read((field) => ({ time: '2026-01-01', inputTokens: '', outputTokens: '' })[field as 'time']);
  expect(normaliser.record.usageMissing).toBe(true);
  const { plan, unpriced } = run([callOf({ usageMissing: true, inputTokens: 0, outputTokens: 0 })], KEEP);
  expect(plan.usd).toBeNull();
  expect(unpriced).toEqual([{ reason: 'no token counts', model: 'lab/a', requests: 1 }]);
});

test('17 every total says what share of requests and of tokens it covers', () => {
  const { pricedPct, pricedTokensPct, baseline } = run(
    [callOf(), callOf({ model: 'mystery', inputTokens: 3200 })],
    KEEP,
  );
  expect([pricedPct, pricedTokensPct]).toEqual([50, 25]);
  expect(baseline.repricedUsd).toBeCloseTo(0.014, 12);
});

test('18 the saving is against the same calls at the same prices, beside what was logged', () => {
  const { baseline, savings } = run([callOf({ loggedCostNanoUsd: 1_000_000_000 })], TO_B);
  // $1.00 was logged; the saving is taken from $0.014.
  expect([baseline.loggedUsd, baseline.loggedComparableUsd]).toEqual([1, 1]);
  expect(savings.usd).toBeCloseTo(0.0126, 12);
});

test('19 an answer from a cache costs 0, a judge more than 0', () => {
  expect(run([callOf({ status: 'cacheHit' })], KEEP).baseline.repricedUsd).toBe(0);
  const judged: Policy = {
    ...KEEP,
    otherwise: { cascade: [{ model: 'lab/b', accept: 1 }, { model: 'lab/a' }], judge: { model: 'lab/b' } },
  };
  expect(run([callOf()], judged).plan.usd).toBeGreaterThan(1400e-6);
  const routed: Policy = { ...TO_B, assumptions: { overheadUsdPerRequest: 0.001 } };
  expect(run([callOf()], routed).plan.usd).toBeCloseTo(2400e-6, 12);
});

test('20 a name is matched exactly or by a written alias, never by likeness', () => {
  const resolve = createResolver([BOOK], new Map([['our-a', A]]));
  expect(resolve('our-a')?.offerId).toBe(A);
  for (const name of ['lab/aa', 'our-a2', 'a', 'lab/']) expect(resolve(name), name).toBeNull();
});

test('21 a cascade bills every attempt and the judge, which errs', () => {
  const route = {
    cascade: [{ model: 'lab/b', accept: 0.5 }, { model: 'lab/a' }],
    judge: { model: 'lab/b', outputTokens: 10 },
  };
  // b 1,400 and the judge 1,100 + 40 on all, a 14,000 on half
  expect(run([callOf()], { ...KEEP, otherwise: route }).plan.usd).toBeCloseTo((1400 + 1140 + 7000) / 1e6, 12);
});

test('22 a size is that of all the input that was logged, cached included', () => {
  const policy: Policy = {
    ...KEEP,
    rules: [{ id: 'long', when: { inputTokens: { atLeast: 1000 } }, route: { model: 'lab/b' } }],
  };
  const { byRule } = run([callOf({ cacheReadTokens: 990 }), callOf({ inputTokens: 999 })], policy);
  expect(byRule.map(({ rule, requests }) => [rule, requests])).toEqual([
    ['long', 1],
    ['otherwise', 1],
  ]);
});
