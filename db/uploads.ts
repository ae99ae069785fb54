import { and, eq } from 'drizzle-orm';
import type { ColumnMap } from '@/lib/domain/column-map';
import type { CellTable, Cuts, LabelKind } from '@/lib/domain/cube';
import { WaybillError } from '@/lib/domain/errors';
import type { ImportReport } from '@/lib/domain/upload';
import { STANDARD_CUTS } from '@/lib/engine/cuts';
import { mergeCells } from './cells';
import type { Database } from './client';
import { completeJob } from './import-jobs';
import { insertLabels } from './labels';
import { uploads, workloads } from './schema';
import { isAlive, sweepDeadImports } from './sweep';

export type NewUpload = {
  readonly workloadName: string;
  readonly fileName: string;
  readonly format: string;
  readonly columnMap: ColumnMap;
};

/**
 * Begins an import, creating its workload where missing. One import at a time writes to a workload, its `importing`
 * row being the lock: null means another one holds it.
 */
export function beginUpload(database: Database, upload: NewUpload): { uploadId: number; workloadId: number } | null {
  const { sqlite, db } = database;
  sweepDeadImports(database);
  const begin = sqlite.transaction(() => {
    const nowMs = Date.now();
    const workloadId =
      db.select().from(workloads).where(eq(workloads.name, upload.workloadName)).get()?.id ??
      db
        .insert(workloads)
        .values({ name: upload.workloadName, createdAtMs: nowMs, cuts: STANDARD_CUTS })
        .returning()
        .get().id;
    if (runningImports(database, workloadId).length > 0) return null;
    const { fileName, format, columnMap } = upload;
    const row = { workloadId, fileName, format, columnMap, status: 'importing', pid: process.pid } as const;
    const { id } = db
      .insert(uploads)
      .values({ ...row, createdAtMs: nowMs })
      .returning()
      .get();
    return { uploadId: id, workloadId };
  });
  return begin.immediate();
}

/** Imports into a workload whose process lives. */
export function runningImports(database: Database, workloadId: number): { id: number }[] {
  const importing = database.db
    .select()
    .from(uploads)
    .where(and(eq(uploads.workloadId, workloadId), eq(uploads.status, 'importing')))
    .all();
  return importing.filter(isAlive);
}

export type FinishedUpload = {
  readonly uploadId: number;
  readonly workloadId: number;
  readonly sha256: string;
  readonly report: ImportReport;
  readonly newLabels: readonly { kind: LabelKind; firstId: number; values: readonly string[] }[];
  readonly jobId?: string;
  /** Cut by `cells.cuts`. */
  readonly cells: CellTable;
};

/** Makes an import visible, all at once. False when the workload's cuts changed meanwhile: cut again and call again. */
export function finishUpload(database: Database, finished: FinishedUpload): boolean {
  const { sqlite, db } = database;
  const { uploadId, workloadId, report } = finished;
  const finish = sqlite.transaction(() => {
    const upload = db.select().from(uploads).where(eq(uploads.id, uploadId)).get();
    if (upload?.status !== 'importing') throw new WaybillError('cancelled', 'the import was removed while it ran');
    if (JSON.stringify(loadCuts(database, workloadId)) !== JSON.stringify(finished.cells.cuts)) return false;
    for (const { kind, firstId, values } of finished.newLabels)
      insertLabels(database, workloadId, kind, firstId, values);
    mergeCells(database, workloadId, finished.cells);
    db.update(uploads)
      .set({ status: 'complete', pid: null, sha256: finished.sha256, bytes: report.bytes, report })
      .where(eq(uploads.id, uploadId))
      .run();
    if (finished.jobId !== undefined) completeJob(database, finished.jobId, uploadId);
    sqlite.prepare('UPDATE workloads SET revision = revision + 1 WHERE id = ?').run(workloadId);
    return true;
  });
  return finish.immediate();
}

export function loadCuts({ db }: Database, workloadId: number): Cuts {
  const workload = db.select().from(workloads).where(eq(workloads.id, workloadId)).get();
  if (!workload) throw new WaybillError('not-found', `no workload ${workloadId}`);
  return workload.cuts;
}
