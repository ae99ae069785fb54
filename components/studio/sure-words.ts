import { formatScore, UNKNOWN } from '@/components/ui/format';
import type { Interval } from '@/lib/domain/evidence';
import type { Certainty } from '@/lib/domain/plan';
import type { Quality } from '@/lib/domain/simulation';

const MAX_NAMED = 2;

export const asSentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

export function intervalText({ low, high }: Interval): string {
  return `${formatScore(low)} to ${formatScore(high)}`;
}

/** Evidence without a sample is named `model on benchmark`. */
function modelsOf({ unsampled }: Quality, nameOf: (model: string) => string): string {
  const names = [...new Set(unsampled.map((entry) => nameOf(entry.slice(0, entry.indexOf(' on ')))))];
  const more = names.length - MAX_NAMED;
  return more > 0 ? `${names.slice(0, MAX_NAMED).join(', ')} and ${more} more` : names.join(' and ');
}

/** Why there is no interval; null: nothing says why. */
export function whyNoInterval(quality: Quality, nameOf: (model: string) => string): string | null {
  if (quality.unsampled.length === 0) return null;
  return `no interval: the scores of ${modelsOf(quality, nameOf)} state no sample`;
}

type Kept = {
  readonly certainty: Certainty;
  /** What the plan was found to keep, by scores of that certainty. */
  readonly found: number;
  /** What it keeps by the scores as measured; null where that is not known. */
  readonly estimate: number | null;
  /** Of the estimate. */
  readonly interval: Interval | null;
};

/** What a plan keeps of today's quality: the estimate with its interval, and apart what its lower bounds promise. */
export function keptWords({ certainty, found, estimate, interval }: Kept): {
  readonly kept: string;
  readonly atLeast: string | null;
} {
  const value = certainty === 'estimate' ? found : estimate;
  const around = interval === null ? '' : ` (${intervalText(interval)})`;
  return {
    kept: value === null ? UNKNOWN : `${formatScore(value)}${around}`,
    atLeast: certainty === 'bound' ? `at least ${formatScore(found)} by the lower bounds` : null,
  };
}

type Sure = {
  readonly certainty: Certainty;
  readonly floor: number;
  readonly quality: Quality;
  /** Errors weigh differently by task, which an interval does not know. */
  readonly isWeighed: boolean;
  readonly nameOf: (model: string) => string;
};

/** How sure it is that a plan keeps its floor. */
export function sureWords({ certainty, floor, quality, isWeighed, nameOf }: Sure): string {
  if (certainty === 'bound') return 'by the 95% lower bound of each model that calls move to';
  const measured = 'by the scores as measured';
  if (isWeighed) return `${measured}; no interval: errors weigh differently by task`;
  const { relativeInterval } = quality;
  if (relativeInterval === null) {
    const why = whyNoInterval(quality, nameOf);
    return why === null ? measured : `${measured}; ${why}`;
  }
  return relativeInterval.low >= floor
    ? 'by the scores as measured, and with 95% certainty'
    : `${measured}; with 95% certainty only ${formatScore(relativeInterval.low)}`;
}
