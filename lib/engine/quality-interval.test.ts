import { describe, expect, test } from 'vitest';
import type { Evidence, Interval } from '@/lib/domain/evidence';
import { type OfferId, parseOfferId } from '@/lib/domain/ids';
import type { CascadeRoute, Policy, Route } from '@/lib/domain/policy';
import type { UsageRecord } from '@/lib/domain/usage';
import { cutsFor, openBooks } from './__oracle__/both-ways';
import { cellsOf } from './__oracle__/cells-of';
import { LAB_BOOKS } from './__oracle__/lab-books';
import { createPairLookup, type ResolvedEval, readEvalEvidence } from './eval-evidence';
import { intervalOf } from './intervals';
import { indexEvidence } from './quality';
import { simulate } from './summarise';
import { callOf } from './testing/call-of';

const on = openBooks(
  LAB_BOOKS,
  () => [],
  () => null,
);
const benchmarkOf = (task: string) => task || null;
const STRONG = parseOfferId('lab/lab-clocked');
const WEAK = parseOfferId('lab/lab-small');

function evidence(offerId: OfferId, benchmark: string, score: number, sampleSize: number | null): Evidence {
  const kind = sampleSize === null ? 'prior' : 'eval';
  return { dataset: 'own', offerId, benchmark, score, sampleSize, kind, source: 'made up', measuredOn: null };
}

const CALLS: readonly UsageRecord[] = [
  ...Array.from({ length: 30 }, () => callOf({ model: 'lab/lab-clocked', task: 'chat' })),
  ...Array.from({ length: 10 }, () => callOf({ model: 'lab/lab-clocked', task: 'faq' })),
];
const EVIDENCE = [
  evidence(STRONG, 'chat', 0.9, 200),
  evidence(WEAK, 'chat', 0.7, 80),
  evidence(STRONG, 'faq', 0.8, 60),
  evidence(WEAK, 'faq', 0.75, 40),
];

function qualityOf(route: Route, of: readonly Evidence[], evals: readonly ResolvedEval[] = []) {
  const policy: Policy = {
    waybill: 1,
    name: 'x',
    rules: [{ id: 'chat', when: { task: ['chat'] }, route }],
    otherwise: { keep: true },
  };
  const index = indexEvidence(of, benchmarkOf, { pairs: createPairLookup(evals) });
  const table = cellsOf(CALLS, cutsFor(CALLS, policy, on));
  const { plan, comparableRequests } = simulate(table, { ...on, policy, asOf: 'logged', evidence: index });
  expect(comparableRequests).toBe(CALLS.length);
  return plan.quality;
}

type Field = 'value' | 'relative';

/** The interval by derivatives that are measured: each score is moved a little and everything is simulated anew. */
function measuredInterval(route: Route, field: Field): Interval {
  const at = (of: readonly Evidence[]) => qualityOf(route, of)[field] ?? Number.NaN;
  const step = 1e-6;
  const reaches = new Map<string, [down: number, up: number]>();
  EVIDENCE.forEach((item, i) => {
    const moved = (by: number) => at(EVIDENCE.with(i, { ...item, score: item.score + by }));
    const slope = (moved(step) - moved(-step)) / (2 * step);
    const own = intervalOf(item) ?? { low: Number.NaN, high: Number.NaN };
    const [down, up] = [Math.abs(slope) * (item.score - own.low), Math.abs(slope) * (own.high - item.score)];
    const key = `${item.benchmark} ${slope > 0}`;
    const [low, high] = reaches.get(key) ?? [0, 0];
    reaches.set(key, slope > 0 ? [low + down, high + up] : [low + up, high + down]);
  });
  const value = at(EVIDENCE);
  const parts = [...reaches.values()];
  return {
    low: value - Math.hypot(...parts.map(([low]) => low)),
    high: value + Math.hypot(...parts.map(([, high]) => high)),
  };
}

const cascade = (parts: { accept?: number; errorRate?: number }): CascadeRoute => ({
  cascade: [
    { model: 'lab/lab-small', ...(parts.accept === undefined ? {} : { accept: parts.accept }) },
    { model: 'lab/lab-clocked' },
  ],
  judge: { model: 'lab/lab-small', errorRate: parts.errorRate ?? 0 },
});
const ROUTES: { readonly [name: string]: Route } = {
  keep: { keep: true },
  model: { model: 'lab/lab-small' },
  split: {
    split: [
      { model: 'lab/lab-small', weight: 3 },
      { model: 'lab/lab-clocked', weight: 1 },
    ],
  },
  'cascade, a judge that errs': cascade({ errorRate: 0.1 }),
  'cascade, a perfect judge': cascade({}),
  'cascade, a share below what is right': cascade({ accept: 0.4, errorRate: 0.1 }),
  'cascade, a share above what is right': cascade({ accept: 0.9, errorRate: 0.1 }),
};

