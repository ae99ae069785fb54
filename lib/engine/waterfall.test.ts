import { afterAll, describe, expect, test } from 'vitest';
import { defaultBenchmark } from '@/lib/catalog/benchmarks';
import type { Policy } from '@/lib/domain/policy';
import { CAUSES, type Waterfall } from '@/lib/domain/waterfall';
import { drawLog, openBooks } from './__oracle__/both-ways';
import { cellsOf } from './__oracle__/cells-of';
import { LAB_BOOKS, LAB_WEEK_MS } from './__oracle__/lab-books';
import { LAB_EVIDENCE } from './__oracle__/lab-evidence';
import { drawPolicy } from './__oracle__/policies';
import { rollFrom } from './__oracle__/seeded';
import { mergeCuts } from './cuts';
import { cutsForPlan } from './plan-cuts';
import { indexEvidence } from './quality';
import { simulate } from './summarise';
import { keepAll } from './templates';
import { cutsPolicyOf, explainDifference, todayPolicy } from './waterfall';

const lab = openBooks(LAB_BOOKS, () => LAB_EVIDENCE, defaultBenchmark);
const evidence = indexEvidence(lab.evidence, lab.benchmarkOf);
const SOURCES = ['lab/lab-clocked', 'lab-clocked', 'lab-small', 'lab/lab-seen', 'lab-voice', 'lab-ended', ''];
const TARGETS = [
  'lab/lab-clocked',
  'lab/lab-small',
  'lab/lab-tiny',
  'lab/lab-seen',
  'lab/lab-ended',
  'lab/lab-cache-only',
];

const judged = { cases: 0, steps: 0, causes: new Set<string>(), apart: 0 };

function explain(seed: number, to: Policy, from?: Policy) {
  const asOf = seed % 3 === 0 ? LAB_WEEK_MS + seed * 3_600_000 : 'logged';
  const both = cutsPolicyOf(from ?? todayPolicy(), to);
  const records = drawLog(seed, 200, both, SOURCES, lab, LAB_WEEK_MS);
  const sources = [...new Set(records.flatMap((record) => lab.offerOf(record.model) ?? []))];
  const cuts = [both, to, ...(from ? [from] : [])]
    .map((policy) => cutsForPlan(sources, policy, lab.resolve, lab.stack))
    .reduce(mergeCuts);
  const table = cellsOf(records, cuts);
  const context = { ...lab, asOf, evidence } as const;
  const answer = explainDifference(table, { ...context, policy: to }, from);
  const simulated = (policy: Policy) => simulate(table, { ...context, policy });
  return { answer, simulated };
}

const sumOf = ({ steps }: Waterfall) => steps.reduce((sum, step) => sum + step.usd, 0);

function expectSums(answer: Waterfall, name: string) {
  const size = Math.max(1, Math.abs(answer.fromUsd), Math.abs(answer.toUsd));
  expect(Math.abs(answer.fromUsd + sumOf(answer) - answer.toUsd), name).toBeLessThanOrEqual(1e-9 * size);
  judged.cases++;
  judged.steps += answer.steps.length;
  if (answer.apartRequests > 0) judged.apart++;
  for (const { cause } of answer.steps) judged.causes.add(cause);
}

describe('the steps add up to the difference of the bills that a simulation gives', () => {
  for (let first = 1; first <= 80; first += 20)
    test(`from today to policies ${first} to ${first + 19}`, () => {
      for (let seed = first; seed < first + 20; seed++) {
        const policy = drawPolicy(rollFrom(seed), SOURCES, TARGETS);
        const { answer, simulated } = explain(seed, policy);
        expectSums(answer, `seed ${seed}`);
        const { baseline, plan, comparableRequests } = simulated(policy);
        expect(answer.fromUsd).toBeCloseTo(baseline.repricedUsd ?? 0, 9);
        expect(answer.toUsd).toBeCloseTo(plan.usd ?? 0, 9);
        expect(answer.requests).toBe(comparableRequests);
      }
    });

  test('between two plans, over the calls that both can price; and backwards it is the same difference', () => {
    for (let seed = 300; seed < 320; seed++) {
      const [a, b] = [
        drawPolicy(rollFrom(seed), SOURCES, TARGETS),
        drawPolicy(rollFrom(9000 + seed), SOURCES, TARGETS),
      ];
      const there = explain(seed, b, a).answer;
      expectSums(there, `seed ${seed}`);
      const { answer: same } = explain(seed, a, a);
      expect(same.steps, `seed ${seed}: a plan does not differ from itself`).toEqual([]);
      expect(same.fromUsd).toBeCloseTo(same.toUsd, 9);
    }
  });
});

