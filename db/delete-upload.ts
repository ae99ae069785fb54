import { and, eq, ne } from 'drizzle-orm';
import type { CellTable, Cuts } from '@/lib/domain/cube';
import { WaybillError } from '@/lib/domain/errors';
import { createCellBuilder } from '@/lib/usage/cell-builder';
import type { Relabel } from '@/lib/usage/relabel';
import { aggregateSegments, mergeCells, subtractCells } from './cells';
import type { Database } from './client';
import { type Promotion, planPromotions } from './promote-duplicates';
import { loadRelabel } from './relabel';
import { uploads, workloads } from './schema';
import { deleteSegment, insertSegment, replaceSegment } from './segments';
import { runningImports } from './uploads';

/**
 * Takes an upload out of its workload: its calls leave the cells, and calls of other uploads that were skipped as
 * its duplicates take their place. What is left is what importing the other uploads alone would have given.
 */
export function deleteUpload(database: Database, uploadId: number): void {
  const { db, sqlite } = database;
  for (;;) {
    const upload = db.select().from(uploads).where(eq(uploads.id, uploadId)).get();
    if (upload?.status !== 'complete') throw new WaybillError('not-found', `no finished upload ${uploadId}`);
    const workload = db.select().from(workloads).where(eq(workloads.id, upload.workloadId)).get();
    if (!workload) throw new WaybillError('not-found', `no workload ${upload.workloadId}`);
    const others = db
      .select({ id: uploads.id })
      .from(uploads)
      .where(and(eq(uploads.workloadId, workload.id), eq(uploads.status, 'complete'), ne(uploads.id, uploadId)))
      .orderBy(uploads.id)
      .all();
    // Seconds of work before the write lock; a change meanwhile makes it start again.
    const relabel = loadRelabel(database, workload.id);
    const removed = aggregateSegments(database, { uploadId }, workload.cuts, relabel);
    const promotion = planPromotions(
      database,
      uploadId,
      others.map(({ id }) => id),
    );
    const added = cellsOf(promotion, workload.cuts, relabel);
    const apply = sqlite.transaction(() => {
      const now = db.select().from(workloads).where(eq(workloads.id, workload.id)).get();
      if (now?.revision !== workload.revision) return false;
      if (runningImports(database, workload.id).length > 0) {
        throw new WaybillError('conflict', 'an import into this workload is running: wait for it, or cancel it first');
      }
      db.delete(uploads).where(eq(uploads.id, uploadId)).run();
      for (const { id, rows, data } of promotion.kept) {
        if (rows === 0) deleteSegment(database, id);
        else replaceSegment(database, id, rows, data);
      }
      for (const { ofUpload, batch, data } of promotion.promoted)
        insertSegment(database, ofUpload, 'active', batch.length, data);
      mergeCells(database, workload.id, added);
      subtractCells(database, workload.id, removed);
      db.update(workloads)
        .set({ revision: workload.revision + 1 })
        .where(eq(workloads.id, workload.id))
        .run();
      return true;
    });
    if (apply.immediate()) return;
  }
}

function cellsOf({ promoted }: Promotion, cuts: Cuts, relabel: Relabel | null): CellTable {
  const builder = createCellBuilder(cuts, relabel);
  for (const { batch } of promoted) builder.add(batch);
  return builder.toCellTable();
}
