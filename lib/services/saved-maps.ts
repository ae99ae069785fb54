import { listSavedMaps, putSavedMap, removeSavedMap } from '@/db/queries/saved-maps';
import { WaybillError } from '@/lib/domain/errors';
import type { SavedMap } from '@/lib/domain/upload-view';
import type { SavedMapInput } from '@/lib/schema/upload-request';
import { parseColumnMap } from '@/lib/usage/column-map';
import { getDatabase } from './database';

/** Column maps that a person gave a name, by name. */
export async function viewSavedMaps(): Promise<readonly SavedMap[]> {
  return listSavedMaps(await getDatabase());
}

/** Keeps a map for the next file of its kind; one of the same name is replaced. Gives all of them. */
export async function saveMap({ map, ...input }: SavedMapInput): Promise<readonly SavedMap[]> {
  const saved = { ...input, map: parseColumnMap(map) };
  const missing = Object.values(saved.map.columns).find((column) => !saved.columns.includes(column));
  if (missing !== undefined)
    throw new WaybillError('bad-input', `the mapping reads column "${missing}", which the file does not have`);
  const database = await getDatabase();
  putSavedMap(database, saved, Date.now());
  return listSavedMaps(database);
}

/** Gives those that are left. */
export async function deleteSavedMap(name: string): Promise<readonly SavedMap[]> {
  const database = await getDatabase();
  if (!removeSavedMap(database, name))
    throw new WaybillError('not-found', `no mapping is called "${name}": it may have been deleted already`);
  return listSavedMaps(database);
}
