/** Largest weight written: what two decimals of a percent need, and small enough to read. */
const MAX_WEIGHT = 1000;
/** Shares closer than this are the same share written in binary. */
const EXACT = 1e-12;

/**
 * Whole weights for relative ones. Whole weights up to 1,000 stay as they are; else the smallest that keep every
 * share, e.g. 0.8 and 0.2 → 4 and 1; else the closest up to 1,000 each. `error` is the largest change of a share (0 when exact). Weights must be positive.
 */
export function toIntegerWeights(weights: readonly number[]): { readonly weights: number[]; readonly error: number } {
  if (weights.every((weight) => Number.isInteger(weight) && weight <= MAX_WEIGHT))
    return { weights: [...weights], error: 0 };
  const largest = Math.max(...weights);
  const relative = weights.map((weight) => weight / largest);
  const relativeSum = relative.reduce((sum, weight) => sum + weight, 0);
  let best = { weights: weights.map(() => 1), error: Number.POSITIVE_INFINITY };
  for (let scale = 1; scale <= MAX_WEIGHT && best.error > EXACT; scale++) {
    const whole = relative.map((weight) => Math.max(1, Math.round(weight * scale)));
    const sum = whole.reduce((total, weight) => total + weight, 0);
    const error = Math.max(...whole.map((weight, i) => Math.abs(weight / sum - (relative[i] as number) / relativeSum)));
    if (error < best.error - EXACT) best = { weights: whole, error };
  }
  return best.error <= EXACT ? { ...best, error: 0 } : best;
}
