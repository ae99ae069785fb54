import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPostCd } from '@/lib/catalog/sources/posts';
import type { Evidence } from '@/lib/domain/evidence';
import { parseOfferId } from '@/lib/domain/ids';
import type { Policy } from '@/lib/domain/policy';
import type { OfferFacts, PriceBook, RateCard } from '@/lib/domain/price';
import type { UsageRecord } from '@/lib/domain/usage';
import { cutsFor, openBooks, simulateCells } from './__oracle__/both-ways';
import { cellsOf } from './__oracle__/cells-of';
import { floorToTenth } from './summarise';
import { callOf } from './testing/call-of';

type Prices = { readonly [offer: string]: RateCard };

function bookOf(prices: Prices, facts: { readonly [offer: string]: OfferFacts } = {}): PriceBook {
  return {
    name: 'lab',
    version: '1',
    source: '',
    licence: '',
    observed: false,
    providers: [],
    offers: Object.keys(prices).map((id) => ({
      offerId: parseOfferId(id),
      name: id,
      match: null,
      facts: facts[id] ?? {},
      sameModelAs: null,
    })),
    rows: Object.entries(prices).map(([id, rates]) => ({
      offerId: parseOfferId(id),
      validFromMs: null,
      validToMs: null,
      clock: null,
      serviceTier: 'standard',
      rates,
      contextTiers: [],
      sourceUrl: '',
      checkedOn: null,
    })),
  };
}

const BOOK = bookOf({
  'lab/a': { input: 10, output: 40 },
  'lab/b': { input: 1, output: 4 },
  'lab/free': { input: 0, output: 0 },
});
const ALL_ON_B: Policy = { waybill: 1, name: 'all on b', rules: [], otherwise: { model: 'lab/b' } };
const KEEP: Policy = { waybill: 1, name: 'as it is', rules: [], otherwise: { keep: true } };

function run(records: readonly UsageRecord[], policy: Policy, book = BOOK, evidence: readonly Evidence[] = []) {
  const opened = openBooks(
    [book],
    () => evidence,
    (task) => (task === '' ? null : 'mmlu'),
  );
  return simulateCells(cellsOf(records, cutsFor(records, policy, opened)), policy, 'logged', opened);
}

function evidenceFor(offer: string, score: number, kind: Evidence['kind'] = 'eval'): Evidence {
  return {
    dataset: 'own',
    offerId: parseOfferId(offer),
    benchmark: 'mmlu',
    score,
    sampleSize: 100,
    kind,
    source: '',
    measuredOn: null,
  };
}

describe('the bill of a plan', () => {
  test("post C's RAG workload goes from $4,200.00 to $285.48", () => {
    // 1,000 calls of 1.536M input and 36,000 output tokens each
    const records = Array.from({ length: 10 }, () =>
      callOf({ model: 'gpt-4o', requests: 100, aggregate: true, inputTokens: 153_600_000, outputTokens: 3_600_000 }),
    );
    const toFlash: Policy = { ...KEEP, otherwise: { model: 'deepseek/deepseek-v4-flash' } };
    const { baseline, plan, savings, requests } = run(records, toFlash, readPostCd());
    expect([requests, baseline.repricedUsd, plan.usd, savings.usd]).toEqual([
      1000,
      expect.closeTo(4200, 9),
      expect.closeTo(285.48, 9),
      expect.closeTo(3914.52, 9),
    ]);
    // 93.2028… %, rounded down
    expect(savings.pct).toBe(93.2);
  });

  test('keeping everything costs what it costs, saves nothing, and is of the same quality', () => {
    const records = [callOf({ task: 'qa' }), callOf({ model: 'lab/b', task: 'qa', cacheReadTokens: 500 })];
    const { baseline, plan, savings } = run(records, KEEP, BOOK, [
      evidenceFor('lab/a', 0.8),
      evidenceFor('lab/b', 0.6),
    ]);
    expect(plan.usd).toBe(baseline.repricedUsd);
    expect(savings).toEqual({ usd: 0, pct: 0 });
    expect(plan.quality).toMatchObject({ value: 0.7, relative: 1, judgedPct: 100, prior: false });
    // The same evidence stands on both sides: however little it is, the plan is as good as today.
    expect(plan.quality.relativeInterval).toEqual({ low: 1, high: 1 });
  });

  test('a plan that costs more saves less than nothing', () => {
    const { savings } = run([callOf({ model: 'lab/b' })], { ...KEEP, otherwise: { model: 'lab/a' } });
    expect(savings.usd).toBeCloseTo(0.0014 - 0.014, 12);
    expect(savings.pct).toBe(-900);
  });

  test('a baseline of zero has no percentage', () => {
    const { savings, baseline } = run([callOf({ model: 'lab/free' })], ALL_ON_B);
    expect([baseline.repricedUsd, savings.pct]).toEqual([0, null]);
    expect(savings.usd).toBeCloseTo(-0.0014, 12);
  });
});

