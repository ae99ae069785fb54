import type { CellTable } from '@/lib/domain/cube';
import { getOrCreate } from './get-or-create';

export type RepricedSums = { readonly requests: number; readonly pricedRequests: number; readonly repricedUsd: number };

/**
 * Requests and cost of cells by any key; cells of the key null are left out. `repricedUsd` is by cell, in USD, NaN
 * where there is no price (see `evaluateCells`); a sum covers the priced requests, which are counted beside it.
 */
export function repricedBy<Key>(
  table: CellTable,
  repricedUsd: Float64Array,
  keyOf: (cell: number) => Key | null,
): Map<Key, RepricedSums> {
  const groups = new Map<Key, { requests: number; pricedRequests: number; repricedUsd: number }>();
  for (let cell = 0; cell < table.length; cell++) {
    const key = keyOf(cell);
    if (key === null) continue;
    const sums = getOrCreate(groups, key, () => ({ requests: 0, pricedRequests: 0, repricedUsd: 0 }));
    const requests = table.measures.requests[cell] as number;
    const usd = repricedUsd[cell] as number;
    sums.requests += requests;
    if (Number.isNaN(usd)) continue;
    sums.pricedRequests += requests;
    sums.repricedUsd += usd;
  }
  return groups;
}
