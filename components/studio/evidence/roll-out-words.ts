import { describeRoute } from '@/components/studio/policy-words';
import { countOf, formatCount, formatPct, formatScore, formatUsd, UNKNOWN } from '@/components/ui/format';
import type { RollOutStages, RollOutStep } from '@/lib/domain/roll-out';

type NameOf = (model: string) => string;

/** `GPT-4o → 80% GLM-4 Plus, 20% GPT-4o`. */
export function stepTitle({ source, to, kind }: RollOutStep, nameOf: NameOf): string {
  if (kind === 'same model') return `${nameOf(source)} stays; cache, tier or overhead change`;
  return `${nameOf(source)} → ${describeRoute(to, nameOf)}`;
}

/** How much worse the answers of a step may get. */
export function riskWords({ risk, unknown, kind, quality: { before, after, worstFall } }: RollOutStep): string {
  if (kind === 'same model') return 'none: the same model answers';
  if (unknown === 'no evidence') return 'unknown: no evidence for all of its calls';
  if (unknown === 'no sample') return 'unknown: a score has no known sample';
  const change = `${formatScore(before)} → ${formatScore(after)}`;
  if (risk === 0) return `none: ${change}, no worse at the end of the interval`;
  return `${change}, at worst ${formatScore(worstFall === null ? null : -worstFall).replace('%', '')} points`;
}

const DAYS_A_YEAR = 365;

function daysWords(days: number | null): string {
  if (days === null) return '';
  return days > DAYS_A_YEAR ? ', over a year' : `, ${countOf(days, 'day')}`;
}

export function shadowWords({ shadow }: RollOutStages): string {
  return `${formatCount(shadow.calls)} copies${daysWords(shadow.days)}, ${formatUsd(shadow.usd)}`;
}

export function canaryWords({ canary }: RollOutStages): string {
  return `${formatPct(100 * canary.share)} of calls until ${formatCount(canary.callsPerArm)}${daysWords(canary.days)}`;
}

export function stageWords(stages: RollOutStages | null): readonly [shadow: string, canary: string] {
  return stages === null ? [UNKNOWN, UNKNOWN] : [shadowWords(stages), canaryWords(stages)];
}
