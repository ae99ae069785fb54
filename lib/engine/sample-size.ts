import { normalQuantile } from './distributions';

export type NonInferiority = {
  /** Shares of good answers, 0 to 1, of the old route and, as it is hoped, of the new one. */
  readonly reference: number;
  readonly treatment: number;
  /** How much worse the new one may be, as a part of 1; above 0. */
  readonly margin: number;
  /** One-sided; 0.05 unless given. */
  readonly alpha?: number;
  readonly power?: number;
};

/**
 * How many answers each arm needs to show that the new route is worse by less than the margin:
 * n = (z₁₋α + z_power)² · (p_r(1−p_r) + p_t(1−p_t)) / (p_t − p_r + margin)², rounded up.
 * W. C. Blackwelder (1982), Controlled Clinical Trials 3, 345; S. Chow, J. Shao, H. Wang, Sample Size Calculations in
 * Clinical Research, 2nd ed. (2008), p. 90. Never fewer than rule out a share d = p_t − p_r + margin of bad answers where
 * all of them are good, ln α ÷ ln(1 − d): near 0 and 1 the normal approximation would ask for one answer (J. A. Hanley,
 * A. Lippman-Hand, JAMA 249, 1743, 1983). null where the hoped-for share itself is below the margin.
 * Throws a RangeError for a share, margin, alpha or power out of range.
 */
export function nonInferioritySampleSize(test: NonInferiority): number | null {
  const { reference, treatment, margin, alpha = 0.05, power = 0.8 } = test;
  const isShare = (value: number) => value >= 0 && value <= 1;
  if (!isShare(reference) || !isShare(treatment)) throw new RangeError('a share of good answers is from 0 to 1');
  if (!(margin > 0)) throw new RangeError(`the margin is above 0, not ${margin}`);
  if (!(alpha > 0 && alpha < 0.5) || !(power > 0.5 && power < 1))
    throw new RangeError(`alpha is from 0 to 0.5 and power from 0.5 to 1, not ${alpha} and ${power}`);
  const distance = treatment - reference + margin;
  if (distance <= 0) return null;
  const variance = reference * (1 - reference) + treatment * (1 - treatment);
  const z = normalQuantile(1 - alpha) + normalQuantile(power);
  const flawless = distance < 1 ? Math.log(alpha) / Math.log(1 - distance) : 1;
  return Math.max(1, Math.ceil(flawless - 1e-9), Math.ceil((variance * z ** 2) / distance ** 2 - 1e-9));
}
