import type { SavedMap } from '@/lib/domain/upload-view';

/** Whether a file of these columns has all that a mapping reads. */
export function fits({ map }: SavedMap, columns: readonly string[]): boolean {
  return Object.values(map.columns).every((column) => columns.includes(column));
}

/** The mapping made for a file of just these columns, in whatever order. */
export function fitting(all: readonly SavedMap[], columns: readonly string[]): SavedMap | null {
  const has = new Set(columns);
  const isSame = (saved: SavedMap) =>
    saved.columns.length === columns.length && saved.columns.every((column) => has.has(column));
  return all.find((saved) => isSame(saved) && fits(saved, columns)) ?? null;
}
