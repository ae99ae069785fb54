import type { PlanPoint } from '@/lib/domain/plan';
import { type Assignment, canSplit, type FrontierPlan, sumAssignment, toPoint } from './assignment';
import { lagrangianUsd } from './dual-bound';
import { hullOf, type Step } from './hull';
import type { PlanProblem } from './plan-problem';

/**
 * All cheapest plans of a problem, from the cheapest to the best. `points` are the corners, quality ascending: every
 * group takes one option whole, and the cost at each is its own bound. Between two corners one group is split.
 */
export type Frontier = {
  readonly problem: PlanProblem;
  readonly points: readonly PlanPoint[];
  /** The option that each group takes in the cheapest plan. */
  readonly start: readonly number[];
  /** From corner to corner, by USD for each unit of quality. */
  readonly steps: readonly Step[];
  /** USD and quality (a weighted sum) of each corner. */
  readonly usd: Float64Array;
  readonly quality: Float64Array;
};

/**
 * The exact frontier of cost against quality: the groups' lower convex hulls, their steps merged by slope. It is the
 * optimum of the linear programme (multiple-choice knapsack) at every floor; a fractional share is a split, which is a
 * policy. Takes O(options · log options). No point where no call is judged or some group may use no option.
 */
export function solveFrontier(problem: PlanProblem): Frontier {
  const hulls = problem.groups.map(hullOf);
  const isEmpty = problem.todayQuality <= 0 || hulls.includes(null);
  const start = isEmpty ? [] : hulls.map((hull) => hull?.start ?? 0);
  const steps = isEmpty ? [] : hulls.flatMap((hull) => hull?.steps ?? []);
  steps.sort((a, b) => a.slope - b.slope || a.group - b.group);
  const corners = isEmpty ? 0 : steps.length + 1;
  const usd = new Float64Array(corners);
  const quality = new Float64Array(corners);
  if (!isEmpty) {
    const first = sumAssignment(
      problem,
      start.map((option) => [{ option, share: 1 }]),
    );
    usd[0] = first.usd;
    quality[0] = first.quality;
    for (const [k, step] of steps.entries()) {
      usd[k + 1] = (usd[k] as number) + step.usd;
      quality[k + 1] = (quality[k] as number) + step.quality;
    }
  }
  const points = Array.from(usd, (each, k) => toPoint(problem, each, quality[k] as number, each));
  return { problem, points, start, steps, usd, quality };
}

/** The plan after `whole` steps and a share of the next. */
function planAfter({ problem, start, steps }: Frontier, whole: number, fraction: number): FrontierPlan {
  const options = [...start];
  for (let k = 0; k < whole; k++) {
    const step = steps[k] as Step;
    options[step.group] = step.to;
  }
  const next = steps[whole];
  const assignment: Assignment = options.map((option, group) =>
    next === undefined || fraction === 0 || group !== next.group
      ? [{ option, share: 1 }]
      : [
          { option: next.to, share: fraction },
          { option: next.from, share: 1 - fraction },
        ],
  );
  const { usd, quality } = sumAssignment(problem, assignment);
  const price = (fraction === 0 ? steps[whole - 1] : next)?.slope ?? 0;
  // Both are sums of floats: a bound is never above what it bounds.
  const boundUsd = Math.min(usd, lagrangianUsd(problem, quality, price) ?? usd);
  return { point: toPoint(problem, usd, quality, boundUsd), assignment };
}

/** The plan at a corner of the frontier. Throws an Error for a corner that there is not. */
export function planAtCorner(frontier: Frontier, corner: number): FrontierPlan {
  if (frontier.points[corner] === undefined) throw new Error(`the frontier has no corner ${corner}`);
  return planAfter(frontier, corner, 0);
}

/** The last index whose value is at most `limit`, in an ascending list; -1: none. */
function lastAtMost(values: Float64Array, limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Sums of the same terms in another order differ by this much: a floor or a budget that is met exactly is met. */
const DUST = 1e-12;

/**
 * The cheapest plan that keeps a floor, a share of today's quality over the calls judged today; at most one group is
 * split. null: no plan keeps it. Where the two options cannot share a group (a cascade) the better one takes it whole,
 * and `boundUsd` tells by how much that may be too dear.
 */
export function cheapestAt(frontier: Frontier, floor: number): FrontierPlan | null {
  const { problem, steps, quality } = frontier;
  const last = quality.length - 1;
  if (last < 0) return null;
  const asked = floor * problem.todayQuality;
  if (asked > (quality[last] as number) * (1 + DUST)) return null;
  if (asked <= (quality[0] as number)) return planAfter(frontier, 0, 0);
  const corner = lastAtMost(quality, asked);
  const step = steps[corner];
  if (step === undefined) return planAfter(frontier, last, 0);
  const fraction = (asked - (quality[corner] as number)) / step.quality;
  if (fraction <= DUST) return planAfter(frontier, corner, 0);
  if (fraction >= 1 - DUST) return planAfter(frontier, corner + 1, 0);
  if (canSplit(problem, step.from, step.to)) return planAfter(frontier, corner, fraction);
  const { point, assignment } = planAfter(frontier, corner + 1, 0);
  const boundUsd = lagrangianUsd(problem, asked, step.slope) ?? point.usd;
  return { point: { ...point, boundUsd }, assignment };
}

/** The best plan within a budget in USD over the log's span; at most one group is split. null: none costs as little. */
export function bestWithin(frontier: Frontier, budgetUsd: number): FrontierPlan | null {
  const { problem, steps, usd } = frontier;
  if (usd.length === 0 || budgetUsd < (usd[0] as number) * (1 - DUST)) return null;
  const corner = Math.max(0, lastAtMost(usd, budgetUsd));
  const step = steps[corner];
  if (step === undefined) return planAfter(frontier, usd.length - 1, 0);
  const fraction = step.usd <= 0 ? 1 : Math.min(1, (budgetUsd - (usd[corner] as number)) / step.usd);
  if (fraction <= DUST || !canSplit(problem, step.from, step.to)) return planAfter(frontier, corner, 0);
  return fraction >= 1 - DUST ? planAfter(frontier, corner + 1, 0) : planAfter(frontier, corner, fraction);
}
