import type { CellTable } from '@/lib/domain/cube';
import type { Certainty, PlanCheck, PlanDimension, PlanLimits, PlanPoint } from '@/lib/domain/plan';
import type { Policy } from '@/lib/domain/policy';
import type { FrontierPlan } from '../optimise/assignment';
import { buildPlanProblem } from '../optimise/build-plan-problem';
import { explainInfeasible } from '../optimise/explain-infeasible';
import { NO_LIMITS } from '../optimise/find-plan';
import { cheapestAt, type Frontier, planAtCorner, solveFrontier } from '../optimise/frontier';
import { toPolicy } from '../optimise/to-policy';
import { floorToTenth } from '../summarise';
import { verifyPlan } from '../verify-plan';
import type { LiveContext } from './live-context';
import type { Suppositions } from './live-inputs';

/** What a plan is looked for among. */
export type PlanAsk = {
  readonly candidates: readonly string[];
  readonly by: readonly PlanDimension[];
  readonly certainty: Certainty;
};

/** What of a policy stands when its rules are looked for: cache, tiers, errors, constraints and assumptions. */
export function baseOf(policy: Policy): Policy {
  return { ...policy, name: '', rules: [], otherwise: { keep: true } };
}

export function isSameRouting(a: Policy, b: Policy): boolean {
  return JSON.stringify([a.rules, a.otherwise]) === JSON.stringify([b.rules, b.otherwise]);
}

/** The frontier of cost against quality for the policies on this base. Throws WaybillError as `buildPlanProblem` does. */
export function findFrontier(
  table: CellTable,
  live: LiveContext,
  base: Policy,
  ask: PlanAsk,
  prices: Suppositions['prices'],
): Frontier {
  const request = { ...ask, base, weights: live.inputs.weights };
  return solveFrontier(buildPlanProblem(table, live.replay(base, prices), request));
}

/** A plan as it is shown: its rules, where it stands, and what no plan can undercut. */
export type FoundPlan = { readonly policy: Policy; readonly point: PlanPoint; readonly floor: number };

/** A plan of the frontier as a policy. A name of its own is kept; else the plan says what it keeps. */
export function planOf(frontier: Frontier, plan: FrontierPlan, floor: number, name: string | null): FoundPlan {
  return { policy: toPolicy(frontier.problem, plan.assignment, name ?? undefined), point: plan.point, floor };
}

/** The cheapest plan that keeps a floor, a share of today's quality; null where none does. */
export function planAtFloor(frontier: Frontier, floor: number, name: string | null): FoundPlan | null {
  const plan = cheapestAt(frontier, floor);
  return plan === null ? null : planOf(frontier, plan, floor, name);
}

/** The cheapest plan of the best quality there is, where no plan keeps a floor; null where there is no plan at all. */
export function bestPlan(frontier: Frontier, floor: number, name: string | null): FoundPlan | null {
  const last = frontier.points.length - 1;
  return last < 0 ? null : planOf(frontier, planAtCorner(frontier, last), floor, name);
}

/** A floor, or where no plan keeps it the highest one in tenths of a percent that some plan keeps. */
export function reachedFloor(frontier: Frontier, floor: number): number {
  const most = frontier.points.at(-1)?.relative;
  if (most === undefined || cheapestAt(frontier, floor) !== null) return floor;
  return Math.floor(most * 1000 + 1e-9) / 1000;
}

/** Why no plan keeps a floor: the constraint that stands in the way, and how near one can come. */
export function whyNone({ problem }: Frontier, floor: number): string {
  return explainInfeasible(problem, { floor }, NO_LIMITS, null);
}

/** What an independent replay says of a plan that was found. */
export function checkFound({ problem }: Frontier, { policy, point, floor }: FoundPlan, limits: PlanLimits): PlanCheck {
  const claim = { usd: point.usd, relative: point.relative, floor: Math.min(floor, point.relative), ...limits };
  return verifyPlan(problem.table, { ...problem.context, policy }, problem.request, policy, claim);
}

/** A found plan in the figures of the period on show; `factor` turns the log's span into it. */
export type PlanFigures = {
  readonly usd: number;
  readonly boundUsd: number;
  /** Percent of today's bill that it saves, rounded down. */
  readonly savingsPct: number | null;
  readonly relative: number;
};

export function figuresOf({ usd, boundUsd, relative }: PlanPoint, todayUsd: number, factor: number): PlanFigures {
  const savingsPct = todayUsd > 0 ? floorToTenth((100 * (todayUsd - usd)) / todayUsd) : null;
  return { usd: usd * factor, boundUsd: boundUsd * factor, savingsPct, relative };
}

/** A corner of the frontier in percent of today's bill and shares of today's quality; savings are not rounded. */
export type FrontierCorner = {
  readonly savingsPct: number;
  readonly quality: number;
  readonly boundSavingsPct: number;
};

export function cornersOf({ points, problem: { todayUsd } }: Frontier): FrontierCorner[] {
  const saved = (usd: number) => (100 * (todayUsd - usd)) / todayUsd;
  if (todayUsd <= 0) return [];
  return points.map(({ usd, boundUsd, relative }) => ({
    savingsPct: saved(usd),
    quality: relative,
    boundSavingsPct: saved(boundUsd),
  }));
}
