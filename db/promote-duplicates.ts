import { createKeyTable, type KeyTable } from '@/lib/usage/key-table';
import { copyRows, createRequestBatch, type RequestBatch } from '@/lib/usage/request-batch';
import { isIdKey } from '@/lib/usage/row-key';
import { compressSegmentSync, encodeSegment } from '@/lib/usage/segment-codec';
import type { Database } from './client';
import { eachSegment } from './segments';

export type Promotion = {
  /** Duplicates that become active calls. */
  readonly promoted: readonly { readonly ofUpload: number; readonly batch: RequestBatch; readonly data: Uint8Array }[];
  /** Duplicate segments as they are without the promoted rows. */
  readonly kept: readonly { readonly id: number; readonly rows: number; readonly data: Uint8Array }[];
};

const KEYS = ['keyLo', 'keyHi'] as const;

/**
 * Which duplicates of `others` (in order of import) are to be stored once `uploadId` is gone. For each key the
 * uploads are gone through as an import would: an upload stores what it has beyond the copies stored before it.
 */
export function planPromotions(database: Database, uploadId: number, others: readonly number[]): Promotion {
  const promoted: Promotion['promoted'][number][] = [];
  const kept: Promotion['kept'][number][] = [];
  const contested = contestedKeys(database, uploadId, others);
  if (contested.size() === 0) return { promoted, kept };

  /** By slot: copies stored by the uploads gone through; of the current one, active rows and rows in all. */
  const stored = new Uint32Array(contested.capacity());
  for (const ofUpload of others) {
    const active = new Uint32Array(stored.length);
    const all = new Uint32Array(stored.length);
    eachKey(database, ofUpload, 'active', contested, (slot) => {
      active[slot] = (active[slot] as number) + 1;
      all[slot] = (all[slot] as number) + 1;
    });
    eachKey(database, ofUpload, 'duplicate', contested, (slot) => {
      all[slot] = (all[slot] as number) + 1;
    });
    const missing = (slot: number, lo: number) => {
      const fresh = isIdKey(lo)
        ? Math.min(1, all[slot] as number) - (stored[slot] as number)
        : (all[slot] as number) - (stored[slot] as number);
      return fresh - (active[slot] as number);
    };
    eachSegment(database, { uploadId: ofUpload }, 'duplicate', (batch, id) => {
      const rows = { moved: new Int32Array(batch.length), left: new Int32Array(batch.length) };
      let movedRows = 0;
      let leftRows = 0;
      for (let row = 0; row < batch.length; row++) {
        const lo = batch.keyLo[row] as number;
        const slot = contested.find(lo, batch.keyHi[row] as number);
        const isMissing = slot >= 0 && missing(slot, lo) > 0;
        if (isMissing) {
          active[slot] = (active[slot] as number) + 1;
          rows.moved[movedRows++] = row;
        } else {
          rows.left[leftRows++] = row;
        }
      }
      if (movedRows === 0) return;
      const moved = createRequestBatch(movedRows);
      const left = createRequestBatch(leftRows);
      copyRows(batch, rows.moved, 0, movedRows, moved);
      copyRows(batch, rows.left, 0, leftRows, left);
      promoted.push({ ofUpload, batch: moved, data: compressSegmentSync(encodeSegment(moved)) });
      const data = left.length === 0 ? new Uint8Array(0) : compressSegmentSync(encodeSegment(left));
      kept.push({ id, rows: left.length, data });
    });
    for (let slot = 0; slot < stored.length; slot++) stored[slot] = (stored[slot] as number) + (active[slot] as number);
  }
  return { promoted, kept };
}

/** Keys that the upload stores and some other upload has a duplicate of. */
function contestedKeys(database: Database, uploadId: number, others: readonly number[]): KeyTable {
  const duplicates = createKeyTable();
  for (const other of others) {
    eachSegment(
      database,
      { uploadId: other },
      'duplicate',
      ({ keyLo, keyHi, length }) => {
        for (let row = 0; row < length; row++) duplicates.insert(keyLo[row] as number, keyHi[row] as number);
      },
      KEYS,
    );
  }
  const table = createKeyTable(duplicates.size());
  if (duplicates.size() === 0) return table;
  eachSegment(
    database,
    { uploadId },
    'active',
    ({ keyLo, keyHi, length }) => {
      for (let row = 0; row < length; row++) {
        const lo = keyLo[row] as number;
        const hi = keyHi[row] as number;
        if (duplicates.find(lo, hi) >= 0) table.insert(lo, hi);
      }
    },
    KEYS,
  );
  return table;
}

function eachKey(
  database: Database,
  uploadId: number,
  kind: 'active' | 'duplicate',
  contested: KeyTable,
  visit: (slot: number) => void,
): void {
  eachSegment(
    database,
    { uploadId },
    kind,
    ({ keyLo, keyHi, length }) => {
      for (let row = 0; row < length; row++) {
        const slot = contested.find(keyLo[row] as number, keyHi[row] as number);
        if (slot >= 0) visit(slot);
      }
    },
    KEYS,
  );
}