describe('unknown is never zero', () => {
  const known = [callOf({ loggedCostNanoUsd: 14_000_000 }), callOf()];
  const unknown = callOf({ model: 'mystery-7b', loggedCostNanoUsd: 5_000_000, inputTokens: 2900, outputTokens: 400 });

  test('calls of an unknown model are left out of every figure, counted and named', () => {
    const without = run(known, ALL_ON_B);
    const whole = run([...known, unknown, unknown], ALL_ON_B);
    expect(whole.plan.usd).toBe(without.plan.usd);
    expect(whole.baseline.repricedUsd).toBe(without.baseline.repricedUsd);
    expect(whole.savings).toEqual(without.savings);
    expect(whole.byModel).toEqual(without.byModel);
    expect([whole.requests, whole.pricedPct, whole.pricedTokensPct]).toEqual([4, 50, (100 * 2200) / 8800]);
    expect(whole.unpriced).toEqual([{ reason: 'unknown model', model: 'mystery-7b', requests: 2 }]);
  });

  test('loggedUsd is every recorded cost, loggedComparableUsd that of the comparable set', () => {
    const { baseline, comparableLoggedRequests } = run([...known, unknown], ALL_ON_B);
    expect([baseline.loggedUsd, baseline.loggedComparableUsd, comparableLoggedRequests]).toEqual([0.019, 0.014, 1]);
    expect(run([callOf()], KEEP).baseline.loggedUsd).toBeNull();
  });

  test('a call whose plan has no price is left out of both sides', () => {
    const policy: Policy = { ...KEEP, rules: [{ id: 'x', when: { task: ['qa'] }, route: { model: 'nobody/knows' } }] };
    const { baseline, pricedPct, unpriced } = run([callOf(), callOf({ task: 'qa' })], policy);
    expect(baseline.repricedUsd).toBeCloseTo(0.014, 12);
    expect(pricedPct).toBe(50);
    expect(unpriced).toEqual([{ reason: 'unknown model', model: 'nobody/knows', requests: 1 }]);
  });

  test('nothing priced: null, never 0', () => {
    const { baseline, plan, savings, pricedPct } = run([unknown], ALL_ON_B);
    expect([baseline.repricedUsd, plan.usd, savings.usd, savings.pct, pricedPct]).toEqual([null, null, null, null, 0]);
  });

  test('quality without evidence is null, and judgedPct says how much is judged', () => {
    expect(run([callOf({ task: 'qa' })], ALL_ON_B).plan.quality).toEqual({
      value: null,
      relative: null,
      judgedPct: 0,
      interval: null,
      relativeInterval: null,
      prior: false,
      assumesIndependence: false,
      unsampled: [],
    });
    const half = run([callOf({ task: 'qa' }), callOf()], ALL_ON_B, BOOK, [evidenceFor('lab/b', 0.6)]);
    expect(half.plan.quality).toMatchObject({ value: 0.6, relative: null, judgedPct: 50, prior: false });
  });
});

