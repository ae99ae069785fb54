import { findWorkload } from '@/db/queries/workloads';
import type { CellTable } from '@/lib/domain/cube';
import type { OfferId } from '@/lib/domain/ids';
import type { AliasEffect } from '@/lib/domain/names-view';
import { createResolver } from '@/lib/engine/names';
import { selectCells } from '@/lib/engine/select-cells';
import { simulate } from '@/lib/engine/summarise';
import { keepAll } from '@/lib/engine/templates';
import type { OpenStack } from './books';
import { getDatabase } from './database';
import { cellsForPolicies, evidenceFor, replayCube } from './simulate-workload';

/** The stack as it would be with one more alias. */
export function withAlias(
  opened: OpenStack,
  aliases: ReadonlyMap<string, OfferId>,
  name: string,
  offerId: OfferId,
): OpenStack {
  return { ...opened, resolve: createResolver(opened.books, new Map([...aliases, [name, offerId]])) };
}

function cellsOf(table: CellTable, name: string): CellTable {
  const model = table.labels.model.findIndex((label, id) => id > 0 && label.trim() === name);
  return selectCells(table, (cell) => table.dimensions.model[cell] === model);
}

/** What mapping a name does to a workload that logged it, at the prices of each call's own day. */
export async function previewAlias(
  workloadName: string,
  name: string,
  before: OpenStack,
  after: OpenStack,
): Promise<AliasEffect | null> {
  const database = await getDatabase();
  const workload = findWorkload(database, workloadName);
  if (workload === null) return null;
  const replay = (opened: OpenStack) =>
    simulate(cellsOf(replayCube(cellsForPolicies(database, workload, [], opened)), name), {
      ...opened,
      policy: keepAll(),
      asOf: 'logged',
      evidence: evidenceFor(database, workload.id, opened),
    });
  const mapped = replay(after);
  const today = replay(before);
  return {
    workload: workload.name,
    requests: mapped.requests,
    pricedRequests: mapped.comparableRequests,
    repricedUsd: mapped.baseline.repricedUsd,
    todayUsd: today.baseline.repricedUsd,
    loggedUsd: mapped.comparableLoggedRequests === 0 ? null : mapped.baseline.loggedComparableUsd,
    loggedRequests: mapped.comparableLoggedRequests,
    unpriced: mapped.unpriced.map(({ reason, requests }) => ({ reason, requests })),
  };
}
