import { formatPct, formatScore, formatUsd } from '@/components/ui/format';
import type { Drift } from '@/lib/domain/compare-scenarios-view';

const FIGURES: {
  readonly [figure in Drift['figure']]: { readonly label: string; readonly format: (value: number | null) => string };
} = {
  repricedUsdPerMonth: { label: 'Today’s bill', format: formatUsd },
  planUsdPerMonth: { label: 'Plan', format: formatUsd },
  savingsPct: { label: 'Saving', format: formatPct },
  pricedPct: { label: 'Covered', format: formatPct },
  planQuality: { label: 'Quality', format: formatScore },
};

/** A kept figure that is another one now: `Plan: $12.00 now, $11.40 when it was saved.` */
export function describeDrift({ figure, kept, now }: Drift): string {
  const { label, format } = FIGURES[figure];
  const [is, was] = [format(now), format(kept)];
  return is === was
    ? `${label}: ${is}, changed by less than is shown.`
    : `${label}: ${is} now, ${was} when it was saved.`;
}