describe('what each side rests on', () => {
  test('a prior is labelled on the side that rests on it', () => {
    const evidence = [evidenceFor('lab/a', 0.8), evidenceFor('lab/b', 0.6, 'prior')];
    const { baseline, plan } = run([callOf({ task: 'qa' })], ALL_ON_B, BOOK, evidence);
    expect([baseline.quality.prior, plan.quality.prior]).toEqual([false, true]);
    expect(plan.quality.relative).toBeCloseTo(0.75, 12);
  });

  test('the evidence of a judge, or of the first step of a chain, is not that of the answer', () => {
    const evidence = [evidenceFor('lab/a', 0.8), evidenceFor('lab/b', 0.6, 'prior')];
    const judged: Policy = {
      ...KEEP,
      otherwise: { cascade: [{ model: 'lab/a', accept: 1 }, { model: 'lab/a' }], judge: { model: 'lab/b' } },
    };
    const chained: Policy = { ...KEEP, otherwise: { chain: [{ model: 'lab/b' }, { model: 'lab/a' }] } };
    for (const policy of [judged, chained])
      expect(run([callOf({ task: 'qa' })], policy, BOOK, evidence).plan.quality).toMatchObject({
        value: 0.8,
        prior: false,
      });
  });
});

describe('a cascade', () => {
  const route = {
    cascade: [{ model: 'lab/b', accept: 0.75 }, { model: 'lab/a' }],
    judge: { model: 'lab/b', outputTokens: 10, errorRate: 0.1 },
  };

  test('bills every attempt and the judge', () => {
    const { plan, byModel } = run([callOf()], { ...KEEP, otherwise: route });
    // b: 1,000 × 1 + 100 × 4 = 1,400; judge on b: 1,100 × 1 + 10 × 4 = 1,140; a for a quarter: 14,000 / 4 = 3,500
    expect(plan.usd).toBeCloseTo(6040e-6, 12);
    const sent = Object.fromEntries(
      byModel.map((row) => [row.model, [row.requests, row.inputTokens, row.outputTokens]]),
    );
    expect(sent).toEqual({ 'lab/b': [2, 2100, 110], 'lab/a': [0.25, 250, 25] });
  });

  test('accept defaults to q(1−e) + (1−q)e, and quality is min(accept, q(1−e)) + (1−accept) × the next', () => {
    const evidence = [evidenceFor('lab/a', 0.9), evidenceFor('lab/b', 0.6)];
    const derived = { ...route, cascade: [{ model: 'lab/b' }, { model: 'lab/a' }] };
    const { plan } = run([callOf({ task: 'qa' })], { ...KEEP, otherwise: derived }, BOOK, evidence);
    // accept = 0.6 × 0.9 + 0.4 × 0.1 = 0.58; quality = 0.54 + 0.42 × 0.9
    expect(plan.usd).toBeCloseTo((1400 + 1140 + 0.42 * 14_000) / 1e6, 12);
    expect(plan.quality.value).toBeCloseTo(0.918, 12);
  });

  test('with neither an accept share nor evidence it has no price, and names the model that lacks it', () => {
    const derived = { cascade: [{ model: 'lab/b' }, { model: 'lab/a' }] };
    const { unpriced } = run([callOf()], { ...KEEP, otherwise: derived });
    expect(unpriced).toEqual([{ reason: 'no accept share for the cascade', model: 'lab/b', requests: 1 }]);
  });

  test('a judge searches nothing', () => {
    const book = bookOf({ 'lab/a': { input: 10, output: 40, webSearch: 10_000 }, 'lab/b': { input: 1, output: 4 } });
    const policy: Policy = {
      ...KEEP,
      otherwise: { cascade: [{ model: 'lab/a', accept: 1 }, { model: 'lab/a' }], judge: { model: 'lab/b' } },
    };
    const { plan } = run([callOf({ webSearches: 2 })], policy, book);
    // 14,000 for the answer, 2 × 10,000 for the searches, 1,100 × 1 + 16 × 4 for the judge
    expect(plan.usd).toBeCloseTo((14_000 + 20_000 + 1164) / 1e6, 12);
  });
});

