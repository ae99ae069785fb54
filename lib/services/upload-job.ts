import { WaybillError } from '@/lib/domain/errors';
import type { UnpricedRow } from '@/lib/domain/simulation';
import type { UploadJob } from '@/lib/domain/upload-view';
import { keepAll } from '@/lib/engine/templates';
import { cancelImport, getImport, type ImportJob } from '@/lib/usage/import-job';
import { DEFAULT_BOOKS } from './books';
import { simulateWorkload } from './simulate-workload';
import { parseAsOf } from './view-scenario';

const UNKNOWN_FAILURE = 'The import failed; the cause is in the server’s log. Nothing of the file was kept.';

async function unpricedModels(workload: string): Promise<readonly UnpricedRow[]> {
  const asOf = parseAsOf('today', Date.now());
  const { simulation } = await simulateWorkload({ workload, policy: keepAll(), asOf, books: DEFAULT_BOOKS });
  return simulation.unpriced;
}

/** An import as the browser is shown it. */
export async function toUploadJob(job: ImportJob): Promise<UploadJob> {
  const { jobId, workloadName, fileName, progress, result } = job;
  const base = { jobId, workload: workloadName, fileName, progress, report: null, unpriced: null, error: null };
  switch (job.status) {
    case 'running':
    case 'cancelled':
      return { ...base, state: job.status };
    case 'done':
      return {
        ...base,
        state: 'done',
        report: result?.report ?? null,
        unpriced: await unpricedModels(workloadName),
      };
    case 'failed': {
      const isKnown = job.error !== null && job.error.code !== null;
      if (!isKnown) console.error(`import of ${fileName}: ${job.error?.message}`);
      return { ...base, state: 'error', error: isKnown ? (job.error?.message ?? UNKNOWN_FAILURE) : UNKNOWN_FAILURE };
    }
    default:
      throw new Error(`unknown import status: ${JSON.stringify(job.status satisfies never)}`);
  }
}

function notFound(jobId: string): WaybillError {
  return new WaybillError('not-found', `no import ${jobId}: the server may have been started again since`);
}

/** Where an import stands. */
export async function viewUpload(jobId: string): Promise<UploadJob> {
  const job = getImport(jobId);
  if (job === null) throw notFound(jobId);
  return toUploadJob(job);
}

/** Stops an import; what it wrote goes. One that is over stays as it is. */
export async function cancelUpload(jobId: string): Promise<UploadJob> {
  if (getImport(jobId) === null) throw notFound(jobId);
  cancelImport(jobId);
  return viewUpload(jobId);
}
