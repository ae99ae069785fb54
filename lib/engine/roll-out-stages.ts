import type { RollOutStages } from '@/lib/domain/roll-out';
import { nonInferioritySampleSize } from './sample-size';

/** How far the share of good answers may fall while a stage still passes, where nobody says otherwise. */
export const PASS_MARGIN = 0.05;

const LEAST_CANARY = 0.05;
const MOST_CANARY = 0.1;
/** A canary grows past its least share where it would take longer than this. */
const CANARY_DAYS = 14;

/**
 * The stages of a step that moves `requestsPerDay` calls: the sample size shows that the new route's share of good
 * answers is no more than `margin` below `before` (both 0 to 1; alpha 0.05 one-sided, power 0.8, the new route as good
 * as the old). Without a score half is assumed, which asks for the most. The canary gets 5 % of the calls, up to 10 %
 * where its arm would take over two weeks; shadow copies go at the same rate. `usdPerCall`: what a copied call costs.
 */
export function planStages(
  before: number | null,
  margin: number,
  usdPerCall: number,
  requestsPerDay: number | null,
): RollOutStages {
  const reference = before ?? 0.5;
  const calls = nonInferioritySampleSize({ reference, treatment: reference, margin }) ?? 0;
  const wanted = requestsPerDay === null ? MOST_CANARY : calls / (CANARY_DAYS * requestsPerDay);
  const share = Math.min(MOST_CANARY, Math.max(LEAST_CANARY, wanted));
  const days = requestsPerDay === null ? null : Math.max(1, Math.ceil(calls / (share * requestsPerDay) - 1e-9));
  return {
    reference,
    isReferenceAssumed: before === null,
    shadow: { calls, usd: calls * usdPerCall, days },
    canary: { share, callsPerArm: calls, days },
  };
}
