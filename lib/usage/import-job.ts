import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { databasePath, openDatabase } from '@/db/client';
import { removeUnfinishedUpload } from '@/db/sweep';
import type { ErrorCode } from '@/lib/domain/errors';
import type { ImportProgress } from '@/lib/domain/upload';
import type { FromImportWorker, ImportWorkerData, ToImportWorker } from './import-messages';
import type { ImportResult } from './import-stream';

const MAX_CHUNKS_ON_THEIR_WAY = 8;
const FINISHED_JOBS_KEPT = 50;

export type ImportJob = {
  readonly jobId: string;
  readonly workloadName: string;
  readonly fileName: string;
  readonly status: 'running' | 'done' | 'failed' | 'cancelled';
  readonly progress: ImportProgress;
  readonly result: ImportResult | null;
  /** `code` is null for what is no person's mistake. */
  readonly error: { readonly code: ErrorCode | null; readonly message: string } | null;
};

export type StartImport = Omit<ImportWorkerData, 'dbPath'> & {
  /** `databasePath()` where not given. */
  readonly dbPath?: string;
  /** Chosen by a client that wants to ask for progress while it still sends. */
  readonly jobId?: string;
  readonly body: AsyncIterable<Uint8Array>;
};

type Running = { job: ImportJob; readonly cancel: () => void };

/** On globalThis: route handlers of one server may load this module more than once. */
const shared = globalThis as typeof globalThis & { waybillImports?: Map<string, Running> };
shared.waybillImports ??= new Map();
const jobs = shared.waybillImports;

/** Starts a worker and sends it `body`, no faster than it reads. `finished` never rejects. */
export function startImport(start: StartImport): { jobId: string; finished: Promise<ImportJob> } {
  const { body, jobId = randomUUID(), dbPath = databasePath(), ...rest } = start;
  const { workloadName, fileName, bytesTotal } = rest;
  const data: ImportWorkerData = { ...rest, dbPath };
  const worker = new Worker(new URL('./import-worker.ts', import.meta.url), { workerData: data });
  const send = (message: ToImportWorker) => worker.postMessage(message);
  const progress: ImportProgress = { bytesRead: 0, bytesTotal, rowsRead: 0, rejected: 0, duplicates: 0 };
  const running: Running = {
    job: { jobId, workloadName, fileName, status: 'running', progress, result: null, error: null },
    cancel: () => send({ type: 'cancel' }),
  };
  jobs.set(jobId, running);
  forgetOldJobs();

  const gate = createGate(MAX_CHUNKS_ON_THEIR_WAY);
  let uploadId: number | null = null;
  const finished = new Promise<ImportJob>((resolve) => {
    const settle = (change: Partial<ImportJob>): void => {
      if (running.job.status !== 'running') return;
      running.job = { ...running.job, ...change };
      gate.close();
    };
    worker.on('message', (message: FromImportWorker) => {
      switch (message.type) {
        case 'ack':
          return gate.leave();
        case 'began':
          uploadId = message.uploadId;
          return;
        case 'progress':
          running.job = { ...running.job, progress: message.progress };
          return;
        case 'done':
          return settle({ status: 'done', result: message.result });
        case 'error': {
          const { code, message: text } = message;
          return settle({ status: code === 'cancelled' ? 'cancelled' : 'failed', error: { code, message: text } });
        }
        default:
          throw new Error(`unknown message: ${JSON.stringify(message satisfies never)}`);
      }
    });
    worker.on('error', (cause) => {
      settle({
        status: 'failed',
        error: { code: null, message: cause instanceof Error ? cause.message : String(cause) },
      });
    });
    worker.on('exit', () => {
      // A worker that died left its lock on the workload.
      if (running.job.status !== 'done' && uploadId !== null) removeLeftover(dbPath, uploadId);
      settle({ status: 'failed', error: { code: null, message: 'the import ended without an answer' } });
      resolve(running.job);
    });
  });
  pump(body, send, gate).catch(() => send({ type: 'cancel' }));
  return { jobId, finished };
}

export function getImport(jobId: string): ImportJob | null {
  return jobs.get(jobId)?.job ?? null;
}

/** False where no such import runs. What it wrote goes; `finished` tells when. */
export function cancelImport(jobId: string): boolean {
  const running = jobs.get(jobId);
  if (running?.job.status !== 'running') return false;
  running.cancel();
  return true;
}

async function pump(
  body: AsyncIterable<Uint8Array>,
  send: (message: ToImportWorker) => void,
  gate: Gate,
): Promise<void> {
  for await (const chunk of body) {
    if (!(await gate.enter())) return;
    send({ type: 'chunk', chunk });
  }
  send({ type: 'end' });
}

type Gate = { readonly enter: () => Promise<boolean>; readonly leave: () => void; readonly close: () => void };

/** Lets `places` in at a time. `enter` gives false once the gate is closed. */
function createGate(places: number): Gate {
  let free = places;
  let isClosed = false;
  let wake = (): void => {};
  return {
    async enter() {
      while (free === 0 && !isClosed) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      free--;
      return !isClosed;
    },
    leave() {
      free++;
      wake();
    },
    close() {
      isClosed = true;
      wake();
    },
  };
}

function removeLeftover(dbPath: string, uploadId: number): void {
  const database = openDatabase(dbPath);
  removeUnfinishedUpload(database, uploadId);
  database.sqlite.close();
}

function forgetOldJobs(): void {
  const finished = [...jobs].filter(([, { job }]) => job.status !== 'running');
  for (const [jobId] of finished.slice(0, -FINISHED_JOBS_KEPT)) jobs.delete(jobId);
}
