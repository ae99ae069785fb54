import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Policy } from '@/lib/domain/policy';
import { intervalOf } from './intervals';
import { planRollOut, policyAfter, withoutSteps } from './roll-out';
import { planStages } from './roll-out-stages';
import { simulate } from './summarise';
import { callOf } from './testing/call-of';
import { flatBook, replayOf, scored } from './testing/two-labs';

const BOOK = flatBook({
  'lab/a': { input: 10, output: 40 },
  'lab/b': { input: 1, output: 4 },
  'lab/c': { input: 2, output: 8 },
});
const OPTIONS = { weights: {}, margin: 0.05, dailyFactor: 1 };
const mtok = (task: string, mtokIn: number, model = 'lab/a') =>
  callOf({ model, task, inputTokens: mtokIn * 1e6, outputTokens: 0 });
const POLICY: Policy = {
  waybill: 1,
  name: 'all',
  rules: [
    { id: 'risky', when: { task: ['risky'] }, route: { model: 'lab/b' } },
    { id: 'dark', when: { task: ['dark'] }, route: { model: 'lab/b' } },
    { id: 'sure', when: { task: ['sure'] }, route: { model: 'lab/b' } },
    { id: 'mild', when: { task: ['mild'] }, route: { model: 'lab/c' } },
  ],
  otherwise: { keep: true },
};
const EVIDENCE = [
  scored('lab/a', 'risky', 0.9, 1000),
  scored('lab/b', 'risky', 0.5, 1000),
  scored('lab/a', 'mild', 0.9, 1000),
  scored('lab/c', 'mild', 0.88, 1000),
  scored('lab/a', 'sure', 0.5, 1000),
  scored('lab/b', 'sure', 0.9, 1000),
];
const CALLS = [mtok('risky', 1), mtok('dark', 5), mtok('sure', 1), mtok('mild', 1), mtok('', 1)];

describe('planRollOut', () => {
  test('no risk first, then by savings for the risk, what nobody can judge last', () => {
    const { table, context } = replayOf(CALLS, POLICY, [BOOK], EVIDENCE);
    const { steps, savingsUsd } = planRollOut(table, context, OPTIONS);
    expect(steps.map(({ rule, savingsUsd, unknown }) => [rule, savingsUsd, unknown])).toEqual([
      ['sure', 9, null],
      ['mild', 8, null],
      ['risky', 9, null],
      ['dark', 45, 'no evidence'],
    ]);
    expect(steps[0]?.risk).toBe(0);
    expect(savingsUsd).toBe(71);
    expect(steps.map(({ afterwards }) => afterwards.savingsUsd)).toEqual([9, 17, 26, 71]);
  });

  test('the risk is calls × blast radius × the upper end of the interval of the fall', () => {
    const { table, context } = replayOf(CALLS, POLICY, [BOOK], EVIDENCE);
    const { steps } = planRollOut(table, context, { ...OPTIONS, weights: { mild: 3 } });
    const a = intervalOf({ score: 0.9, sampleSize: 1000 });
    const c = intervalOf({ score: 0.88, sampleSize: 1000 });
    if (a === null || c === null) throw new Error('both have a sample');
    // Fall 0.02; up by √((a.high − 0.9)² + (0.88 − c.low)²).
    const worst = 0.02 + Math.sqrt((a.high - 0.9) ** 2 + (0.88 - c.low) ** 2);
    const mild = steps.find(({ rule }) => rule === 'mild');
    expect(mild?.quality.worstFall).toBeCloseTo(worst, 12);
    expect(mild?.risk).toBeCloseTo(3 * worst, 12);
  });

  test('the worst case adds up the worst of each step and ends where a step has no evidence', () => {
    const { table, context } = replayOf(CALLS, POLICY, [BOOK], EVIDENCE);
    const { steps } = planRollOut(table, context, OPTIONS);
    // Judged on both sides: risky, mild, sure: today 0.9 + 0.9 + 0.5.
    const falls = steps.slice(0, 3).map(({ quality }) => quality.worstFall ?? Number.NaN);
    expect(steps[2]?.afterwards.worstRelative).toBeCloseTo(1 - falls.reduce((a, b) => a + b, 0) / 2.3, 12);
    expect(steps[3]?.afterwards.worstRelative).toBeNull();
    expect(steps[3]?.afterwards.relative).toBeCloseTo((0.5 + 0.88 + 0.9) / 2.3, 12);
  });

  test('a benchmark without a sample is an unknown risk, the same evidence on both sides is none', () => {
    const { table, context } = replayOf(
      [mtok('risky', 1)],
      POLICY,
      [BOOK],
      [scored('lab/a', 'risky', 0.9, null), scored('lab/b', 'risky', 0.9, null)],
    );
    expect(planRollOut(table, context, OPTIONS).steps[0]).toMatchObject({
      risk: null,
      unknown: 'no sample',
      quality: { worstFall: null },
    });
  });

  test('calls that stay on their model and cost less are a step without risk or stages', () => {
    const cached: Policy = { ...POLICY, rules: [], cache: [{ kind: 'exact', hitRate: 0.5 }] };
    const { table, context } = replayOf([mtok('', 2)], cached, [BOOK]);
    expect(planRollOut(table, context, OPTIONS).steps).toMatchObject([
      { rule: 'otherwise', kind: 'same model', savingsUsd: 10, risk: 0, stages: null },
    ]);
    expect(planRollOut(table, { ...context, policy: { ...POLICY, rules: [] } }, OPTIONS).steps).toEqual([]);
  });

  test('the savings of the steps add up to the plan’s, and replays of the plans on the way say the same', () => {
    let judged = 0;
    const tasks = ['risky', 'dark', 'sure', 'mild', ''];
    const policies: Policy[] = [
      {
        ...POLICY,
        otherwise: {
          split: [
            { model: 'lab/b', weight: 2 },
            { model: 'lab/c', weight: 3 },
          ],
        },
      },
      POLICY,
    ];
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            model: fc.constantFrom('lab/a', 'lab/b', 'lab/c'),
            task: fc.constantFrom(...tasks),
            inputTokens: fc.integer({ min: 1, max: 9e6 }),
            outputTokens: fc.integer({ min: 0, max: 9e6 }),
          }),
          { minLength: 1, maxLength: 12 },
        ),
        fc.constantFrom(...policies),
        (drawn, policy) => {
          const { table, context } = replayOf(
            drawn.map((call) => callOf(call)),
            policy,
            [BOOK],
            EVIDENCE,
          );
          const { steps } = planRollOut(table, context, OPTIONS);
          const plan = simulate(table, context);
          const sum = steps.reduce((total, step) => total + step.savingsUsd, 0);
          expect(Math.abs(sum - (plan.savings.usd ?? 0))).toBeLessThanOrEqual(1e-9 * (plan.baseline.repricedUsd ?? 1));
          steps.forEach(({ afterwards }, i) => {
            const half = simulate(table, { ...context, policy: withoutSteps(policy, steps.slice(i + 1)) });
            expect(afterwards.savingsUsd).toBeCloseTo(half.savings.usd ?? Number.NaN, 9);
            judged++;
          });
          const ranks = steps.map(({ risk }) => (risk === null ? 2 : risk === 0 ? 0 : 1));
          expect(ranks).toEqual([...ranks].sort());
        },
      ),
      { numRuns: 70, seed: 11 },
    );
    expect(judged).toBeGreaterThan(150);
  });
});