describe("a plan's interval is that of its measured derivatives", () => {
  test.each(Object.entries(ROUTES))('%s', (_name, route) => {
    const quality = qualityOf(route, EVIDENCE);
    for (const [field, got] of [
      ['value', quality.interval],
      ['relative', quality.relativeInterval],
    ] as const) {
      const want = measuredInterval(route, field);
      expect(got?.low, `${field} low`).toBeCloseTo(want.low, 6);
      expect(got?.high, `${field} high`).toBeCloseTo(field === 'value' ? Math.min(1, want.high) : want.high, 6);
    }
    expect(quality.assumesIndependence).toBe('cascade' in route);
  });
});

describe('what stands on both sides cancels', () => {
  test('a plan that keeps every model is as good as today beyond doubt', () => {
    expect(qualityOf({ keep: true }, EVIDENCE).relativeInterval).toEqual({ low: 1, high: 1 });
  });

  test('even where the evidence has no known sample', () => {
    const priors = EVIDENCE.map((item) => ({ ...item, sampleSize: null, kind: 'prior' as const }));
    const quality = qualityOf({ keep: true }, priors);
    expect(quality.relativeInterval).toEqual({ low: 1, high: 1 });
    expect(quality.interval).toBeNull();
  });
});

test('an interval that would rest on evidence without a sample is unknown, and says on which', () => {
  const weakPrior = EVIDENCE.map((item) =>
    item.offerId === WEAK ? { ...item, sampleSize: null, kind: 'prior' as const } : item,
  );
  const quality = qualityOf({ model: 'lab/lab-small' }, weakPrior);
  expect(quality).toMatchObject({ interval: null, relativeInterval: null, unsampled: ['lab/lab-small on chat'] });
  expect(quality.value).toBeCloseTo((30 * 0.7 + 10 * 0.8) / 40, 12);
});

describe('a gate of its own', () => {
  test('lets smaller samples count, or fewer', () => {
    const at = (gate: number) => indexEvidence(EVIDENCE, benchmarkOf, { gate }).find(WEAK, 'faq')?.score ?? null;
    expect([at(30), at(40), at(41), at(1)]).toEqual([0.75, 0.75, null, 0.75]);
  });
});

describe('a cascade of two models that answered the same items', () => {
  /** 60 items; the weak one is right on 42, and the strong one is wrong only where the weak one is too. */
  const items = Array.from({ length: 60 }, (_, item) => [
    ['lab/lab-small', item < 42 ? 1 : 0],
    ['lab/lab-clocked', item < 50 ? 1 : 0],
  ])
    .flatMap((answers, item) =>
      answers.map(([model, score]) => ({ item: String(item), model: String(model), score: Number(score) })),
    )
    .map((answer) => ({ ...answer, task: 'chat', usd: null, inputTokens: null, outputTokens: null }));
  const own: ResolvedEval = { name: 'own', fileName: 'own.csv', measuredOn: null, items, makerOf: on.offerOf };
  const known = readEvalEvidence([own]).map((item) => ({ ...item, benchmark: 'chat' }));
  const pairs = createPairLookup([own]);
  const qualityWith = (pairItems: number) => {
    const policy: Policy = { waybill: 1, name: 'x', rules: [], otherwise: cascade({}) };
    const chat = CALLS.slice(0, 30);
    const index = indexEvidence(known, benchmarkOf, {
      pairs: (first, next) => {
        const joint = pairs(first, next, 'eval:own/chat');
        return joint === null ? null : { ...joint, items: pairItems };
      },
    });
    const table = cellsOf(chat, cutsFor(chat, policy, on));
    return simulate(table, { ...on, policy, asOf: 'logged', evidence: index }).plan.quality;
  };

  test('is as good as the better of the two on each item, where the judge never errs', () => {
    const quality = qualityWith(60);
    expect(quality.value).toBeCloseTo(50 / 60, 12);
    expect(quality.assumesIndependence).toBe(false);
    const ofItems = intervalOf({ score: 50 / 60, sampleSize: 60 });
    expect(quality.interval?.low).toBeCloseTo(ofItems?.low ?? 0, 12);
    expect(quality.interval?.high).toBeCloseTo(ofItems?.high ?? 0, 12);
  });

  test('with fewer items in common than the gate asks, their errors count as independent, which promises more', () => {
    const quality = qualityWith(29);
    expect(quality.value).toBeCloseTo(0.7 + 0.3 * (50 / 60), 12);
    expect(quality.assumesIndependence).toBe(true);
  });
});
