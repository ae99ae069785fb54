import type { MeasuredFactor } from '@/lib/domain/token-factor';
import { studentQuantile } from './distributions';

/** Of pairs (x on one model, y on the other): how many, and the sums that a ratio and its variance are made of. */
export type RatioSums = { n: number; x: number; y: number; xx: number; xy: number; yy: number };

export function emptySums(): RatioSums {
  return { n: 0, x: 0, y: 0, xx: 0, xy: 0, yy: 0 };
}

/** Adds one pair; `x` and `y` in tokens. */
export function addPair(sums: RatioSums, x: number, y: number): void {
  sums.n++;
  sums.x += x;
  sums.y += y;
  sums.xx += x * x;
  sums.xy += x * y;
  sums.yy += y * y;
}

/** The same pairs, seen from the other model. */
export function swapSums({ n, x, y, xx, xy, yy }: RatioSums): RatioSums {
  return { n, x: y, y: x, xx: yy, xy, yy: xx };
}

/** Below this many pairs a factor is given without a range. */
export const MIN_PAIRS_FOR_RANGE = 30;

/**
 * Σy ÷ Σx and its 95 % interval, from the linearised variance of a ratio estimate, which is what a jackknife over the
 * pairs tends to: s² = Σ(y − Rx)² ÷ (n − 1), standard error √(s² ÷ n) ÷ x̄ (W. G. Cochran, Sampling Techniques, 3rd
 * ed., 6.13), Student's t with n − 1 degrees of freedom, on the logarithm, so that no end is below 0.
 * null where one of the sums is 0; no range with fewer than MIN_PAIRS_FOR_RANGE pairs, where on skewed counts it
 * would hold the true factor well below 95 times in 100.
 */
export function ratioOfSums({ n, x, y, xx, xy, yy }: RatioSums): MeasuredFactor | null {
  if (!(x > 0) || !(y > 0)) return null;
  const value = y / x;
  if (n < MIN_PAIRS_FOR_RANGE) return { value, range: null };
  const squares = Math.max(0, yy - 2 * value * xy + value * value * xx);
  const error = Math.sqrt(squares / (n - 1) / n) / (x / n);
  const reach = Math.exp((studentQuantile(0.975, n - 1) * error) / value);
  return Number.isFinite(reach)
    ? { value, range: { low: value / reach, high: value * reach } }
    : { value, range: null };
}

/** Calls of one task on one model, and their output tokens. */
export type TaskOutput = { readonly requests: number; readonly outputTokens: number };

/** Below this many calls on either model a mean says nothing of a task. */
export const MIN_CALLS_FOR_MEAN = 30;

/**
 * Mean output tokens on the second model ÷ on the first, over the tasks that both serve with MIN_CALLS_FOR_MEAN calls
 * at least: each task counts by its calls on the first, so that a difference in the mix of tasks is none in the
 * factor. Unpaired: the prompts are others, and no range is known. `n`: calls on the side with fewer. null where no
 * task is served by both.
 */
export function ratioOfMeans(
  from: ReadonlyMap<string, TaskOutput>,
  to: ReadonlyMap<string, TaskOutput>,
): { readonly factor: MeasuredFactor; readonly n: number } | null {
  let before = 0;
  let after = 0;
  let fromCalls = 0;
  let toCalls = 0;
  for (const [task, own] of from) {
    const other = to.get(task);
    if (other === undefined || own.requests < MIN_CALLS_FOR_MEAN || other.requests < MIN_CALLS_FOR_MEAN) continue;
    before += own.outputTokens;
    after += (own.requests * other.outputTokens) / other.requests;
    fromCalls += own.requests;
    toCalls += other.requests;
  }
  if (!(before > 0) || !(after > 0)) return null;
  return { factor: { value: after / before, range: null }, n: Math.min(fromCalls, toCalls) };
}
