import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { type Database, databasePath, openDatabase } from '@/db/client';
import {
  claimJob,
  endJob,
  findJob,
  forgetEndedJobs,
  insertJob,
  type NewJob,
  orphanedJobs,
  type StoredJob,
} from '@/db/import-jobs';
import { removeUnfinishedUpload } from '@/db/sweep';
import type { ColumnMap } from '@/lib/domain/column-map';
import { type ErrorCode, WaybillError } from '@/lib/domain/errors';
import type { ImportProgress } from '@/lib/domain/upload';
import type { FromImportWorker, ImportWorkerData, ToImportWorker } from './import-messages';
import type { ImportResult } from './import-stream';
import { readLimits } from './limits';
import { explainNoSpace, spoolPath, sweepSpool, writeSpool } from './spool';

const ENDED_JOBS_KEPT = 50;
/** A file that brought the server down this often is not begun again. */
const MAX_ATTEMPTS = 3;
/** An upload whose sender is slow still touches its file; one that is this old has none. */
const ABANDONED_PART_MS = 6 * 3_600_000;

export type ImportError = { readonly code: ErrorCode | null; readonly message: string };

export type ImportJob = {
  readonly jobId: string;
  readonly workloadName: string;
  readonly fileName: string;
  readonly status: 'running' | 'done' | 'failed' | 'cancelled';
  readonly progress: ImportProgress;
  readonly result: ImportResult | null;
  /** `code` is null for what is no person's mistake. */
  readonly error: ImportError | null;
};

export type StartImport = {
  /** `databasePath()` where not given. */
  readonly dbPath?: string;
  /** Chosen by a client that wants to ask for progress while it still sends. */
  readonly jobId?: string;
  readonly workloadName: string;
  readonly fileName: string;
  readonly format: string;
  readonly columnMap?: ColumnMap;
  readonly bytesTotal: number | null;
  readonly body: AsyncIterable<Uint8Array>;
};

type Running = { job: ImportJob; cancel: () => void };

/** On globalThis: route handlers of one server may load this module more than once. */
const shared = globalThis as typeof globalThis & { waybillImports?: Map<string, Running> };
shared.waybillImports ??= new Map();
const jobs = shared.waybillImports;

/**
 * Writes `body` to the spool and then imports it in a worker. Once it is spooled the import is owed: it outlives the
 * sender, and a server that finds it after a crash begins it again. `finished` never rejects.
 */
export function startImport(start: StartImport): { jobId: string; finished: Promise<ImportJob> } {
  const { jobId = randomUUID(), dbPath = databasePath(), bytesTotal, body } = start;
  const running = track(jobId, start, bytesTotal);
  const finished = (async () => {
    const path = spoolPath(dbPath, jobId);
    try {
      const bytes = await receive(running, path, body);
      const { workloadName, fileName, format, columnMap = null } = start;
      const job = { jobId, workloadName, fileName, format, columnMap, bytes };
      withDatabase(dbPath, (database) => insertJob(database, job));
      return await runJob(dbPath, job, running);
    } catch (cause) {
      rmSync(path, { force: true });
      return settle(running, toEnd(cause));
    }
  })();
  return { jobId, finished };
}

/** Begins every import again that a process which is gone owed, and clears the spool of what nobody waits for. */
export function resumeImports(dbPath = databasePath()): { jobId: string; finished: Promise<ImportJob> }[] {
  return withDatabase(dbPath, (database) => {
    const resumed = orphanedJobs(database).flatMap((job) => {
      const problem = problemOf(dbPath, job);
      if (problem !== null) {
        endJob(database, job.jobId, 'failed', problem);
        rmSync(spoolPath(dbPath, job.jobId), { force: true });
        return [];
      }
      const running = track(job.jobId, job, job.bytes);
      return [{ jobId: job.jobId, finished: runJob(dbPath, job, running) }];
    });
    sweepSpool(dbPath, (jobId, ageMs) => {
      if (jobs.get(jobId)?.job.status === 'running') return false;
      const stored = findJob(database, jobId);
      return stored === null ? ageMs > ABANDONED_PART_MS : stored.status !== 'waiting';
    });
    forgetEndedJobs(database, ENDED_JOBS_KEPT);
    return resumed;
  });
}

function problemOf(dbPath: string, job: StoredJob): ImportError | null {
  if (!existsSync(spoolPath(dbPath, job.jobId)))
    return { code: 'not-found', message: `${job.fileName} is no longer in the spool: send it again` };
  if (job.attempts >= MAX_ATTEMPTS)
    return { code: 'conflict', message: `the server went down ${job.attempts} times while it read ${job.fileName}` };
  return null;
}

export function getImport(jobId: string): ImportJob | null {
  return jobs.get(jobId)?.job ?? null;
}

/** The imports that run in this process. */
export function runningImportJobs(): ImportJob[] {
  return [...jobs.values()].map(({ job }) => job).filter(({ status }) => status === 'running');
}

