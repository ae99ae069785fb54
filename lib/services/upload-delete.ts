import { deleteUpload as removeFromWorkload } from '@/db/delete-upload';
import { deleteWorkload, listUploads } from '@/db/queries/uploads';
import { WaybillError } from '@/lib/domain/errors';
import { getDatabase } from './database';
import { requireWorkload } from './simulate-workload';

/** Takes a file out of its workload. A workload's last file takes the workload with it. */
export async function deleteUpload(workloadName: string, uploadId: number): Promise<{ workloadIsGone: boolean }> {
  const database = await getDatabase();
  const workload = await requireWorkload(database, workloadName);
  if (!listUploads(database, workload.id).some((upload) => upload.id === uploadId))
    throw new WaybillError('not-found', `"${workloadName}" has no file ${uploadId}: it may have been deleted already`);
  removeFromWorkload(database, uploadId);
  const workloadIsGone = listUploads(database, workload.id).length === 0;
  if (workloadIsGone) deleteWorkload(database, workload.id);
  return { workloadIsGone };
}