/** Moves everything to one model that takes all calls; each cause is then one change to it. */
const MOVE: Policy = {
  ...keepAll(),
  name: 'base',
  otherwise: {
    cascade: [{ model: 'lab/lab-small', accept: 0.6 }, { model: 'lab/lab-clocked' }],
    judge: { model: 'lab/lab-tiny' },
  },
  assumptions: { promptCacheKept: 0.5, overheadUsdPerRequest: 0.001, errorRate: 0.1 },
  errors: { retries: 1 },
};
const CHAIN: Policy = {
  ...MOVE,
  otherwise: { chain: [{ model: 'lab/lab-small' }, { model: 'lab/lab-clocked', inputFactor: 1.5, outputFactor: 0.5 }] },
};

const CLOCKED: Policy = { ...MOVE, otherwise: { model: 'lab/lab-clocked', fallback: ['lab/lab-small'] } };

function patched(of: Policy, patch: Partial<Policy>, assumptions: Policy['assumptions'] = {}): Policy {
  return { ...of, ...patch, assumptions: { ...of.assumptions, ...assumptions } };
}

const factor = (side: 'input' | 'output') =>
  SOURCES.flatMap((from) => (from === '' ? [] : TARGETS.map((to) => ({ from, to, [side]: 1.3 }))));

describe('a single change is one step', () => {
  const cascadeOf = (judge: object | null) => ({
    otherwise: {
      cascade: [{ model: 'lab/lab-small', accept: 0.6 }, { model: 'lab/lab-clocked' }],
      ...(judge === null ? {} : { judge: { model: 'lab/lab-tiny', ...judge } }),
    },
  });
  const cases: readonly [string, Policy, Policy][] = [
    ['tokenizer', MOVE, patched(MOVE, {}, { factors: factor('input') })],
    ['verbosity', MOVE, patched(MOVE, {}, { factors: factor('output') })],
    ['promptCache', CLOCKED, patched(CLOCKED, {}, { promptCacheKept: 0.9 })],
    ['responseCache', MOVE, patched(MOVE, { cache: [{ kind: 'exact', hitRate: 0.4 }] })],
    ['tier', MOVE, patched(MOVE, { serviceTier: [{ tier: 'batch' }] })],
    ['judges', MOVE, patched(MOVE, cascadeOf({ outputTokens: 900 }))],
    ['judges', MOVE, patched(MOVE, cascadeOf(null))],
    ['overhead', MOVE, patched(MOVE, {}, { overheadUsdPerRequest: 0.5 })],
    ['failures', CLOCKED, patched(CLOCKED, { errors: { retries: 3 } })],
    ['failures', CLOCKED, patched(CLOCKED, {}, { errorRate: 0 })],
    ['steps', CHAIN, patched(CHAIN, { otherwise: { chain: [{ model: 'lab/lab-clocked' }] } })],
    [
      'price',
      patched(MOVE, { otherwise: { model: 'lab/lab-small' } }),
      patched(MOVE, { otherwise: { model: 'lab/lab-clocked' } }),
    ],
  ];
  test.each(cases)('%s', (cause, from, to) => {
    const { answer } = explain(77, to, from);
    expectSums(answer, cause);
    expect(answer.steps.map((step) => step.cause)).toEqual([cause]);
    expect(Math.abs(answer.toUsd - answer.fromUsd)).toBeGreaterThan(0);
  });

  test('every call kept changes nothing', () => {
    expect(explain(78, keepAll()).answer.steps).toEqual([]);
  });
});

test('moving to one model at factor 1 with the cache kept is all price', () => {
  const { answer } = explain(79, {
    ...keepAll(),
    otherwise: { model: 'lab/lab-small' },
    assumptions: { promptCacheKept: 1 },
  });
  expect(answer.steps.map((step) => step.cause)).toEqual(['price']);
});

afterAll(() => {
  expect(judged.cases).toBeGreaterThanOrEqual(80 + 20);
  expect(judged.steps).toBeGreaterThan(200);
  expect([...judged.causes].sort()).toEqual(CAUSES.filter((cause) => cause !== 'monthTerms').sort());
});
