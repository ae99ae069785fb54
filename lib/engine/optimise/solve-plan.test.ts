import { afterAll, describe, expect, test } from 'vitest';
import type { PlanAnswer, PlanLimits } from '@/lib/domain/plan';
import type { Constraints, Policy, Route } from '@/lib/domain/policy';
import { parsePolicy } from '@/lib/schema/policy';
import { simulate } from '../summarise';
import { keepAll } from '../templates';
import { verifyPlan } from '../verify-plan';
import { buildPlanProblem } from './build-plan-problem';
import { dualBound } from './dual-bound';
import { solveFrontier } from './frontier';
import { isOpen, KEEP_OPTION, type PlanProblem } from './plan-problem';
import { solvePlan } from './solve-plan';
import { openHighs } from './testing/highs';
import { drawSetup, problemOf, realSetup, type Setup } from './testing/problems';

const solver = await openHighs();
const judged = { plans: 0, infeasible: 0, brute: 0 };
const SMALL = ['lab/lab-clocked', 'lab/lab-small', 'lab/lab-seen'];

function constrained(constraints: Constraints) {
  return { ...keepAll(), constraints };
}

function expectChecked({ table, context, request }: Setup, answer: PlanAnswer, limits: PlanLimits) {
  if (answer.status !== 'optimal') throw new Error(answer.binding);
  expect(answer.check.differences, JSON.stringify(answer.policy)).toEqual([]);
  expect(parsePolicy(JSON.stringify(answer.policy))).toEqual(answer.policy);
  const { usd, relative, boundUsd } = answer.point;
  expect(verifyPlan(table, context, request, answer.policy, { ...limits, usd, relative }).isKept).toBe(true);
  expect(boundUsd).toBeLessThanOrEqual(usd);
  judged.plans++;
  return answer;
}

/** The cheapest plan of whole groups, with at most `most` models, by trying them all: a plan with splits costs no more. */
function cheapestWhole({ groups, todayQuality }: PlanProblem, floor: number, most: number): number {
  let best = Number.POSITIVE_INFINITY;
  const visit = (g: number, usd: number, quality: number, models: ReadonlySet<string>) => {
    if (usd >= best || models.size > most) return;
    const group = groups[g];
    if (group === undefined) {
      if (quality >= floor * todayQuality * (1 - 1e-12)) best = usd;
      return;
    }
    for (const option of group.options.filter(isOpen))
      visit(
        g + 1,
        usd + option.usd,
        quality + option.quality,
        new Set([...models, ...option.sent.map(({ model }) => model)]),
      );
  };
  visit(0, 0, 0, new Set());
  return best;
}

/** The cheapest plan with at most `most` models: the frontier of every set of so many. */
function cheapestOfSets(problem: PlanProblem, floor: number, most: number): number {
  const models = [
    ...new Set(problem.groups.flatMap(({ options }) => options.flatMap(({ sent }) => sent.map(({ model }) => model)))),
  ];
  let best = Number.POSITIVE_INFINITY;
  for (let set = 1; set < 2 ** models.length; set++) {
    const open = new Set(models.filter((_, i) => (set >> i) & 1));
    if (open.size > most) continue;
    const groups = problem.groups.map((group) => ({
      ...group,
      options: group.options.map((option) =>
        option.sent.every(({ model }) => open.has(model)) ? option : { ...option, leftOut: ['not offered' as const] },
      ),
    }));
    const { usd, quality, steps } = solveFrontier({ ...problem, groups });
    const asked = floor * problem.todayQuality;
    for (const [k, corner] of quality.entries()) {
      if (corner < asked * (1 - 1e-12)) continue;
      const step = steps[k - 1];
      const short = step === undefined ? 0 : Math.min(1, (corner - asked) / step.quality);
      best = Math.min(best, (usd[k] as number) - (step === undefined ? 0 : Math.max(0, short) * step.usd));
      break;
    }
  }
  return best;
}

