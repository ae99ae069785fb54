import { parseOfferId, providerOf } from '@/lib/domain/ids';
import { findClosedGroup } from './build-plan-problem';
import { findPlan, type Limits, type PlanGoal, solveGoal } from './find-plan';
import { isOpen, type PlanProblem, withoutConstraint } from './plan-problem';
import { toUnits } from './plan-units';
import {
  ceilPercent,
  ceilUsd,
  constraintWords,
  floorPercent,
  goalWords,
  groupWords,
  percent,
  reasonWords,
} from './plan-words';
import { hardConstraints, limitNames, relaxOneByOne } from './relaxations';
import type { Solver } from './solver';

/** A group that no option is open to, and the constraint that closes it. */
function explainClosed(problem: PlanProblem): string | null {
  const closed = findClosedGroup(problem);
  if (closed === null) return null;
  const { constraints = {} } = problem.request.base;
  const calls = groupWords(closed);
  const index = problem.groups.indexOf(closed);
  const mends = hardConstraints(problem).filter((name) =>
    withoutConstraint(problem, name).groups[index]?.options.some(isOpen),
  );
  if (mends.length > 0)
    return mends
      .map((name) => `${name}: no candidate for ${calls} is known ${constraintWords(name, constraints)}`)
      .join('; ');
  return `no candidate is left for ${calls}: ${reasonWords(closed.options.flatMap(({ leftOut }) => leftOut))}`;
}

/** Calls whose every open option spends on one vendor only. */
function boundTo(problem: PlanProblem, vendor: string): string[] {
  const isOnly = (models: readonly { readonly model: string }[]) =>
    models.every(({ model }) => providerOf(parseOfferId(model)) === vendor);
  return problem.groups
    .filter(({ options }) => options.filter(isOpen).every(({ sent }) => isOnly(sent)))
    .map((group) => groupWords(group));
}

const MAX_NAMED = 3;
const HALVINGS = 30;

/** The smallest share of a vendor at which the limits can be kept, whatever the quality. */
function leastShare(problem: PlanProblem, limits: Limits, vendor: string, solver: Solver | null): number {
  let low = limits.vendorShareAtMost[vendor] ?? 0;
  let high = 1;
  for (let i = 0; i < HALVINGS && high - low > 1e-7; i++) {
    const middle = (low + high) / 2;
    const tried = { ...limits, vendorShareAtMost: { ...limits.vendorShareAtMost, [vendor]: middle } };
    if (findPlan(problem, { floor: null }, tried, solver) === null) low = middle;
    else high = middle;
  }
  return high;
}

/** Limits that cannot be kept whatever the quality: the one that is at fault, and how near one can come. */
function explainLimits(problem: PlanProblem, limits: Limits, solver: Solver | null): string {
  const mended = relaxOneByOne(problem, limits).filter(
    (relaxed) => findPlan(relaxed.problem, { floor: null }, relaxed.limits, solver) !== null,
  );
  const said = mended.map(({ name, limits: left }) => {
    const vendor = Object.keys(limits.vendorShareAtMost).find((each) => !(each in left.vendorShareAtMost));
    if (vendor !== undefined) {
      const bound = boundTo(problem, vendor);
      const which = bound.length === 0 ? '' : ` (${vendor} alone may take ${bound.slice(0, MAX_NAMED).join('; ')})`;
      return `${name}: the least is ${ceilPercent(leastShare(problem, limits, vendor, solver))}${which}`;
    }
    if (limits.modelsAtMost !== undefined && left.modelsAtMost === undefined) {
      const fewest = solveGoal(problem, { least: 'models' }, left, solver);
      return `${name}: the calls need ${Math.round(fewest?.objective ?? Number.NaN)}`;
    }
    if (limits.oneModelPerTask && !left.oneModelPerTask) {
      const unit = toUnits(problem, true).find(({ options }) => options.length === 0);
      const group = problem.groups[unit?.groups[0] ?? -1];
      return group === undefined
        ? name
        : `${name}: no model may take all calls of ${groupWords({ ...group, needs: [], size: null })}`;
    }
    return `${name}: without it there is a plan`;
  });
  return said.length > 0 ? said.join('; ') : `these cannot be kept together: ${limitNames(limits).join(', ')}`;
}

function nearest(problem: PlanProblem, goal: PlanGoal, limits: Limits, solver: Solver | null): string | null {
  const beside = limitNames(limits);
  const under = beside.length === 0 ? '' : ` with ${beside.join(' and ')}`;
  if ('floor' in goal) {
    const best = findPlan(problem, { budgetUsd: null }, limits, solver);
    if (best === null) return null;
    return `no plan${under} keeps ${percent(goal.floor ?? 0)} of today’s quality: the most is ${floorPercent(best.point.relative)}`;
  }
  const cheapest = findPlan(problem, { floor: null }, limits, solver);
  if (cheapest === null) return null;
  return `no plan${under} stays within ${goalWords(goal)}: the least is ${ceilUsd(cheapest.point.usd)}`;
}

/**
 * Says which constraint cannot be kept and how near one can come, by leaving out one at a time: a constraint that
 * leaves some calls no model, limits that contradict each other, or the floor (the budget); for these it also names
 * what would make room.
 */
export function explainInfeasible(problem: PlanProblem, goal: PlanGoal, limits: Limits, solver: Solver | null): string {
  if (problem.todayQuality <= 0)
    return 'no evidence: none of the calls with a price is judged today, so no quality can be kept';
  const closed = explainClosed(problem);
  if (closed !== null) return closed;
  const near = nearest(problem, goal, limits, solver);
  if (near === null) return explainLimits(problem, limits, solver);
  const mends = relaxOneByOne(problem, limits).filter(
    (relaxed) => findPlan(relaxed.problem, goal, relaxed.limits, solver) !== null,
  );
  return mends.length === 0
    ? near
    : `${near}; without ${mends.map(({ name }) => name).join(', or without ')} there is one`;
}
