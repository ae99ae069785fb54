import { expect, test } from 'vitest';
import { keepAll } from '../templates';
import { verifyPlan } from '../verify-plan';
import { cheapestAt, solveFrontier } from './frontier';
import { drawSetup, problemOf } from './testing/problems';
import { toPolicy } from './to-policy';

test('plans that move a part of a group keep a latency, also where some of its calls have no price and stay', () => {
  const judged = { plans: 0, mixed: 0 };
  for (let seed = 1; seed <= 8; seed++)
    for (const latencyMsAtMost of [20_000, 35_000, 60_000]) {
      const base = { ...keepAll(), constraints: { latencyMsAtMost } };
      const setup = drawSetup(seed, { base, by: ['task'] }, 250);
      const problem = problemOf(setup);
      const frontier = solveFrontier(problem);
      const [first, last] = [frontier.points[0], frontier.points.at(-1)];
      if (first === undefined || last === undefined) continue;
      for (const share of [0.2, 0.5, 0.8]) {
        const floor = first.relative + share * (last.relative - first.relative);
        const plan = cheapestAt(frontier, floor);
        if (plan === null) throw new Error(`no plan at ${floor}`);
        const { usd, relative } = plan.point;
        const policy = toPolicy(problem, plan.assignment);
        const check = verifyPlan(setup.table, setup.context, setup.request, policy, { usd, relative });
        expect(check.differences, JSON.stringify(policy)).toEqual([]);
        judged.plans++;
        const isMixed = problem.groups.some(({ hasOthers }, g) => hasOthers && (plan.assignment[g]?.length ?? 0) > 1);
        if (isMixed) judged.mixed++;
      }
    }
  expect(judged.plans).toBeGreaterThan(30);
  expect(judged.mixed).toBeGreaterThan(10);
});
