import { WaybillError } from '@/lib/domain/errors';
import { getDatabase } from './database';
import { loadCutCells, requireWorkload } from './simulate-workload';
import { cubeFile, liveCube } from './view-live';

/**
 * The gzipped bytes of a workload's cube. Throws 'not-found' for an unknown workload, 'conflict' where its cells are no
 * longer those of the key: the Studio's answer is then of the past and must be asked for again.
 */
export async function readLiveCube(name: string, key: string, isLogged: boolean): Promise<Uint8Array<ArrayBuffer>> {
  const database = await getDatabase();
  const workload = await requireWorkload(database, name);
  const cells = loadCutCells(database, workload, workload.cuts);
  const file = cubeFile(liveCube(cells, isLogged ? 'logged' : 0));
  if (file.key !== key) throw new WaybillError('conflict', `the cells of "${name}" have changed since`);
  return file.gzipped;
}
