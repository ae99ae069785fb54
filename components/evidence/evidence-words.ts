import { countOf, formatCount, formatScore, formatUsd } from '@/components/ui/format';
import type { EvidenceKind, Interval } from '@/lib/domain/evidence';
import type { EvidenceEntry, FixedSplit, JudgeReason, PairedDifference } from '@/lib/domain/evidence-view';

export const KIND_WORDS: { readonly [kind in EvidenceKind]: string } = {
  prior: 'prior',
  eval: 'own eval',
  feedback: 'feedback',
};

export const REASON_WORDS: { readonly [reason in JudgeReason]: string } = {
  chosen: 'Chosen by you',
  eval: 'Your own eval of this task',
  feedback: 'Thumbs in your log',
  name: 'By default, from the task’s name',
};

/** A difference of two scores in percentage points: −0.034 is `−3.4`. */
export function pointText(difference: number): string {
  return (100 * difference)
    .toFixed(1)
    .replace(/^-0\.0$/, '0.0')
    .replace('-', '−');
}

const points = (difference: number) => pointText(Math.abs(difference));

/** Why a line does not count, in words; '' where it does. */
export function standingText(entry: Pick<EvidenceEntry, 'standing' | 'sampleSize'>, gate: number): string {
  if (entry.standing === 'below the gate')
    return entry.sampleSize === null
      ? `no sample is known, and the gate is ${formatCount(gate)}: does not count`
      : `n = ${formatCount(entry.sampleSize)}, below the gate of ${formatCount(gate)}: does not count`;
  return entry.standing === 'outweighed' ? 'other evidence about this model counts instead' : '';
}

export function pointsText({ low, high }: Interval): string {
  return `${pointText(low)} to ${pointText(high)} points`;
}

/** What a paired difference says, and how many more items would settle what it leaves open. */
export function verdictText({ a, b, difference, interval, itemsToSettle }: PairedDifference): string {
  if (interval !== null && interval.low > 0)
    return `${a} is better by ${points(interval.low)} to ${points(interval.high)} points`;
  if (interval !== null && interval.high < 0)
    return `${b} is better by ${points(interval.high)} to ${points(interval.low)} points`;
  if (difference === 0) return 'not settled: both score the same on these items';
  return itemsToSettle === null
    ? 'not settled by these items'
    : `not settled: about ${countOf(itemsToSettle, 'more item')} would settle it`;
}

/** A mean score, and what the items cost where that is known. */
export function withCost(score: number, usd: number | null): string {
  return usd === null ? formatScore(score) : `${formatScore(score)} for ${formatUsd(usd)}`;
}

/** What sharing the calls between two models gives, from none to all on the better one. */
export function splitText({ from, to }: FixedSplit): string {
  const items = `on the ${countOf(to.n, 'item')} that both answered`;
  const line = `any share of ${from.model} and ${to.model} lies on the line from ${withCost(from.score, from.usd)} to ${withCost(to.score, to.usd)} ${items}`;
  if (from.usd !== null && to.usd !== null) return `${line}; a router is worth its trouble only above it`;
  return `${line}: each 10% of calls sent to ${to.model} adds ${pointText((to.score - from.score) / 10)} points. Costs are not known, so neither is what a split saves`;
}
