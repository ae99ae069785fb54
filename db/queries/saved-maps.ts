import { asc, eq } from 'drizzle-orm';
import type { SavedMap } from '@/lib/domain/upload-view';
import type { Database } from '../client';
import { savedMaps } from '../schema';

/** By name. */
export function listSavedMaps({ db }: Database): SavedMap[] {
  const rows = db.select().from(savedMaps).orderBy(asc(savedMaps.name)).all();
  return rows.map(({ name, format, columnMap, columns }) => ({ name, format, map: columnMap, columns }));
}

/** A name that is there takes the new map. */
export function putSavedMap({ db }: Database, { name, format, map, columns }: SavedMap, nowMs: number): void {
  const values = { format, columnMap: map, columns, updatedAtMs: nowMs };
  db.insert(savedMaps)
    .values({ name, ...values })
    .onConflictDoUpdate({ target: savedMaps.name, set: values })
    .run();
}

/** False where there is none of the name. */
export function removeSavedMap({ db }: Database, name: string): boolean {
  return db.delete(savedMaps).where(eq(savedMaps.name, name)).run().changes > 0;
}
