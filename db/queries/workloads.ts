import { and, asc, eq, sql } from 'drizzle-orm';
import type { Cuts } from '@/lib/domain/cube';
import type { Database } from '../client';
import { cells, uploads, workloads } from '../schema';

export type WorkloadSummary = {
  readonly id: number;
  readonly name: string;
  readonly note: string;
  readonly revision: number;
  readonly requests: number;
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly loggedUsd: number | null;
  readonly models: number;
  readonly uploads: number;
};

export type WorkloadRow = {
  readonly id: number;
  readonly name: string;
  readonly note: string;
  readonly revision: number;
  readonly cuts: Cuts;
};

const NANO = 1e9;

/** Workloads that hold at least one finished upload, oldest first. */
export function listWorkloads(database: Database): WorkloadSummary[] {
  const finished = database.db
    .select({
      id: workloads.id,
      name: workloads.name,
      note: workloads.note,
      revision: workloads.revision,
      uploads: sql<number>`count(${uploads.id})`,
      fromMs: sql<number | null>`min(json_extract(${uploads.report}, '$.firstTimeMs'))`,
      toMs: sql<number | null>`max(json_extract(${uploads.report}, '$.lastTimeMs'))`,
    })
    .from(workloads)
    .innerJoin(uploads, and(eq(uploads.workloadId, workloads.id), eq(uploads.status, 'complete')))
    .groupBy(workloads.id)
    .orderBy(asc(workloads.id))
    .all();
  return finished.map((workload) => {
    const sums = database.db
      .select({
        requests: sql<number>`coalesce(sum(${cells.requests}), 0)`,
        inputTokens: sql<number>`coalesce(sum(${cells.inputTokens}), 0)`,
        outputTokens: sql<number>`coalesce(sum(${cells.outputTokens}), 0)`,
        loggedRequests: sql<number>`coalesce(sum(${cells.loggedRequests}), 0)`,
        loggedNanoUsd: sql<number>`coalesce(sum(${cells.loggedCostNanoUsd}), 0)`,
        models: sql<number>`count(distinct ${cells.model})`,
      })
      .from(cells)
      .where(eq(cells.workloadId, workload.id))
      .get() as {
      requests: number;
      inputTokens: number;
      outputTokens: number;
      loggedRequests: number;
      loggedNanoUsd: number;
      models: number;
    };
    const { loggedRequests, loggedNanoUsd, ...counts } = sums;
    return { ...workload, ...counts, loggedUsd: loggedRequests === 0 ? null : loggedNanoUsd / NANO };
  });
}

export function findWorkload(database: Database, name: string): WorkloadRow | null {
  const row = database.db.select().from(workloads).where(eq(workloads.name, name)).get();
  return row === undefined
    ? null
    : { id: row.id, name: row.name, note: row.note, revision: row.revision, cuts: row.cuts };
}

export function setWorkloadNote(database: Database, workloadId: number, note: string): void {
  database.db.update(workloads).set({ note }).where(eq(workloads.id, workloadId)).run();
}

/** SHA-256 of the files a workload was imported from, in order. */
export function uploadHashes(database: Database, workloadId: number): string[] {
  return database.db
    .select({ sha256: uploads.sha256 })
    .from(uploads)
    .where(and(eq(uploads.workloadId, workloadId), eq(uploads.status, 'complete')))
    .orderBy(asc(uploads.id))
    .all()
    .map((row) => row.sha256 ?? '');
}
