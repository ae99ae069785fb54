import type { Database } from '@/db/client';
import type { WorkloadRow } from '@/db/queries/workloads';
import type { OtherBill, Stake } from '@/lib/domain/conflicts-view';
import type { CellTable } from '@/lib/domain/cube';
import type { PriceBook } from '@/lib/domain/price';
import { evaluateCells } from '@/lib/engine/evaluate';
import { getOrCreate } from '@/lib/engine/get-or-create';
import { createPriceStack, type PriceStack } from '@/lib/engine/price-stack';
import { keepAll } from '@/lib/engine/templates';
import type { OpenStack } from './books';
import { cellsForPolicies, evidenceFor, replayCube } from './simulate-workload';

type Sums = { requests: number; usd: number; inUseUsd: number };

/** Sums of the cells of each offer that `usd` prices. */
function sumByOffer(
  table: CellTable,
  offers: readonly string[],
  usd: Float64Array,
  inUse: Float64Array,
): Map<string, Sums> {
  const sums = new Map<string, Sums>();
  for (let cell = 0; cell < table.length; cell++) {
    if (Number.isNaN(usd[cell]) || Number.isNaN(inUse[cell])) continue;
    const own = getOrCreate(sums, offers[table.dimensions.model[cell] as number] ?? '', () => ({
      requests: 0,
      usd: 0,
      inUseUsd: 0,
    }));
    own.requests += table.measures.requests[cell] as number;
    own.usd += usd[cell] as number;
    own.inUseUsd += inUse[cell] as number;
  }
  return sums;
}

/**
 * What a workload's calls on each offer cost at the prices of one date, by the books in use, and by each book alone over
 * the calls that both price.
 */
export function stakesOf(
  database: Database,
  workload: WorkloadRow,
  inUse: OpenStack,
  compared: readonly PriceBook[],
  atMs: number,
): Map<string, Stake> {
  const every = createPriceStack([...inUse.books, ...compared]);
  const table = replayCube(cellsForPolicies(database, workload, [], { ...inUse, stack: every }));
  const evidence = evidenceFor(database, workload.id, inUse);
  const priceBy = (stack: PriceStack) =>
    evaluateCells(table, { ...inUse, stack, policy: keepAll(), asOf: atMs, evidence });
  const today = priceBy(inUse.stack);
  const bills = new Map<string, OtherBill[]>();
  for (const book of compared) {
    const { repricedUsd } = priceBy(createPriceStack([book]));
    for (const [offerId, sums] of sumByOffer(table, today.sourceModel, repricedUsd, today.repricedUsd))
      getOrCreate(bills, offerId, () => []).push({ book: book.name, ...sums });
  }
  const own = sumByOffer(table, today.sourceModel, today.repricedUsd, today.repricedUsd);
  return new Map(
    [...own].map(([offerId, { requests, usd }]) => [offerId, { requests, usd, bills: bills.get(offerId) ?? [] }]),
  );
}