describe('moving a call', () => {
  const book = bookOf({
    'lab/a': { input: 10, cacheRead: 1, output: 40 },
    'lab/b': { input: 1, cacheRead: 0.1, output: 4 },
  });
  const cached = callOf({ cacheReadTokens: 800 });
  const toB = (promptCacheKept: number): Policy => ({ ...ALL_ON_B, assumptions: { promptCacheKept } });

  test('on its own model the logged cache split stands; on another cache reads are plain input', () => {
    expect(run([cached], KEEP, book).plan.usd).toBeCloseTo((200 * 10 + 800 * 1 + 100 * 40) / 1e6, 12);
    expect(run([cached], toB(0), book).plan.usd).toBeCloseTo((1000 * 1 + 100 * 4) / 1e6, 12);
  });

  test('promptCacheKept is the share that stays cached', () => {
    expect(run([cached], toB(0.5), book).plan.usd).toBeCloseTo((600 * 1 + 400 * 0.1 + 100 * 4) / 1e6, 12);
    expect(run([cached], toB(1), book).plan.usd).toBeCloseTo((200 * 1 + 800 * 0.1 + 100 * 4) / 1e6, 12);
  });
});

describe('fit', () => {
  const facts = {
    'lab/b': { contextWindowTokens: 1000, capabilities: { vision: false, tools: true } },
    'lab/a': { contextWindowTokens: 1100 },
  };
  const book = bookOf({ 'lab/a': { input: 10, output: 40 }, 'lab/b': { input: 1, output: 4 } }, facts);
  const toB = (parts: Partial<UsageRecord>, policy = ALL_ON_B) => run([callOf(parts)], policy, book);

  test('input × factor up to the context window fits, one token more does not', () => {
    expect(toB({ inputTokens: 1000 }).plan.usd).not.toBeNull();
    const over = toB({ inputTokens: 1001 });
    expect(over.unpriced).toEqual([{ reason: 'does not fit', model: 'lab/b', requests: 1 }]);
    expect(over.violations).toEqual([
      { kind: 'does not fit: context', model: 'lab/b', requests: 1, usd: expect.closeTo(0.01401, 12) },
    ]);
    const grown: Policy = { ...ALL_ON_B, assumptions: { factors: [{ from: 'lab/a', to: 'lab/b', input: 1.25 }] } };
    expect(toB({ inputTokens: 800 }, grown).plan.usd).toBeCloseTo((1000 + 400) / 1e6, 12);
    expect(toB({ inputTokens: 801 }, grown).plan.usd).toBeNull();
  });

  test('a need the model is known not to serve does not fit; one it is not known for is counted', () => {
    expect(toB({ needs: 'vision' }).violations).toMatchObject([{ kind: 'does not fit: needs', model: 'lab/b' }]);
    expect(toB({ needs: 'tools' }).violations).toEqual([]);
    const unknown = toB({ needs: 'audio' });
    expect(unknown.violations).toMatchObject([{ kind: 'fit unknown', model: 'lab/b', requests: 1 }]);
    expect(unknown.plan.usd).toBeCloseTo(0.0014, 12);
  });

  test('the first fallback that fits answers instead', () => {
    const policy: Policy = { ...ALL_ON_B, otherwise: { model: 'lab/b', fallback: ['lab/b', 'lab/a'] } };
    expect(toB({ needs: 'vision' }, policy).byModel).toMatchObject([
      { model: 'lab/a', requests: 1, planUsd: expect.closeTo(0.014, 12) },
    ]);
  });

  test('a call is known to fit its own model, unless a step makes it larger', () => {
    const grow = (inputFactor: number): Policy => ({
      ...KEEP,
      otherwise: { chain: [{ model: 'lab/a', inputFactor }] },
    });
    expect(toB({ inputTokens: 5000 }, grow(1)).plan.usd).not.toBeNull();
    expect(toB({ inputTokens: 1100 }, grow(1.25)).violations).toMatchObject([
      { kind: 'does not fit: context', model: 'lab/a' },
    ]);
    expect(toB({ inputTokens: 880 }, grow(1.25)).plan.usd).toBeCloseTo((1100 * 10 + 4000) / 1e6, 12);
  });

  test("a chain's fallback reads and writes what its step does", () => {
    const policy: Policy = {
      ...KEEP,
      otherwise: { chain: [{ model: 'lab/b', inputFactor: 1.1, outputFactor: 0.5 }], fallback: ['lab/a'] },
    };
    expect(toB({ inputTokens: 1000 }, policy).byModel).toMatchObject([
      { model: 'lab/a', inputTokens: 1100, outputTokens: 50 },
    ]);
  });
});

