import { countOf, formatDay, formatUsd } from '@/components/ui/format';
import type { AliasEffect, NameTraffic, ResolvedBy } from '@/lib/domain/names-view';

export const RESOLVED_BY_WORDS: { readonly [by in ResolvedBy]: string } = {
  id: 'Offer id',
  alias: 'Written alias',
  list: 'Price list',
  rule: 'Declared rule',
};

/** `Aug 5, 2024 to Apr 2, 2026`, one day where it is one. */
export function seenText({ firstMs, lastMs }: Pick<NameTraffic, 'firstMs' | 'lastMs'>): string {
  return firstMs === lastMs ? formatDay(firstMs) : `${formatDay(firstMs)} to ${formatDay(lastMs)}`;
}

/** What a mapping does to one workload, in a sentence. */
export function effectText({ requests, pricedRequests, repricedUsd, loggedUsd, loggedRequests }: AliasEffect): string {
  if (repricedUsd === null || pricedRequests === 0) return `Prices none of its ${countOf(requests, 'request')}.`;
  const which =
    pricedRequests === requests
      ? countOf(requests, 'request')
      : `${countOf(pricedRequests, 'request')} of ${countOf(requests, 'request')}`;
  const logged =
    loggedUsd === null
      ? '; the log carries no cost to compare'
      : ` against ${formatUsd(loggedUsd)} logged${loggedRequests === pricedRequests ? '' : ` for ${countOf(loggedRequests, 'request')} of them`}`;
  return `Prices ${which}: ${formatUsd(repricedUsd)} repriced${logged}.`;
}
