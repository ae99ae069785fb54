import { WaybillError } from '@/lib/domain/errors';
import type { UploadJob } from '@/lib/domain/upload-view';
import type { UploadQuery } from '@/lib/schema/upload-request';
import { parseColumnMap } from '@/lib/usage/column-map';
import { cancelImport, getImport, startImport } from '@/lib/usage/import-job';
import { getDatabase } from './database';
import { toUploadJob } from './upload-job';

/**
 * Takes a file in and imports it in a worker. Answers when it is over; meanwhile `viewUpload` tells how far it is.
 * `signal`: the sender is gone. While the file was still on its way nothing of it stays; afterwards the import goes on.
 */
export async function uploadFile(
  query: UploadQuery,
  body: AsyncIterable<Uint8Array> | null,
  signal: AbortSignal,
): Promise<UploadJob> {
  const columnMap = query.map === undefined ? undefined : parseColumnMap(query.map);
  if (body === null) throw new WaybillError('bad-input', 'the file is empty');
  if (query.job !== undefined && getImport(query.job) !== null)
    throw new WaybillError('conflict', `there is an import ${query.job} already`);
  await getDatabase();
  const { jobId, finished } = startImport({
    jobId: query.job,
    workloadName: query.workload,
    fileName: query.fileName,
    format: query.format,
    columnMap,
    bytesTotal: query.bytes ?? null,
    body,
  });
  const onGone = () => {
    if (getImport(jobId)?.progress.phase === 'receiving') cancelImport(jobId);
  };
  signal.addEventListener('abort', onGone);
  try {
    return await toUploadJob(await finished);
  } finally {
    signal.removeEventListener('abort', onGone);
  }
}
