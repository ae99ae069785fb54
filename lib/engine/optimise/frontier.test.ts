import { afterAll, describe, expect, test } from 'vitest';
import { parsePolicy } from '@/lib/schema/policy';
import { simulate } from '../summarise';
import { verifyPlan } from '../verify-plan';
import type { FrontierPlan } from './assignment';
import { dualBound } from './dual-bound';
import { bestWithin, cheapestAt, planAtCorner, solveFrontier } from './frontier';
import { writePlanModel } from './plan-model';
import type { PlanProblem } from './plan-problem';
import { toUnits } from './plan-units';
import { openHighs } from './testing/highs';
import { drawSetup, problemOf, realSetup, type Setup } from './testing/problems';
import { toPolicy } from './to-policy';

const solver = await openHighs();
const judged = { floors: 0, budgets: 0, policies: 0, splits: 0, problems: 0, groups: 0 };

const FLOORS = 50;
const close = (a: number, b: number) =>
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(a), Math.abs(b)));

/** The USD that HiGHS finds for a goal, from the same text as a plan with limits. */
function costByHighs(problem: PlanProblem, floor: number): number | null {
  const units = toUnits(problem, false);
  const quality = floor * problem.todayQuality;
  const { text } = writePlanModel(problem, units, { vendorShareAtMost: {} }, { least: 'usd', quality });
  const { status, columns } = solver(text, {});
  if (status !== 'optimal') return null;
  let usd = 0;
  for (const [u, { options }] of units.entries())
    for (const option of options) usd += (columns.get(`x${u}_${option.option}`) ?? 0) * option.usd;
  return usd;
}

function expectPlan(setup: Setup, problem: PlanProblem, plan: FrontierPlan) {
  const policy = toPolicy(problem, plan.assignment);
  expect(parsePolicy(JSON.stringify(policy))).toEqual(policy);
  const { usd, relative } = plan.point;
  const check = verifyPlan(setup.table, setup.context, setup.request, policy, { usd, relative });
  expect(check.differences, JSON.stringify(policy)).toEqual([]);
  close(simulate(setup.table, { ...setup.context, policy }).plan.usd ?? Number.NaN, usd);
  judged.policies++;
  if (plan.assignment.some((shares) => shares.length > 1)) judged.splits++;
}

function expectFrontier(setup: Setup) {
  const problem = problemOf(setup);
  const frontier = solveFrontier(problem);
  const { points } = frontier;
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) throw new Error('nothing is judged');
  judged.problems++;
  judged.groups += problem.groups.length;
  for (const [k, point] of points.entries()) {
    if (k === 0) continue;
    expect(point.quality).toBeGreaterThan(points[k - 1]?.quality as number);
    expect(point.usd).toBeGreaterThan(points[k - 1]?.usd as number);
  }
  let before = 0;
  for (let i = 0; i < FLOORS; i++) {
    const most = last.relative * (1 - 1e-9);
    const floor = first.relative * 0.98 + ((most - first.relative * 0.98) * i) / (FLOORS - 1);
    const plan = cheapestAt(frontier, floor);
    if (plan === null) throw new Error(`no plan at ${floor}`);
    close(plan.point.usd, costByHighs(problem, floor) ?? Number.NaN);
    close(plan.point.usd, dualBound(problem, floor) ?? Number.NaN);
    close(plan.point.usd, plan.point.boundUsd);
    expect(plan.point.relative).toBeGreaterThanOrEqual(floor * (1 - 1e-12));
    expect(plan.point.usd).toBeGreaterThanOrEqual(before * (1 - 1e-12));
    expect(plan.assignment.filter((shares) => shares.length > 1).length).toBeLessThanOrEqual(1);
    before = plan.point.usd;
    judged.floors++;
    if (i % 7 === 3) expectPlan(setup, problem, plan);
    const back = bestWithin(frontier, plan.point.usd);
    if (back === null) throw new Error(`no plan within ${plan.point.usd}`);
    close(back.point.relative, plan.point.relative);
    judged.budgets++;
  }
  expect(cheapestAt(frontier, last.relative * 1.001)).toBeNull();
  expect(costByHighs(problem, last.relative * 1.001)).toBeNull();
  expect(dualBound(problem, last.relative * 1.001)).toBeNull();
  expect(bestWithin(frontier, first.usd * 0.999)).toBeNull();
  for (const corner of [0, points.length >> 1, points.length - 1])
    expectPlan(setup, problem, planAtCorner(frontier, corner));
}

describe('the frontier is the optimum of the linear programme, as HiGHS has it', () => {
  for (let seed = 1; seed <= 4; seed++) {
    test(`made-up log ${seed}, by task and size`, () => expectFrontier(drawSetup(seed)));
    test(`made-up log ${seed}, by task, under lower bounds and weights`, () =>
      expectFrontier(
        drawSetup(100 + seed, { by: ['task'], certainty: 'bound', weights: { classify: 3, chat: 0.5, faq: 0 } }),
      ));
    test(`made-up log ${seed}, by size, with a cache, errors and overhead`, () =>
      expectFrontier(
        drawSetup(200 + seed, {
          by: ['size'],
          base: {
            waybill: 1,
            name: 'base',
            rules: [],
            otherwise: { keep: true },
            cache: [{ kind: 'semantic', when: { task: ['faq'] }, hitRate: 0.4 }],
            serviceTier: [{ tier: 'batch', when: { team: ['ops'] } }],
            errors: { retries: 1 },
            assumptions: {
              errorRate: 0.02,
              overheadUsdPerRequest: 0.001,
              promptCacheKept: 0.5,
              factors: [{ from: 'lab/lab-clocked', to: 'lab/lab-small', input: 1.3, output: 0.8 }],
            },
          },
        }),
      ));
  }

  test('the real log of 5,563 calls', async () => {
    for (const by of [['task'], ['task', 'size']] as const) expectFrontier(await realSetup({ by }));
  });
});

afterAll(() => {
  expect(judged.problems).toBe(14);
  expect(judged.floors).toBe(14 * FLOORS);
  expect(judged.splits).toBeGreaterThan(40);
});
