import { UNIT_NAMES } from '@/components/catalog/unit-names';
import { countOf, formatCount, formatUsd } from '@/components/ui/format';
import type { ClassDifference, TierMark } from '@/lib/domain/conflict';
import type { OtherBill, Stake } from '@/lib/domain/conflicts-view';
import type { Unit } from '@/lib/domain/usage';

/** `cache read`, `input past 200,000`. */
export function classText(unit: Unit, aboveTokens: number | null): string {
  const name = UNIT_NAMES[unit];
  return aboveTokens === null ? name : `${name} past ${formatCount(aboveTokens)}`;
}

/** `50% more`, `3.2 times`, `free in one`: the dearest beside the cheapest. */
export function ratioText(ratio: number | null): string {
  if (ratio === null || !Number.isFinite(ratio)) return 'free in one';
  if (ratio >= 2) return `${ratio.toLocaleString('en-US', { maximumSignificantDigits: 3 })} times`;
  return `${((ratio - 1) * 100).toLocaleString('en-US', { maximumFractionDigits: 1 })}% more`;
}

/** The class that differs most. */
export function worstClass(prices: readonly ClassDifference[]): ClassDifference | null {
  return prices.reduce<ClassDifference | null>(
    (worst, each) => (worst === null || (each.ratio ?? Infinity) > (worst.ratio ?? Infinity) ? each : worst),
    null,
  );
}

/** `over 200,000`, `from 272,000`, `none`: where a whole call is priced anew. */
export function tiersText(tiers: readonly TierMark[]): string {
  if (tiers.length === 0) return 'none';
  return tiers
    .map(({ thresholdTokens, inclusive }) => `${inclusive ? 'from' : 'over'} ${formatCount(thresholdTokens)}`)
    .join(', ');
}

/** `$7,702.10 by litellm-2026-08 for 1,190 of them, where the prices in use make $7,671.00`. */
export function billText({ book, requests, usd, inUseUsd }: OtherBill, stake: Stake): string {
  if (requests === stake.requests) return `${formatUsd(usd)} by ${book}`;
  return `${formatUsd(usd)} by ${book} for ${countOf(requests, 'request')} of them, which are ${formatUsd(inUseUsd)} today`;
}
