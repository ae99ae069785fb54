import { deleteWorkload as removeWorkload } from '@/db/queries/uploads';
import { runningImports } from '@/db/uploads';
import { WaybillError } from '@/lib/domain/errors';
import { getDatabase } from './database';
import { requireWorkload } from './simulate-workload';

/** Deletes a workload, its files and its saved scenarios. Throws 'conflict' while an import into it runs. */
export async function deleteWorkload(name: string): Promise<void> {
  const database = await getDatabase();
  const workload = await requireWorkload(database, name);
  if (runningImports(database, workload.id).length > 0)
    throw new WaybillError('conflict', `an import into "${name}" is running: wait for it, or cancel it first`);
  removeWorkload(database, workload.id);
}