describe('limits on models', () => {
  for (let seed = 1; seed <= 6; seed++)
    test(`at most K models cost what the best set of K costs, log ${seed}`, () => {
      const setup = drawSetup(300 + seed, { candidates: SMALL, by: ['task'] }, 120);
      const problem = problemOf(setup);
      const { points } = solveFrontier(problem);
      const floor = (points.at(-1)?.relative ?? 0) * 0.9;
      let feasible = 0;
      for (const modelsAtMost of [1, 2, 3, 4, 5, 6]) {
        const answer = solvePlan(problem, { floor, modelsAtMost }, solver);
        const expected = cheapestOfSets(problem, floor, modelsAtMost);
        judged.brute++;
        if (expected === Number.POSITIVE_INFINITY) {
          expect(answer.status).toBe('infeasible');
          expect(answer.binding).toMatch(/at most \d models?|of today’s quality/);
          judged.infeasible++;
          continue;
        }
        feasible++;
        const { point } = expectChecked(setup, answer, { modelsAtMost });
        expect(Math.abs(point.usd - expected)).toBeLessThanOrEqual(1e-9 * expected);
      }
      expect(feasible).toBeGreaterThan(0);
    });

  test('one model per task costs what the best whole choice costs', () => {
    for (let seed = 1; seed <= 6; seed++) {
      const setup = drawSetup(400 + seed, { candidates: SMALL, by: ['task'] }, 150);
      const problem = problemOf(setup);
      const floor = 0.97;
      const limits = { oneModelPerTask: true };
      const answer = solvePlan(problem, { floor, ...limits }, solver);
      const { point } = expectChecked(setup, answer, limits);
      const tasks = new Map<string, PlanProblem['groups'][number][]>();
      for (const group of problem.groups) {
        const task = group.topics[0]?.task ?? '';
        tasks.set(task, [...(tasks.get(task) ?? []), group]);
      }
      const merged = [...tasks.values()].map((own) => {
        const isJudged = own.some(({ judgedRequests }) => judgedRequests > 0);
        const options = (own[0]?.options ?? []).map((option, o) => {
          const parts = own.map((group) => group.options[o] as typeof option);
          const isUsable = parts.every(({ leftOut }) => leftOut.every((why) => isJudged && why === 'not judged today'));
          return {
            usd: parts.reduce((sum, { usd }) => sum + usd, 0),
            quality: parts.reduce((sum, { quality }) => sum + quality, 0),
            leftOut: isUsable ? [] : (['not offered'] as const),
            sent: [],
          };
        });
        return { ...(own[0] as PlanProblem['groups'][number]), options };
      });
      const expected = cheapestWhole({ ...problem, groups: merged }, floor, Number.POSITIVE_INFINITY);
      expect(Math.abs(point.usd - expected)).toBeLessThanOrEqual(1e-9 * expected);
      judged.brute++;
    }
  });
});

describe('shares of vendors', () => {
  const LAYERS = { candidates: SMALL, by: ['task', 'size'] as const };
  test('a share that the lab alone can take is named, with the least it can be', () => {
    const problem = problemOf(drawSetup(1, LAYERS));
    const answer = solvePlan(problem, { floor: 0.9, vendorShareAtMost: { lab: 0.4 } }, solver);
    expect(answer.status).toBe('infeasible');
    expect(answer.binding).toContain('vendor share of lab at most 40 %: the least is 100 %');
    expect(answer.binding).toContain('lab alone may take');
    judged.infeasible++;
  });

  test('a share that binds is kept, costs something, and is in the policy', () => {
    const setup = drawSetup(1, LAYERS);
    const split = problemOf(setup);
    // The same traffic with one model sold by another vendor: the sums stay, the seller changes.
    const rename = (model: string) => (model === 'lab/lab-seen' ? 'other/lab-seen' : model);
    const problem: PlanProblem = {
      ...split,
      groups: split.groups.map((group) => ({
        ...group,
        options: group.options.map((option) => ({
          ...option,
          sent: option.sent.map((part) => ({ ...part, model: rename(part.model) })),
        })),
      })),
    };
    const free = solvePlan(problem, { floor: 0.95 }, null);
    const capped = solvePlan(problem, { floor: 0.95, vendorShareAtMost: { lab: 0.7 } }, solver);
    if (free.status !== 'optimal' || capped.status !== 'optimal') throw new Error('both have a plan');
    expect(capped.point.usd).toBeGreaterThanOrEqual(free.point.usd * (1 - 1e-9));
    expect(capped.policy.constraints?.vendorShareAtMost).toEqual({ lab: 0.7 });
    // The replay knows the true seller, so its check must object: it does not take the optimiser's word.
    expect(capped.check.differences.join()).toContain('lab gets 100 % of the spend');
  });
});

