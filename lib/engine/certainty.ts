import type { Evidence } from '@/lib/domain/evidence';
import { incompleteBeta, normalQuantile } from './distributions';
import { CONFIDENCE, intervalOf } from './intervals';

/** The probability that a standard normal variable lies below `z`: Φ(z) = ½(1 + sign(z)·I(z²/(z²+v)) of Student's t with v → ∞ degrees. */
export function normalBelow(z: number): number {
  // Student's t with ten million degrees of freedom differs from the normal by less than 1e-8.
  const freedom = 1e7;
  const tail = 0.5 * incompleteBeta(freedom / (freedom + z * z), freedom / 2, 0.5);
  return z < 0 ? tail : 1 - tail;
}

/** The standard error of a score (0 to 1): half its 95 % interval over 1.96; null where the sample is unknown. */
export function standardError(evidence: Evidence): number | null {
  const interval = intervalOf(evidence);
  return interval === null ? null : (interval.high - interval.low) / (2 * normalQuantile((1 + CONFIDENCE) / 2));
}

/**
 * How likely it is that a weighted sum of independent scores is 0 or more, 0 to 1, when `value` is its estimate:
 * Φ(value ÷ √Σ(coefficient × standard error)²), the normal approximation. Without any spread it is certain. null
 * where the sample of a score in it is unknown.
 */
export function certaintyOfGain(value: number, coefficients: ReadonlyMap<Evidence, number>): number | null {
  let variance = 0;
  for (const [evidence, coefficient] of coefficients) {
    if (Math.abs(coefficient) < 1e-12) continue;
    const error = standardError(evidence);
    if (error === null) return null;
    variance += (coefficient * error) ** 2;
  }
  if (variance === 0) return value >= -1e-12 ? 1 : 0;
  return normalBelow(value / Math.sqrt(variance));
}
