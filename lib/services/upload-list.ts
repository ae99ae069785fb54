import { latestJobs } from '@/db/import-jobs';
import type { UploadJob } from '@/lib/domain/upload-view';
import { runningImportJobs } from '@/lib/usage/import-job';
import { getDatabase } from './database';
import { fromImport, fromStored } from './upload-job';

const ENDED_SHOWN = 20;

/** Imports that run, of this server or another one on the same data, and the latest that ended. The newest first. */
export async function listImports(): Promise<readonly UploadJob[]> {
  const database = await getDatabase();
  const running = runningImportJobs();
  const ids = new Set(running.map(({ jobId }) => jobId));
  const stored = latestJobs(database, ENDED_SHOWN).filter(({ jobId }) => !ids.has(jobId));
  return [
    ...running.map((job) => fromImport(database, job)).reverse(),
    ...stored.map((job) => fromStored(database, job)),
  ];
}