describe('the real log of 5,563 calls', () => {
  const MODELS = ['claude-3-5-sonnet-20241022', 'gpt-4o', 'o3-mini', 'deepseek/deepseek-chat', 'gemini/gemini-2.5-pro'];
  const judgedPart = () =>
    realSetup(
      { by: ['task'] },
      ({ model, task }) => MODELS.includes(model) && ['diff', 'whole', 'udiff', 'diff-fenced'].includes(task),
    );

  test('vendor shares, few models and whole tasks: each plan keeps what was asked, by its replay', async () => {
    const setup = await judgedPart();
    const problem = problemOf(setup);
    const free = expectChecked(setup, solvePlan(problem, { floor: 1 }, null), {});
    const share = (vendor: string, policy: typeof free.policy) => {
      const { byModel } = simulate(setup.table, { ...setup.context, policy });
      const own = byModel.filter(({ model }) => model.startsWith(`${vendor}/`));
      const sum = (rows: typeof byModel) => rows.reduce((usd, { planUsd }) => usd + planUsd, 0);
      return sum(own) / sum(byModel);
    };
    const vendor = free.policy.rules.length > 0 ? topVendor(setup, free.policy) : '';
    for (const cut of [0.9, 0.5, 0.2]) {
      const vendorShareAtMost = { [vendor]: cut * share(vendor, free.policy) };
      const plan = expectChecked(setup, solvePlan(problem, { floor: 1, vendorShareAtMost }, solver), {
        vendorShareAtMost,
      });
      expect(share(vendor, plan.policy)).toBeLessThanOrEqual((vendorShareAtMost[vendor] as number) * (1 + 1e-9));
      expect(plan.point.usd).toBeGreaterThan(free.point.usd);
      expect(plan.point.relative).toBeGreaterThanOrEqual(1 - 1e-9);
    }
    for (const limits of [{ modelsAtMost: 1 }, { modelsAtMost: 2 }, { modelsAtMost: 3 }, { oneModelPerTask: true }]) {
      const plan = expectChecked(setup, solvePlan(problem, { floor: 1, ...limits }, solver), limits);
      expect(plan.point.usd).toBeGreaterThanOrEqual(free.point.usd * (1 - 1e-12));
      const best = expectChecked(setup, solvePlan(problem, { budgetUsd: plan.point.usd, ...limits }, solver), limits);
      expect(best.point.relative).toBeGreaterThanOrEqual(plan.point.relative * (1 - 1e-9));
    }
  });

  test('calls that must stay need more models than allowed: the number is named', async () => {
    const problem = problemOf(await realSetup({ by: ['task'] }));
    const answer = solvePlan(problem, { floor: 1, modelsAtMost: 3 }, solver);
    expect(answer.status).toBe('infeasible');
    expect(answer.binding).toMatch(/^at most 3 models: the calls need \d+$/);
    judged.infeasible++;
  });
});

