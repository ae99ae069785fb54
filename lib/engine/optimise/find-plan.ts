import { WaybillError } from '@/lib/domain/errors';
import { type Assignment, type FrontierPlan, sumAssignment, toPoint } from './assignment';
import { dualBound } from './dual-bound';
import { bestWithin, cheapestAt, solveFrontier } from './frontier';
import { type Goal, readAssignment, type SharedLimits, writePlanModel } from './plan-model';
import { type PlanProblem, restrictProblem } from './plan-problem';
import { toUnits } from './plan-units';
import type { Solver } from './solver';

/** A floor as a share of today's quality, or a budget in USD over the log's span; null: none. */
export type PlanGoal = { readonly floor: number | null } | { readonly budgetUsd: number | null };

/** Limits in force, those of the base policy included. */
export type Limits = SharedLimits & { readonly oneModelPerTask: boolean };

export const NO_LIMITS: Limits = { oneModelPerTask: false, vendorShareAtMost: {} };

const TIME_LIMIT_SECONDS = 20;

/** A floor that is met exactly, its sums in another order, is met. */
const DUST = 1e-11;

export function needsSolver({ modelsAtMost, oneModelPerTask, vendorShareAtMost }: Limits): boolean {
  return modelsAtMost !== undefined || oneModelPerTask || Object.keys(vendorShareAtMost).length > 0;
}

/** Solves a goal of whole numbers or shared limits. Throws WaybillError where it is not solved in time. */
export function solveGoal(problem: PlanProblem, goal: Goal, limits: Limits, solver: Solver | null) {
  if (solver === null) throw new Error('limits on models and vendors need a solver');
  const units = toUnits(problem, limits.oneModelPerTask);
  if (units.some(({ options }) => options.length === 0)) return null;
  const { text, models } = writePlanModel(problem, units, limits, goal);
  const { status, columns, objective } = solver(text, { timeLimitSeconds: TIME_LIMIT_SECONDS });
  if (status === 'infeasible') return null;
  if (status === 'time limit')
    throw new WaybillError(
      'too-large',
      `no plan was proven the best within ${TIME_LIMIT_SECONDS} s; name fewer candidates or ask for fewer limits`,
    );
  if (status === 'failed') throw new Error('the solver gave no answer');
  return { units, models, columns, objective };
}

function toPlan(problem: PlanProblem, assignment: Assignment): FrontierPlan {
  const { usd, quality } = sumAssignment(problem, assignment);
  const boundUsd = dualBound(problem, quality / problem.todayQuality) ?? usd;
  // The bound is on a floor that the plan's own quality is, up to the last digit of the sums.
  return { assignment, point: toPoint(problem, usd, quality, Math.min(usd, boundUsd)) };
}

function onFrontier(problem: PlanProblem, goal: PlanGoal): FrontierPlan | null {
  const frontier = solveFrontier(problem);
  return 'floor' in goal
    ? cheapestAt(frontier, goal.floor ?? 0)
    : bestWithin(frontier, goal.budgetUsd ?? Number.POSITIVE_INFINITY);
}

/**
 * The best plan for a goal under limits, or null where there is none. Without limits it is on the frontier; with them
 * HiGHS decides which models open and which options whole tasks take, and the shares that are left are solved exactly.
 * Throws WaybillError 'too-large' where the solver runs out of time.
 */
export function findPlan(
  problem: PlanProblem,
  goal: PlanGoal,
  limits: Limits,
  solver: Solver | null,
): FrontierPlan | null {
  if (problem.todayQuality <= 0) return null;
  if (!needsSolver(limits)) return onFrontier(problem, goal);
  const asked: Goal =
    'floor' in goal
      ? { least: 'usd', quality: goal.floor === null ? null : goal.floor * problem.todayQuality * (1 - DUST) }
      : { most: 'quality', usd: goal.budgetUsd };
  const solved = solveGoal(problem, asked, limits, solver);
  if (solved === null) return null;
  const { units, models, columns } = solved;
  const isShared = limits.oneModelPerTask || Object.keys(limits.vendorShareAtMost).length > 0;
  const isDivisible = units.every(({ options }) => options.every((option) => option.isDivisible));
  if (!isShared && isDivisible) {
    const open = new Set(models.filter((_, m) => (columns.get(`z${m}`) ?? 0) > 0.5));
    const restricted = restrictProblem(problem, ({ sent }) =>
      sent.every(({ model, requests }) => requests <= 0 || open.has(model)),
    );
    const plan = onFrontier(restricted, goal);
    if (plan !== null) return toPlan(problem, plan.assignment);
  }
  return toPlan(problem, readAssignment(problem, units, columns));
}
