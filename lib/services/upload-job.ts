import type { Database } from '@/db/client';
import { findJob, type StoredJob } from '@/db/import-jobs';
import { findReport } from '@/db/queries/uploads';
import { WaybillError } from '@/lib/domain/errors';
import type { UnpricedRow } from '@/lib/domain/simulation';
import type { ImportReport } from '@/lib/domain/upload';
import type { UploadJob } from '@/lib/domain/upload-view';
import { keepAll } from '@/lib/engine/templates';
import { cancelImport, getImport, type ImportError, type ImportJob } from '@/lib/usage/import-job';
import { DEFAULT_BOOKS } from './books';
import { getDatabase } from './database';
import { simulateWorkload } from './simulate-workload';
import { parseAsOf } from './view-scenario';

/** On globalThis: route handlers of one server may load this module more than once. */
const shared = globalThis as typeof globalThis & { waybillCancelledByPerson?: Set<string> };
shared.waybillCancelledByPerson ??= new Set();
const byPerson = shared.waybillCancelledByPerson;
/** Asked for again and again, a cause is logged once. */
const logged = new Set<string>();

const STATES = { waiting: 'running', done: 'done', failed: 'error', cancelled: 'cancelled' } as const;

const UNKNOWN_FAILURE = 'The import failed; the cause is in the server’s log. Nothing of the file was kept.';

async function unpricedModels(workload: string): Promise<readonly UnpricedRow[]> {
  const asOf = parseAsOf('today', Date.now());
  const { simulation } = await simulateWorkload({
    workload,
    policy: keepAll(),
    asOf,
    books: DEFAULT_BOOKS,
    outliers: 'none',
  });
  return simulation.unpriced;
}

/** An import of this server as the browser is shown it, without what it costs to know. */
export function fromImport(database: Database, job: ImportJob): UploadJob {
  const { jobId, workloadName, fileName, progress, result, status } = job;
  const stored = findJob(database, jobId);
  const error = status === 'failed' ? errorText(jobId, fileName, job.error) : null;
  return {
    ...{ jobId, workload: workloadName, fileName, progress, error, unpriced: null },
    state: status === 'failed' ? 'error' : status,
    report: result?.report ?? null,
    isAgain: (stored?.attempts ?? 0) > 1,
    isBrokenOff: status === 'cancelled' && !byPerson.has(jobId),
    isElsewhere: false,
    createdAtMs: stored?.createdAtMs ?? null,
  };
}

/** An import that this server knows of from the database alone. */
export function fromStored(database: Database, job: StoredJob): UploadJob {
  const { jobId, workloadName, fileName, bytes, status, attempts, createdAtMs } = job;
  const isDone = status === 'done';
  const bytesRead = isDone ? bytes : 0;
  const report = isDone && job.uploadId !== null ? findReport(database, job.uploadId) : null;
  const counts = report === null ? { rowsRead: 0, rejected: 0, duplicates: 0 } : countsOf(report);
  return {
    ...{ jobId, workload: workloadName, fileName, report, createdAtMs, unpriced: null },
    state: STATES[status],
    progress: { phase: 'reading', bytesRead, bytesTotal: bytes, ...counts },
    error: status === 'failed' ? errorText(jobId, fileName, job.error) : null,
    isAgain: attempts > 1,
    isBrokenOff: false,
    isElsewhere: status === 'waiting',
  };
}

function countsOf({ rows }: ImportReport) {
  return { rowsRead: rows.read, rejected: rows.rejected, duplicates: rows.duplicates };
}

function errorText(jobId: string, fileName: string, error: ImportError | null): string {
  if (error !== null && error.code !== null) return error.message;
  if (!logged.has(jobId)) console.error(`import of ${fileName}: ${error?.message}`);
  logged.add(jobId);
  return UNKNOWN_FAILURE;
}

/** With the models that have no price, once it is done. */
async function withUnpriced(job: UploadJob): Promise<UploadJob> {
  if (job.state !== 'done') return job;
  // The workload may be gone by now.
  return { ...job, unpriced: await unpricedModels(job.workload).catch(() => null) };
}

/** An import as the browser is shown it. */
export async function toUploadJob(job: ImportJob): Promise<UploadJob> {
  return withUnpriced(fromImport(await getDatabase(), job));
}

/** Where an import stands, of this server or of one before it. */
export async function viewUpload(jobId: string): Promise<UploadJob> {
  const job = getImport(jobId);
  if (job !== null) return toUploadJob(job);
  const database = await getDatabase();
  const stored = findJob(database, jobId);
  if (stored === null) throw new WaybillError('not-found', `no import ${jobId}: nothing of its file was kept`);
  return withUnpriced(fromStored(database, stored));
}

/** Stops an import; what it wrote goes. One that is over stays as it is. */
export async function cancelUpload(jobId: string): Promise<UploadJob> {
  if (getImport(jobId)?.status === 'running') {
    byPerson.add(jobId);
    cancelImport(jobId);
    return viewUpload(jobId);
  }
  const job = await viewUpload(jobId);
  if (job.state === 'running')
    throw new WaybillError('conflict', 'another process imports this file: it can be stopped there');
  return job;
}
