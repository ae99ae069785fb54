import type { PlanPoint } from '@/lib/domain/plan';
import type { Route } from '@/lib/domain/policy';
import type { PlanProblem } from './plan-problem';

export type OptionShare = { readonly option: number; readonly share: number };

/** By group, which options its calls take; the shares of a group add up to 1. */
export type Assignment = readonly (readonly OptionShare[])[];

/** A plan and where it stands. `point.interval` is null: a replay of its policy tells it. */
export type FrontierPlan = { readonly point: PlanPoint; readonly assignment: Assignment };

/** USD and quality of an assignment, summed afresh. */
export function sumAssignment({ groups }: PlanProblem, assignment: Assignment): { usd: number; quality: number } {
  let usd = 0;
  let quality = 0;
  for (const [g, shares] of assignment.entries())
    for (const { option, share } of shares) {
      usd += share * (groups[g]?.options[option]?.usd as number);
      quality += share * (groups[g]?.options[option]?.quality as number);
    }
  return { usd, quality };
}

export function toPoint(
  { judgedWeight, todayQuality }: PlanProblem,
  usd: number,
  quality: number,
  boundUsd: number,
): PlanPoint {
  return { usd, quality: quality / judgedWeight, relative: quality / todayQuality, boundUsd, interval: null };
}

const canBePart = (route: Route) => 'keep' in route || 'model' in route || 'split' in route;

/** Whether a policy can send a share of a group's calls each way: a cascade or a chain is no part of a split. */
export function canSplit({ options }: PlanProblem, a: number, b: number): boolean {
  const [first, second] = [options[a]?.route, options[b]?.route];
  if (first === undefined || second === undefined) return false;
  const sameFallback = JSON.stringify(first.fallback ?? []) === JSON.stringify(second.fallback ?? []);
  return canBePart(first) && canBePart(second) && sameFallback;
}
