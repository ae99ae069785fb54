import type { Route } from '@/lib/domain/policy';
import type { OptionShare } from './assignment';
import type { PlanOption } from './plan-problem';

/** Weights are percents with nine decimals: a share is kept to 1e-11. */
const DECIMALS = 1e9;

/** Shares as weights that add up to 100, the last one taking the rounding. */
function toWeights(shares: readonly number[]): number[] {
  const weights = shares.slice(0, -1).map((share) => Math.round(100 * share * DECIMALS) / DECIMALS);
  const left = 100 - weights.reduce((sum, weight) => sum + weight, 0);
  return [...weights, Math.round(left * DECIMALS) / DECIMALS];
}

/** Models and shares of a route that may be part of a split. */
function partsOf(route: Route, source: string | null): { model: string; share: number }[] {
  if ('model' in route) return [{ model: route.model, share: 1 }];
  if ('keep' in route && source !== null) return [{ model: source, share: 1 }];
  if ('split' in route) {
    const total = route.split.reduce((sum, part) => sum + part.weight, 0);
    return route.split.map(({ model, weight }) => ({ model, share: weight / total }));
  }
  throw new Error('a route cannot take a share of a group’s calls');
}

/** Whether some of a group's calls stay and others move, which a policy says model by model. */
export function staysInPart(options: readonly PlanOption[], shares: readonly OptionShare[]): boolean {
  return shares.length > 1 && shares.some(({ option }) => 'keep' in (options[option]?.route ?? {}));
}

/**
 * The route that sends calls each way by their shares. `source`: the offer the calls are on, where some of them stay.
 * Throws an Error for a share of a route that is no part of a split (a cascade, a chain).
 */
export function routeOfShares(
  options: readonly PlanOption[],
  shares: readonly OptionShare[],
  source: string | null,
): Route {
  const [only, ...others] = shares;
  if (only === undefined) throw new Error('a group takes no option');
  const first = options[only.option]?.route as Route;
  if (others.length === 0) return first;
  const byModel = new Map<string, number>();
  for (const { option, share } of shares)
    for (const part of partsOf(options[option]?.route as Route, source))
      byModel.set(part.model, (byModel.get(part.model) ?? 0) + share * part.share);
  const ordered = [...byModel].sort((a, b) => b[1] - a[1]);
  const weights = toWeights(ordered.map(([, share]) => share));
  const split = ordered
    .map(([model], i) => ({ model, weight: weights[i] as number }))
    .filter(({ weight }) => weight > 0);
  const fallback = first.fallback === undefined ? {} : { fallback: first.fallback };
  const [whole, ...more] = split;
  return whole !== undefined && more.length === 0 ? { model: whole.model, ...fallback } : { split, ...fallback };
}
