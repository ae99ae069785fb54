import { WaybillError } from '@/lib/domain/errors';
import type { PlanAnswer, PlanLimits } from '@/lib/domain/plan';
import type { Policy } from '@/lib/domain/policy';
import { verifyPlan, weighedInterval } from '../verify-plan';
import type { FrontierPlan } from './assignment';
import { explainInfeasible } from './explain-infeasible';
import { findPlan, type Limits, NO_LIMITS, needsSolver, type PlanGoal } from './find-plan';
import { pinnedWords } from './pinned-models';
import type { PlanProblem } from './plan-problem';
import { floorPercent, goalWords } from './plan-words';
import { limitNames, relaxOneByOne } from './relaxations';
import type { Solver } from './solver';
import { toPolicy } from './to-policy';

/** What a plan is asked to keep: a share of today's quality, or a budget in USD over the log's span; and limits. */
export type PlanAsk = ({ readonly floor: number } | { readonly budgetUsd: number }) & PlanLimits;

/** The limits asked for and those of the base policy; of two on one vendor the tighter. */
function limitsOf({ request }: PlanProblem, ask: PlanLimits): Limits {
  const shares: { [vendor: string]: number } = { ...request.base.constraints?.vendorShareAtMost };
  for (const [vendor, share] of Object.entries(ask.vendorShareAtMost ?? {}))
    shares[vendor] = Math.min(shares[vendor] ?? 1, share);
  return {
    ...(ask.modelsAtMost === undefined ? {} : { modelsAtMost: ask.modelsAtMost }),
    oneModelPerTask: ask.oneModelPerTask === true,
    vendorShareAtMost: shares,
  };
}

/** A plan carries the vendor shares that it was asked to keep. */
function withShares(problem: PlanProblem, { vendorShareAtMost }: Limits): PlanProblem {
  if (Object.keys(vendorShareAtMost).length === 0) return problem;
  const { base } = problem.request;
  const constraints: Policy['constraints'] = { ...base.constraints, vendorShareAtMost };
  return { ...problem, request: { ...problem.request, base: { ...base, constraints } } };
}

/** What a condition costs is worth a short wait only. */
const BINDING_SECONDS = 3;

/** A plan, or null where there is none or none is proven in time. */
function tryPlan(problem: PlanProblem, goal: PlanGoal, limits: Limits, solver: Solver | null): FrontierPlan | null {
  const quick: Solver | null = solver && ((text) => solver(text, { timeLimitSeconds: BINDING_SECONDS }));
  try {
    return findPlan(problem, goal, limits, quick);
  } catch (cause) {
    if (cause instanceof WaybillError && cause.code === 'too-large') return null;
    throw cause;
  }
}

/** Less than this share of a plan's cost or quality is no gain. */
const NO_GAIN = 1e-9;

/** The condition whose loss would gain most, in words; null where none would gain anything. */
function findBinding(
  problem: PlanProblem,
  goal: PlanGoal,
  limits: Limits,
  { point }: FrontierPlan,
  solver: Solver | null,
): string | null {
  const isFloor = 'floor' in goal;
  const open: PlanGoal = isFloor ? { floor: null } : { budgetUsd: null };
  const tried = [
    { name: goalWords(goal), plan: tryPlan(problem, open, limits, solver) },
    ...relaxOneByOne(problem, limits).map((relaxed) => ({
      name: relaxed.name,
      plan: tryPlan(relaxed.problem, goal, relaxed.limits, solver),
    })),
  ];
  const gains = tried.map(({ name, plan }) => {
    if (plan === null) return { name, gain: 0 };
    return { name, gain: isFloor ? 1 - plan.point.usd / point.usd : plan.point.relative - point.relative };
  });
  const [most] = gains.sort((a, b) => b.gain - a.gain);
  if (most === undefined || !(most.gain > NO_GAIN)) return null;
  const gained = isFloor
    ? `the plan would cost ${floorPercent(most.gain)} less`
    : `it would keep ${floorPercent(most.gain)} more of today’s quality`;
  const { modelsAtMost } = limits;
  const isOfModels = modelsAtMost !== undefined && most.name === limitNames({ ...NO_LIMITS, modelsAtMost })[0];
  return `${most.name}: without it ${gained}${isOfModels ? pinnedWords(problem, modelsAtMost) : ''}`;
}

/**
 * The plan for an ask, as rules, with its check by an independent replay and the constraint that costs most to keep; or
 * which constraint makes it impossible, and how near one can come. `solver` may be null where neither the ask nor the
 * base policy has a limit on models or vendors. USD over the log's span.
 * Throws WaybillError 'too-large' where the solver runs out of time, and an Error where one is needed and missing.
 */
export function solvePlan(problem: PlanProblem, ask: PlanAsk, solver: Solver | null): PlanAnswer {
  const limits = limitsOf(problem, ask);
  if (needsSolver(limits) && solver === null) throw new Error('limits on models and vendors need a solver');
  const goal: PlanGoal = 'floor' in ask ? { floor: ask.floor } : { budgetUsd: ask.budgetUsd };
  const carried = withShares(problem, limits);
  const plan = findPlan(carried, goal, limits, solver);
  if (plan === null) return { status: 'infeasible', binding: explainInfeasible(carried, goal, limits, solver) };
  const { table, context, request } = carried;
  const policy = toPolicy(carried, plan.assignment);
  const { usd, relative } = plan.point;
  const check = verifyPlan(table, context, request, policy, {
    ...limits,
    ...ask,
    vendorShareAtMost: limits.vendorShareAtMost,
    usd,
    relative,
  });
  const interval = weighedInterval(table, context, request, policy);
  const binding = findBinding(carried, goal, limits, plan, solver);
  return { status: 'optimal', point: { ...plan.point, interval }, policy, check, binding };
}