/** The vendor that a plan spends most on. */
function topVendor({ table, context }: Setup, policy: Policy): string {
  const { byModel } = simulate(table, { ...context, policy });
  const usd = new Map<string, number>();
  for (const { model, planUsd } of byModel)
    usd.set(model.split('/')[0] as string, (usd.get(model.split('/')[0] as string) ?? 0) + planUsd);
  return [...usd].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

describe('what cannot be kept is named', () => {
  const cases: readonly [string, Constraints][] = [
    ['residency', { residency: ['JP'] }],
    ['originIn', { originIn: ['BR'] }],
    ['contextTokensAtLeast', { contextTokensAtLeast: 9_000_000 }],
    ['firstTokenMsAtMost', { firstTokenMsAtMost: 1 }],
    ['latencyMsAtMost', { latencyMsAtMost: 0.5 }],
    ['notDeprecatedBefore', { notDeprecatedBefore: '2099-01-01' }],
  ];
  test.each(cases)('%s', (name, constraints) => {
    const answer = solvePlan(problemOf(drawSetup(2, { base: constrained(constraints) })), { floor: 0.5 }, null);
    expect(answer.status).toBe('infeasible');
    expect(answer.binding).toMatch(new RegExp(`^${name}: no candidate for .+ is known`));
    judged.infeasible++;
  });

  test('a floor above the best there is, with the most there is', () => {
    const problem = problemOf(drawSetup(3));
    const most = solveFrontier(problem).points.at(-1)?.relative ?? 0;
    const answer = solvePlan(problem, { floor: most + 0.01 }, null);
    expect(answer).toMatchObject({ status: 'infeasible' });
    const said = Number(/the most is ([\d.]+) %/.exec(answer.binding ?? '')?.[1]);
    expect(said).toBeLessThanOrEqual(most * 100);
    expect(said).toBeGreaterThan(most * 100 - 0.02);
    expect(solvePlan(problem, { floor: said / 100 }, null).status).toBe('optimal');
    judged.infeasible++;
  });

  test('a budget under the least there is, with the least there is', () => {
    const problem = problemOf(drawSetup(3));
    const answer = solvePlan(problem, { budgetUsd: 0.01 }, null);
    expect(answer.binding).toMatch(/^no plan stays within the budget of \$0.01: the least is \$[\d.,]+$/);
    judged.infeasible++;
  });

  test('a log that nothing judges', () => {
    const setup = drawSetup(3);
    const context = { ...setup.context, evidence: { ...setup.context.evidence, find: () => null } };
    const problem = problemOf({ ...setup, context });
    expect(solveFrontier(problem).points).toEqual([]);
    expect(solvePlan(problem, { floor: 0.5 }, null)).toMatchObject({ status: 'infeasible' });
    judged.infeasible++;
  });
});

describe('a cascade as an option', () => {
  test('it is taken whole, its plan is checked, and the bound says what a share of it would have saved', () => {
    const cascade: Route = {
      cascade: [{ model: 'lab/lab-small', accept: 0.6 }, { model: 'lab/lab-clocked' }],
      judge: { model: 'lab/lab-small', errorRate: 0.05 },
    };
    const seen = { cascades: 0, gaps: 0 };
    for (let seed = 1; seed <= 4; seed++) {
      const setup = drawSetup(500 + seed, { candidates: SMALL, by: ['task', 'size'] });
      const problem = buildPlanProblem(setup.table, setup.context, setup.request, [
        { label: 'cascade', route: cascade },
      ]);
      const most = solveFrontier(problem).points.at(-1)?.relative ?? 0;
      for (let i = 0; i <= 20; i++) {
        const floor = most * (0.8 + 0.01 * i);
        const plain = expectChecked(setup, solvePlan(problem, { floor }, null), {});
        if (JSON.stringify(plain.policy).includes('cascade')) seen.cascades++;
        if (plain.point.usd > plain.point.boundUsd * (1 + 1e-9)) seen.gaps++;
        if (i % 10 !== 5) continue;
        const limits = { modelsAtMost: 8 };
        const whole = expectChecked(setup, solvePlan(problem, { floor, ...limits }, solver), limits);
        expect(whole.point.usd).toBeGreaterThanOrEqual((dualBound(problem, floor) ?? 0) * (1 - 1e-9));
      }
    }
    expect(seen.cascades).toBeGreaterThan(10);
    expect(seen.gaps).toBeGreaterThan(0);
  });
});

describe('what a plan says of itself', () => {
  test('the floor binds, and says by how much', () => {
    const setup = drawSetup(4);
    const problem = problemOf(setup);
    const most = solveFrontier(problem).points.at(-1)?.relative ?? 0;
    const answer = expectChecked(setup, solvePlan(problem, { floor: most * 0.99 }, null), {});
    expect(answer.binding).toMatch(/^the floor of .+ %, |^the floor of .+: without it the plan would cost .+ % less$/);
    const loose = expectChecked(setup, solvePlan(problem, { floor: 0 }, null), {});
    expect(loose.binding).toBeNull();
  });

  test('a broken fact closes an option; the groups that keep one stay open', () => {
    const setup = drawSetup(5, { base: constrained({ openWeights: true }) });
    const problem = problemOf(setup);
    const clocked = problem.options.findIndex(({ label }) => label === 'lab/lab-clocked');
    for (const { options } of problem.groups) {
      expect(options[clocked]?.leftOut).toContain('broken: openWeights');
      const keep = options[KEEP_OPTION];
      if (keep?.sent.some(({ model }) => model !== 'lab/lab-small'))
        expect(keep.leftOut.join()).toContain('openWeights');
    }
    expect(problem.excluded.find(({ reason }) => reason === 'broken: openWeights')?.models).toContain(
      'lab/lab-clocked',
    );
  });
});

afterAll(() => {
  expect(judged.brute).toBe(42);
  expect(judged.plans).toBeGreaterThan(20);
  expect(judged.infeasible).toBeGreaterThan(9);
});