describe('errors, caches and overhead', () => {
  test('a fallback costs nothing without an error rate', () => {
    const policy: Policy = { ...ALL_ON_B, otherwise: { model: 'lab/b', fallback: ['lab/a'] } };
    expect(run([callOf()], policy).plan.usd).toBe(run([callOf()], ALL_ON_B).plan.usd);
  });

  test('with an error rate the rest goes to the retry, then to the fallback', () => {
    const policy: Policy = {
      ...ALL_ON_B,
      otherwise: { model: 'lab/b', fallback: ['lab/a'] },
      errors: { retries: 1 },
      assumptions: { errorRate: 0.1 },
    };
    // b answers 0.9 + 0.09, a the last 0.01
    const { plan, byModel } = run([callOf()], policy);
    expect(plan.usd).toBeCloseTo((0.99 * 1400 + 0.01 * 14_000) / 1e6, 12);
    expect(byModel.reduce((sum, row) => sum + row.requests, 0)).toBeCloseTo(1, 12);
  });

  test('answers from a cache cost nothing', () => {
    const policy: Policy = { ...KEEP, cache: [{ kind: 'semantic', when: { task: ['faq'] }, hitRate: 0.4 }] };
    const { plan } = run([callOf({ task: 'faq' }), callOf({ task: 'qa' })], policy);
    expect(plan.usd).toBeCloseTo(0.014 * 1.6, 12);
  });

  test('a logged cache hit costs nothing on either side, overhead included, and the lists still add up', () => {
    const policy: Policy = { ...ALL_ON_B, assumptions: { overheadUsdPerRequest: 0.01 } };
    const { plan, baseline, byModel } = run([callOf(), callOf({ status: 'cacheHit' })], policy);
    expect(baseline.repricedUsd).toBeCloseTo(0.014, 12);
    expect(plan.usd).toBeCloseTo(0.0014 + 0.01, 12);
    expect(byModel.reduce((sum, row) => sum + row.planUsd, 0)).toBeCloseTo(0.0114, 12);
  });

  test('an aggregate row meets no size, falls to the next rule, and is counted where only its size kept it out', () => {
    const policy: Policy = {
      ...KEEP,
      rules: [
        { id: 'short', when: { task: ['qa'], inputTokens: { atMost: 4000 } }, route: { model: 'lab/b' } },
        { id: 'next', when: { task: ['qa'] }, route: { model: 'lab/free' } },
      ],
    };
    const rows = [
      callOf({ task: 'qa', aggregate: true, requests: 7 }),
      callOf({ task: 'faq', aggregate: true, requests: 5 }),
    ];
    const { violations, byRule } = run(rows, policy);
    expect(byRule.map((row) => [row.rule, row.requests])).toEqual([
      ['next', 7],
      ['otherwise', 5],
    ]);
    expect(violations.filter((row) => row.kind === 'size unknown (aggregate rows)')).toMatchObject([
      { model: 'lab/a', requests: 7 },
    ]);
  });
});

test('a constraint whose facts are missing is named, never passed over, and changes no price', () => {
  const constraints = { residency: ['EU'], latencyMsAtMost: 3000 };
  const { violations, plan } = run([callOf()], { ...KEEP, constraints });
  expect(violations.map(({ kind, model }) => [kind, model])).toEqual([
    ['constraint unknown: residency', 'lab/a'],
    ['constraint unknown: latencyMsAtMost', 'lab/a'],
  ]);
  expect(plan).toEqual(run([callOf()], KEEP).plan);
});

