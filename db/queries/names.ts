import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Database } from '../client';
import { aliases, cells, labels, offers, priceBooks, workloads } from '../schema';

/** Sums of one logged name in one workload; `model` is '' where the log names none. Days are UTC, since 1970. */
export type LoggedName = {
  readonly workload: string;
  readonly model: string;
  readonly requests: number;
  readonly tokens: number;
  readonly loggedRequests: number;
  readonly loggedNanoUsd: number;
  readonly firstDay: number;
  readonly lastDay: number;
};

/** What each workload logged under each name, from its cells. */
export function listLoggedNames(database: Database): LoggedName[] {
  return database.db
    .select({
      workload: workloads.name,
      model: sql<string>`coalesce(${labels.value}, '')`,
      requests: sql<number>`sum(${cells.requests})`,
      tokens: sql<number>`sum(${cells.inputTokens} + ${cells.outputTokens})`,
      loggedRequests: sql<number>`sum(${cells.loggedRequests})`,
      loggedNanoUsd: sql<number>`sum(${cells.loggedCostNanoUsd})`,
      firstDay: sql<number>`min(${cells.day})`,
      lastDay: sql<number>`max(${cells.day})`,
    })
    .from(cells)
    .innerJoin(workloads, eq(workloads.id, cells.workloadId))
    .leftJoin(
      labels,
      and(eq(labels.workloadId, cells.workloadId), eq(labels.kind, 'model'), eq(labels.labelId, cells.model)),
    )
    .groupBy(cells.workloadId, cells.model)
    .orderBy(asc(cells.workloadId), asc(cells.model))
    .all();
}

export type AliasRow = { readonly name: string; readonly offerId: string; readonly createdAtMs: number };

/** All written aliases, by name. */
export function listAliases(database: Database): AliasRow[] {
  return database.db.select().from(aliases).orderBy(asc(aliases.name)).all();
}

/** The written name of an offer in the newest version of any book on the shelf; null where none has it. */
export function findOfferName(database: Database, offerId: string): string | null {
  const current = database.db
    .select({ id: sql<number>`max(${priceBooks.id})` })
    .from(priceBooks)
    .where(isNull(priceBooks.archivedAtMs))
    .groupBy(priceBooks.name);
  const found = database.db
    .select({ name: offers.name })
    .from(offers)
    .where(and(eq(offers.offerId, offerId), inArray(offers.bookId, current)))
    .get();
  return found?.name ?? null;
}
