import { and, asc, eq } from 'drizzle-orm';
import type { ImportReport } from '@/lib/domain/upload';
import type { Database } from '../client';
import { uploads, workloads } from '../schema';

export type FinishedUploadRow = {
  readonly id: number;
  readonly fileName: string;
  readonly format: string;
  readonly createdAtMs: number;
  readonly sha256: string | null;
  readonly report: ImportReport;
};

/** Finished uploads of a workload, oldest first. */
export function listUploads(database: Database, workloadId: number): FinishedUploadRow[] {
  return database.db
    .select()
    .from(uploads)
    .where(and(eq(uploads.workloadId, workloadId), eq(uploads.status, 'complete')))
    .orderBy(asc(uploads.id))
    .all()
    .flatMap(({ id, fileName, format, createdAtMs, sha256, report }) =>
      report === null ? [] : [{ id, fileName, format, createdAtMs, sha256, report }],
    );
}

/** What an import did; null where its file was deleted since. */
export function findReport({ db }: Database, uploadId: number): ImportReport | null {
  return db.select().from(uploads).where(eq(uploads.id, uploadId)).get()?.report ?? null;
}

/** Deletes a workload with all that hangs on it: uploads, cells, saved scenarios, judges of its tasks. */
export function deleteWorkload(database: Database, workloadId: number): void {
  database.db.delete(workloads).where(eq(workloads.id, workloadId)).run();
}