/** False where no such import runs. What it wrote goes; `finished` tells when. */
export function cancelImport(jobId: string): boolean {
  const running = jobs.get(jobId);
  if (running?.job.status !== 'running') return false;
  running.cancel();
  return true;
}

function track(
  jobId: string,
  { workloadName, fileName }: { readonly workloadName: string; readonly fileName: string },
  bytesTotal: number | null,
): Running {
  const progress: ImportProgress = {
    phase: 'receiving',
    bytesRead: 0,
    bytesTotal,
    rowsRead: 0,
    rejected: 0,
    duplicates: 0,
  };
  const running: Running = {
    job: { jobId, workloadName, fileName, status: 'running', progress, result: null, error: null },
    cancel: () => {},
  };
  jobs.set(jobId, running);
  const ended = [...jobs].filter(([, { job }]) => job.status !== 'running');
  for (const [old] of ended.slice(0, -ENDED_JOBS_KEPT)) jobs.delete(old);
  return running;
}

function settle(running: Running, end: Partial<ImportJob>): ImportJob {
  if (running.job.status === 'running') running.job = { ...running.job, ...end };
  return running.job;
}

function toEnd(cause: unknown): Partial<ImportJob> {
  const code = cause instanceof WaybillError ? cause.code : null;
  const message = cause instanceof Error ? cause.message : String(cause);
  return { status: code === 'cancelled' ? 'cancelled' : 'failed', error: { code, message } };
}

async function receive(running: Running, path: string, body: AsyncIterable<Uint8Array>): Promise<number> {
  const controller = new AbortController();
  running.cancel = () => controller.abort();
  const { signal } = controller;
  const onProgress = (bytesRead: number) => {
    running.job = { ...running.job, progress: { ...running.job.progress, bytesRead } };
  };
  try {
    return await writeSpool(path, body, { maxBytes: readLimits().fileBytes, signal, onProgress });
  } catch (cause) {
    // A sender that breaks off has cancelled.
    if (cause instanceof WaybillError || (cause as NodeJS.ErrnoException).syscall !== undefined) throw cause;
    throw new WaybillError('cancelled', 'the sender broke off', { cause });
  }
}

function runJob(dbPath: string, job: NewJob, running: Running): Promise<ImportJob> {
  const path = spoolPath(dbPath, job.jobId);
  if (!withDatabase(dbPath, (database) => claimJob(database, job.jobId)))
    return Promise.resolve(settle(running, toEnd(new WaybillError('conflict', 'another process imports this file'))));
  const { jobId, workloadName, fileName, format, columnMap, bytes } = job;
  const data: ImportWorkerData = {
    ...{ dbPath, jobId, path, workloadName, fileName, format, bytesTotal: bytes },
    ...(columnMap === null ? {} : { columnMap }),
  };
  const worker = new Worker(new URL('./import-worker.ts', import.meta.url), { workerData: data });
  running.cancel = () => worker.postMessage({ type: 'cancel' } satisfies ToImportWorker);
  running.job = {
    ...running.job,
    progress: { ...running.job.progress, phase: 'reading', bytesRead: 0, bytesTotal: bytes },
  };
  let uploadId: number | null = null;
  return new Promise((resolve) => {
    worker.on('message', (message: FromImportWorker) => {
      switch (message.type) {
        case 'began':
          uploadId = message.uploadId;
          return;
        case 'progress':
          running.job = { ...running.job, progress: message.progress };
          return;
        case 'done':
          settle(running, { status: 'done', result: message.result });
          return;
        case 'error': {
          const { code, message: text } = message;
          settle(running, { status: code === 'cancelled' ? 'cancelled' : 'failed', error: { code, message: text } });
          return;
        }
        default:
          throw new Error(`unknown message: ${JSON.stringify(message satisfies never)}`);
      }
    });
    worker.on('error', (cause) => settle(running, toEnd(cause)));
    worker.on('exit', () => {
      const { status, error } = settle(running, toEnd(new Error('the import ended without an answer')));
      // First: where the disk is full, this makes the room that the rest needs.
      rmSync(path, { force: true });
      try {
        withDatabase(dbPath, (database) => {
          // A worker that died left its lock on the workload.
          if (status !== 'done' && uploadId !== null) removeUnfinishedUpload(database, uploadId);
          if (status !== 'done') endJob(database, jobId, status === 'cancelled' ? 'cancelled' : 'failed', error);
        });
      } catch (cause) {
        // The next start of the server sweeps what is left.
        console.error(explainNoSpace(cause));
      }
      resolve(running.job);
    });
  });
}

function withDatabase<T>(dbPath: string, work: (database: Database) => T): T {
  const database = openDatabase(dbPath);
  try {
    return work(database);
  } finally {
    database.sqlite.close();
  }
}
