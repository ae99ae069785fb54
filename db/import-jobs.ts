import { and, desc, eq, ne, sql } from 'drizzle-orm';
import type { ColumnMap } from '@/lib/domain/column-map';
import type { ErrorCode } from '@/lib/domain/errors';
import type { Database } from './client';
import { importJobs } from './schema';
import { isAlive } from './sweep';

export type StoredJob = typeof importJobs.$inferSelect;

export type NewJob = {
  readonly jobId: string;
  readonly workloadName: string;
  readonly fileName: string;
  readonly format: string;
  readonly columnMap: ColumnMap | null;
  readonly bytes: number;
};

/** A file is spooled: from now on its import is owed. */
export function insertJob({ db }: Database, job: NewJob): void {
  db.insert(importJobs)
    .values({ ...job, status: 'waiting', pid: process.pid, createdAtMs: Date.now() })
    .run();
}

export function findJob({ db }: Database, jobId: string): StoredJob | null {
  return db.select().from(importJobs).where(eq(importJobs.jobId, jobId)).get() ?? null;
}

/**
 * Takes a job that waits and that no living process holds, or that this process just added. False where another
 * process was first or the job is over.
 */
export function claimJob({ sqlite, db }: Database, jobId: string): boolean {
  const claim = sqlite.transaction(() => {
    const job = db.select().from(importJobs).where(eq(importJobs.jobId, jobId)).get();
    if (job?.status !== 'waiting' || (job.startedAtMs !== null && isHeld(job))) return false;
    db.update(importJobs)
      .set({ pid: process.pid, startedAtMs: Date.now(), attempts: sql`${importJobs.attempts} + 1` })
      .where(eq(importJobs.jobId, jobId))
      .run();
    return true;
  });
  return claim.immediate();
}

/** Whether the process that holds a job lives. */
function isHeld(job: StoredJob): boolean {
  return isAlive({ pid: job.pid, createdAtMs: job.startedAtMs ?? job.createdAtMs });
}

/** Jobs owed by processes that are gone, the oldest first. */
export function orphanedJobs({ db }: Database): StoredJob[] {
  const waiting = db.select().from(importJobs).where(eq(importJobs.status, 'waiting')).orderBy(importJobs.createdAtMs);
  return waiting.all().filter((job) => !isHeld(job));
}

/** All jobs that wait, and the latest that ended; the newest first. */
export function latestJobs({ db }: Database, endedAtMost: number): StoredJob[] {
  const waiting = db.select().from(importJobs).where(eq(importJobs.status, 'waiting'));
  const ended = db.select().from(importJobs).where(ne(importJobs.status, 'waiting'));
  const latest = ended.orderBy(desc(importJobs.createdAtMs)).limit(endedAtMost);
  return [...waiting.orderBy(desc(importJobs.createdAtMs)).all(), ...latest.all()];
}

/** Marks a job's end that left nothing in its workload. A job that is done stays so. */
export function endJob(
  { db }: Database,
  jobId: string,
  status: 'failed' | 'cancelled',
  error: { readonly code: ErrorCode | null; readonly message: string } | null,
): void {
  db.update(importJobs)
    .set({ status, error, pid: null })
    .where(and(eq(importJobs.jobId, jobId), eq(importJobs.status, 'waiting')))
    .run();
}

/** Run it in the transaction that makes the upload visible: a job is done exactly when its rows are there. */
export function completeJob({ db }: Database, jobId: string, uploadId: number): void {
  db.update(importJobs).set({ status: 'done', uploadId, pid: null }).where(eq(importJobs.jobId, jobId)).run();
}

/** Forgets all but the latest ended jobs. */
export function forgetEndedJobs({ sqlite }: Database, keep: number): void {
  sqlite
    .prepare(
      `DELETE FROM import_jobs WHERE status <> 'waiting' AND job_id NOT IN
       (SELECT job_id FROM import_jobs WHERE status <> 'waiting' ORDER BY created_at_ms DESC LIMIT ?)`,
    )
    .run(keep);
}
