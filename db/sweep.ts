import { eq } from 'drizzle-orm';
import type { Database } from './client';
import { uploads, workloads } from './schema';

/** Deletes what imports of dead processes left behind. */
export function sweepDeadImports(database: Database): void {
  const importing = database.db.select().from(uploads).where(eq(uploads.status, 'importing')).all();
  for (const upload of importing) {
    if (!isAlive(upload)) removeUnfinishedUpload(database, upload.id);
  }
}

/** Deletes an unfinished upload, its segments, and its workload where that came with it and has nothing else. */
export function removeUnfinishedUpload({ sqlite, db }: Database, uploadId: number): void {
  sqlite
    .transaction(() => {
      const upload = db.select().from(uploads).where(eq(uploads.id, uploadId)).get();
      if (upload?.status !== 'importing') return;
      db.delete(uploads).where(eq(uploads.id, uploadId)).run();
      const workload = db.select().from(workloads).where(eq(workloads.id, upload.workloadId)).get();
      const others = db.select().from(uploads).where(eq(uploads.workloadId, upload.workloadId)).all();
      if (workload && others.length === 0 && isCreatedBy(workload, upload)) {
        db.delete(workloads).where(eq(workloads.id, workload.id)).run();
      }
    })
    .immediate();
}

/** An import stamps the workload it creates with its own time; a finished change raises the revision. */
function isCreatedBy(workload: { revision: number; createdAtMs: number }, upload: { createdAtMs: number }): boolean {
  return workload.revision === 0 && workload.createdAtMs === upload.createdAtMs;
}

/** A container gives every run the same pid, so our own pid counts only since this process began. */
export function isAlive(upload: { pid: number | null; createdAtMs: number }): boolean {
  if (upload.pid === null) return false;
  if (upload.pid === process.pid) return upload.createdAtMs >= Date.now() - process.uptime() * 1000;
  try {
    process.kill(upload.pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}
