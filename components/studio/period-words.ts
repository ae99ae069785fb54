import { formatPct } from '@/components/ui/format';
import { GROWTH_MONTHS, type Period } from '@/lib/engine/live/answer';
import type { Suppositions } from '@/lib/engine/live/live-inputs';

/** What the figures are per. */
export function perOf(period: Period): string {
  if (period === 'span') return 'over the log’s span';
  return period === 'month' ? 'a month' : `a month, ${GROWTH_MONTHS} months from now`;
}

export function offersWords(offers: string): string {
  if (offers === '*') return 'all prices';
  return offers.endsWith('/*') ? `prices of ${offers.slice(0, -2)}` : `prices of ${offers}`;
}

export const signedPct = (percent: number) => `${percent < 0 ? '−' : '+'}${formatPct(Math.abs(percent))}`;

/** What a person supposes, to be said beside every figure it moves; null: nothing. */
export function suppositionWords({ growthPct, prices }: Suppositions, period: Period): string | null {
  const parts = [
    ...prices.map(({ offers, percent }) => `${offersWords(offers)} ${signedPct(percent)}`),
    ...(growthPct === null || period === 'span' ? [] : [`growth of ${signedPct(growthPct)} a month`]),
  ];
  return parts.length === 0 ? null : parts.join(', ');
}
