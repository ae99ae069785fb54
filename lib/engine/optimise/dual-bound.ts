import { isOpen, type PlanProblem } from './plan-problem';

type Line = { readonly usd: number; readonly quality: number };

/** The options that cost least at a price per unit of quality (of equals the best), summed; null: a group has none. */
function cheapestAtPrice({ groups }: PlanProblem, usdPerQuality: number): Line | null {
  let usd = 0;
  let quality = 0;
  for (const { options } of groups) {
    let best: Line | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (const option of options) {
      if (!isOpen(option)) continue;
      const value = option.usd - usdPerQuality * option.quality;
      if (best !== null && (value > least || (value === least && option.quality <= best.quality))) continue;
      best = option;
      least = value;
    }
    if (best === null) return null;
    usd += best.usd;
    quality += best.quality;
  }
  return { usd, quality };
}

/** The best quality there is, at the least cost of each group's best option; null: a group has no option. */
function bestQuality({ groups }: PlanProblem): Line | null {
  let usd = 0;
  let quality = 0;
  for (const { options } of groups) {
    let best: Line | null = null;
    for (const option of options) {
      if (!isOpen(option)) continue;
      if (best === null || option.quality > best.quality || (option.quality === best.quality && option.usd < best.usd))
        best = option;
    }
    if (best === null) return null;
    usd += best.usd;
    quality += best.quality;
  }
  return { usd, quality };
}

/**
 * The Lagrangian's value at a price of quality: no plan of this quality, splits and all, costs less (weak duality:
 * L(λ) = λ·quality + Σ min over options of usd − λ·its quality). USD; null where a group has no option.
 */
export function lagrangianUsd(problem: PlanProblem, quality: number, usdPerQuality: number): number | null {
  const line = cheapestAtPrice(problem, usdPerQuality);
  return line === null ? null : line.usd + usdPerQuality * (quality - line.quality);
}

/** Prices tried at most: each one is another corner of the dual function, so it ends long before. */
const MAX_TURNS = 10_000;

/**
 * The least USD that any plan of the problem's options costs at a floor (a share of today's quality): the largest value
 * of the Lagrangian, found by intersecting its supporting lines. It knows nothing of hulls or of the frontier. null
 * where no plan keeps the floor.
 */
export function dualBound(problem: PlanProblem, floor: number): number | null {
  const asked = floor * problem.todayQuality;
  let low = cheapestAtPrice(problem, 0);
  let high = bestQuality(problem);
  if (low === null || high === null) return null;
  if (low.quality >= asked) return low.usd;
  // The sum of what today's models score is summed in another order than today's score itself.
  if (high.quality < asked * (1 - 1e-12)) return null;
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    if (high.quality <= low.quality) break;
    const price = (high.usd - low.usd) / (high.quality - low.quality);
    const crossing = low.usd + price * (asked - low.quality);
    const line = cheapestAtPrice(problem, price);
    if (line === null) return null;
    const value = line.usd + price * (asked - line.quality);
    if (value >= crossing - 1e-15 * Math.abs(crossing)) return value;
    const isStuck =
      (line.quality === low.quality && line.usd === low.usd) ||
      (line.quality === high.quality && line.usd === high.usd);
    if (isStuck) return value;
    if (line.quality >= asked) high = line;
    else low = line;
  }
  return high.usd;
}
