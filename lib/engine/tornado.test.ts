import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Policy } from '@/lib/domain/policy';
import type { Assumption, Swing } from '@/lib/domain/sensitivity';
import { simulate } from './summarise';
import { callOf } from './testing/call-of';
import { labBook, labRow, labTerms } from './testing/lab-book';
import { flatBook, replayOf, scored } from './testing/two-labs';
import { computeTornado } from './tornado';

const BOOK = flatBook({
  'lab/a': { input: 10, output: 40, cacheRead: 1 },
  'lab/b': { input: 1, output: 4, cacheRead: 0.5 },
  'lab/c': { input: 2, output: 8 },
});
const EVIDENCE = [
  scored('lab/a', 'x', 0.9, 400),
  scored('lab/b', 'x', 0.8, 100),
  scored('lab/c', 'x', 0.7, 50),
  scored('lab/a', 'y', 0.6, 200),
];
const ALL_ON_B: Policy = { waybill: 1, name: 'b', rules: [], otherwise: { model: 'lab/b' } };

const find = (swings: readonly Swing[], assumption: Assumption) =>
  swings.find((swing) => JSON.stringify(swing.assumption) === JSON.stringify(assumption));

describe('computeTornado', () => {
  // One call: 1 Mtok in and 1 Mtok out on a: $50 today, $5 on b.
  const calls = [callOf({ model: 'lab/a', task: 'x', inputTokens: 1e6, outputTokens: 1e6 })];

  test('prices move the saving by the model’s own bill, factors by their side of it', () => {
    const { table, context } = replayOf(calls, ALL_ON_B, [BOOK], EVIDENCE);
    const { base, swings } = computeTornado(table, context);
    expect(base).toMatchObject({ savingsUsd: 45, savingsPct: 90, leftOutRequests: 0 });
    const price = find(swings, { kind: 'price', model: 'lab/b' });
    expect([price?.low.savingsUsd, price?.high.savingsUsd]).toEqual([46, 44]);
    const output = find(swings, { kind: 'outputFactor', from: 'lab/a', to: 'lab/b' });
    expect(output?.low.savingsUsd).toBeCloseTo(45.4, 12);
    expect(output?.high.savingsUsd).toBeCloseTo(44.6, 12);
    const input = find(swings, { kind: 'inputFactor', from: 'lab/a', to: 'lab/b' });
    expect(input?.high.savingsUsd).toBeCloseTo(44.9, 12);
    expect(swings.map(({ assumption }) => assumption.kind).slice(0, 3)).toEqual([
      'price',
      'outputFactor',
      'inputFactor',
    ]);
  });

  test('a score moves the quality through its interval, one both sides rest on moves nothing', () => {
    const { table, context } = replayOf(calls, ALL_ON_B, [BOOK], EVIDENCE);
    const scores = computeTornado(table, context, {
      scoreInterval: ({ score }) => ({ low: score - 0.1, high: score + 0.1 }),
    });
    const ofB = find(scores.swings, { kind: 'evidence', model: 'lab/b', benchmark: 'x' });
    expect(ofB?.low.relative).toBeCloseTo(0.7 / 0.9, 12);
    expect(ofB?.high.relative).toBeCloseTo(1, 12);
    const kept = replayOf(calls, { ...ALL_ON_B, otherwise: { keep: true } }, [BOOK], EVIDENCE);
    const ofKept = computeTornado(kept.table, kept.context).swings.filter(
      ({ assumption }) => assumption.kind === 'evidence',
    );
    expect(ofKept.map(({ low, high }) => [low.relative, high.relative])).toEqual([[1, 1]]);
  });

  test('a score without a sample is named and not moved', () => {
    const prior = [scored('lab/a', 'x', 0.9, 400), scored('lab/b', 'x', 0.8, null)];
    const { table, context } = replayOf(calls, ALL_ON_B, [BOOK], prior);
    expect(computeTornado(table, context).notVaried).toEqual([{ kind: 'evidence', model: 'lab/b', benchmark: 'x' }]);
  });

  test('a measured range takes the place of the usual one and says so', () => {
    const { table, context } = replayOf(calls, ALL_ON_B, [BOOK]);
    const measured = ({ kind }: Assumption) => (kind === 'outputFactor' ? { low: 1, high: 2 } : null);
    const swing = find(computeTornado(table, context, { measured }).swings, {
      kind: 'outputFactor',
      from: 'lab/a',
      to: 'lab/b',
    });
    expect(swing).toMatchObject({
      origin: 'measured',
      range: { low: 1, high: 2 },
      low: { savingsUsd: 45 },
      high: { savingsUsd: 41 },
    });
  });

  test('a factor that carries calls past a price step inside a band is approximate', () => {
    const step = { thresholdTokens: 105_000, inclusive: true, rates: { input: 2, output: 8 } };
    const stepped = labBook([
      labRow({ input: 10, output: 40 }, { offerId: 'lab/a' as never }),
      labRow({ input: 1, output: 4 }, { offerId: 'lab/b' as never, contextTiers: [step] }),
    ]);
    const isApproximate = (inputTokens: number) => {
      const { table, context } = replayOf([callOf({ model: 'lab/a', inputTokens, outputTokens: 1 })], ALL_ON_B, [
        stepped,
      ]);
      return find(computeTornado(table, context).swings, { kind: 'inputFactor', from: 'lab/a', to: 'lab/b' })
        ?.isApproximate;
    };
    expect(isApproximate(100_000)).toBe(true);
    expect(isApproximate(1000)).toBe(false);
  });

  test('every end is what a whole replay with that value gives', () => {
    let judged = 0;
    const policy: Policy = {
      waybill: 1,
      name: 'mixed',
      rules: [
        {
          id: 'x',
          when: { task: ['x'] },
          route: { cascade: [{ model: 'lab/b' }, { model: 'lab/a' }], judge: { model: 'lab/c', errorRate: 0.1 } },
        },
        { id: 'y', when: { task: ['y'] }, route: { model: 'lab/b', fallback: ['lab/c'] } },
      ],
      otherwise: {
        split: [
          { model: 'lab/c', weight: 1 },
          { model: 'lab/a', weight: 3 },
        ],
      },
      cache: [{ kind: 'exact', when: { task: ['y'] }, hitRate: 0.3 }],
      errors: { retries: 1 },
      assumptions: {
        errorRate: 0.02,
        overheadUsdPerRequest: 0.01,
        promptCacheKept: 0.25,
        factors: [{ from: 'lab/a', to: 'lab/c', input: 1.1 }],
      },
    };
    const replaced = (assumption: Assumption, value: number): Policy => {
      const { assumptions, cache } = policy;
      const factors = assumptions?.factors ?? [];
      switch (assumption.kind) {
        case 'inputFactor':
        case 'outputFactor': {
          const { from, to, kind } = assumption;
          const own = factors.find((factor) => factor.from === from && factor.to === to);
          const changed = {
            input: own?.input ?? 1,
            output: own?.output ?? 1,
            [kind === 'inputFactor' ? 'input' : 'output']: value,
            from,
            to,
          };
          return {
            ...policy,
            assumptions: { ...assumptions, factors: [...factors.filter((factor) => factor !== own), changed] },
          };
        }
        case 'overhead':
          return { ...policy, assumptions: { ...assumptions, overheadUsdPerRequest: value } };
        case 'promptCacheKept':
        case 'errorRate':
          return { ...policy, assumptions: { ...assumptions, [assumption.kind]: value } };
        case 'cacheHitRate':
          return { ...policy, cache: cache?.map((rule) => ({ ...rule, hitRate: value })) };
        case 'judgeErrorRate':
          return {
            ...policy,
            rules: policy.rules.map((rule) =>
              'cascade' in rule.route && rule.route.judge
                ? { ...rule, route: { ...rule.route, judge: { ...rule.route.judge, errorRate: value } } }
                : rule,
            ),
          };
        default:
          return policy;
      }
    };
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            model: fc.constantFrom('lab/a', 'lab/b', 'lab/c'),
            task: fc.constantFrom('x', 'y', ''),
            inputTokens: fc.integer({ min: 100, max: 90_000 }),
            outputTokens: fc.integer({ min: 1, max: 9000 }),
            cached: fc.double({ min: 0, max: 1, noNaN: true }),
          }),
          { minLength: 1, maxLength: 8 },
        ),
        (drawn) => {
          const records = drawn.map(({ cached, ...call }) =>
            callOf({ ...call, cacheReadTokens: Math.floor(cached * call.inputTokens) }),
          );
          // Tasks without a name are judged by nothing.
          const { table, context } = replayOf(records, policy, [BOOK], [...EVIDENCE, scored('lab/b', 'y', 0.5, 80)]);
          for (const { assumption, range, low, high } of computeTornado(table, context).swings)
            for (const [value, outcome] of [
              [range.low, low],
              [range.high, high],
            ] as const) {
              const isScore = assumption.kind === 'evidence';
              const find = context.evidence.find;
              const evidence = {
                ...context.evidence,
                find: ((model, benchmark) => {
                  const own = find(model, benchmark);
                  return own !== null && isScore && model === assumption.model && benchmark === assumption.benchmark
                    ? { ...own, score: value }
                    : own;
                }) as typeof find,
              };
              const books =
                assumption.kind === 'price'
                  ? [labTerms('k', { percent: 100 * (value - 1), scope: { offers: [assumption.model] } }), BOOK]
                  : [BOOK];
              const { stack } = replayOf(records, policy, books).context;
              const { savings, plan } = simulate(table, {
                ...context,
                stack,
                evidence,
                policy: replaced(assumption, value),
              });
              expect(outcome.savingsUsd).toBeCloseTo(savings.usd ?? Number.NaN, 9);
              if (plan.quality.value === null) expect(outcome.quality).toBeNull();
              else expect(outcome.quality).toBeCloseTo(plan.quality.value, 9);
              if (plan.quality.relative === null) expect(outcome.relative).toBeNull();
              else expect(outcome.relative).toBeCloseTo(plan.quality.relative, 9);
              judged++;
            }
        },
      ),
      { numRuns: 12, seed: 7 },
    );
    expect(judged).toBeGreaterThan(200);
  });
});