describe('policyAfter', () => {
  test('what keeps its model comes first, and each policy saves what its steps save', () => {
    const policy: Policy = {
      ...POLICY,
      cache: [{ kind: 'exact', hitRate: 0.2, when: { task: ['still'] } }],
    };
    const { table, context } = replayOf([...CALLS, mtok('still', 3)], policy, [BOOK], EVIDENCE);
    const { steps } = planRollOut(table, context, OPTIONS);
    expect(steps.map(({ kind }) => kind)).toEqual(['same model', 'route', 'route', 'route', 'route']);
    expect(policyAfter(policy, steps, steps.length)).toBe(policy);
    steps.forEach(({ afterwards }, i) => {
      const so = simulate(table, { ...context, policy: policyAfter(policy, steps, i + 1) });
      expect(so.savings.usd).toBeCloseTo(afterwards.savingsUsd, 9);
    });
  });
});

describe('planStages', () => {
  test('446 answers an arm at 90 % and five points; the canary grows where it would take long', () => {
    // 446 / (5 % of 1,000 a day) = 8.9 days; of 400 a day 8 % in two weeks; of 100 a day 10 %, 45 days.
    const at = (perDay: number | null) => planStages(0.9, 0.05, 0.002, perDay);
    expect(at(1000)).toMatchObject({ shadow: { calls: 446, usd: 0.892, days: 9 }, canary: { share: 0.05, days: 9 } });
    expect(at(400).canary.share).toBeCloseTo(446 / 5600, 12);
    expect(at(400).canary.days).toBe(14);
    expect(at(100).canary).toMatchObject({ share: 0.1, days: 45 });
    expect(at(null).canary).toMatchObject({ share: 0.1, days: null });
  });

  test('without a score the largest sample is asked for', () => {
    const unknown = planStages(null, 0.05, 0, 1000);
    expect(unknown).toMatchObject({ reference: 0.5, isReferenceAssumed: true });
    // 6.1826 × 0.5 / 0.0025 = 1,236.5
    expect(unknown.canary.callsPerArm).toBe(1237);
  });
});