describe('savings are rounded down, never up', () => {
  test('floorToTenth', () => {
    expect([12.39, 12.3, 0.09, 0, -0.01, -12.31, 99.99].map(floorToTenth)).toEqual([
      12.3, 12.3, 0, 0, -0.1, -12.4, 99.9,
    ]);
  });

  test('savings.pct is at most the true percentage and less than 0.1 under it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        (inputTokens, outputTokens) => {
          const { baseline, plan, savings } = run(
            [callOf({ inputTokens, outputTokens })],
            ALL_ON_B,
            readBook(outputTokens),
          );
          const truePct = 100 * (1 - (plan.usd ?? 0) / (baseline.repricedUsd ?? 0));
          expect(savings.pct).toBeLessThanOrEqual(truePct + 1e-7);
          expect(savings.pct).toBeGreaterThan(truePct - 0.1 - 1e-7);
        },
      ),
      { seed: 3, numRuns: 200 },
    );
  });
});

/** Prices that change with a number, so that no two runs save the same. */
function readBook(seed: number): PriceBook {
  return bookOf({
    'lab/a': { input: 1 + (seed % 7), output: 3 + (seed % 11) },
    'lab/b': { input: 0.3 + (seed % 13) / 7, output: 2.9 },
  });
}

describe('metamorphic', () => {
  const amounts = fc.array(
    fc.record({
      inputTokens: fc.integer({ min: 0, max: 300_000 }),
      outputTokens: fc.integer({ min: 0, max: 20_000 }),
      model: fc.constantFrom('lab/a', 'lab/b'),
      task: fc.constantFrom('', 'qa'),
    }),
    { minLength: 1, maxLength: 20 },
  );

  test('all prices × k: every cost × k, the same savings in percent', () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom(2, 4, 0.5), (list, k) => {
        const records = list.map((parts) => callOf(parts));
        const times = (rates: RateCard) =>
          Object.fromEntries(Object.entries(rates).map(([unit, usd]) => [unit, usd * k]));
        const dearer = { ...BOOK, rows: BOOK.rows.map((row) => ({ ...row, rates: times(row.rates) })) };
        const before = run(records, ALL_ON_B);
        const after = run(records, ALL_ON_B, dearer);
        expect(after.plan.usd).toBeCloseTo((before.plan.usd ?? 0) * k, 9);
        expect(after.baseline.repricedUsd).toBeCloseTo((before.baseline.repricedUsd ?? 0) * k, 9);
        expect(after.savings.pct).toBe(before.savings.pct);
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  test('the same log twice: every cost twice, every percentage as before', () => {
    fc.assert(
      fc.property(amounts, (list) => {
        const records = list.map((parts) => callOf(parts));
        const once = run(records, ALL_ON_B);
        const twice = run([...records, ...records], ALL_ON_B);
        expect(twice.plan.usd).toBeCloseTo(2 * (once.plan.usd ?? 0), 9);
        expect([twice.requests, twice.pricedPct, twice.savings.pct]).toEqual([
          2 * once.requests,
          once.pricedPct,
          once.savings.pct,
        ]);
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  test('a rule that no call matches changes nothing; a split of one is that one', () => {
    fc.assert(
      fc.property(amounts, (list) => {
        const records = list.map((parts) => callOf(parts));
        const plain = run(records, ALL_ON_B);
        const unmatched = { ...ALL_ON_B, rules: [{ id: 'x', when: { task: ['never'] }, route: { model: 'lab/a' } }] };
        const split: Policy = { ...ALL_ON_B, otherwise: { split: [{ model: 'lab/b', weight: 3 }] } };
        for (const policy of [unmatched, split]) expect(run(records, policy).plan).toEqual(plain.plan);
      }),
      { seed: 6, numRuns: 50 },
    );
  });
});
