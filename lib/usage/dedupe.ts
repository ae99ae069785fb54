import { createKeyTable } from './key-table';
import { isIdKey } from './row-key';

/**
 * Tells the calls of one file that are stored already. Without an id the k-th identical row of the file is the
 * k-th stored one: each stored copy excuses one row. With an id any second sight is a duplicate.
 */
export type Deduper = {
  /** Called for every active row that the workload holds, before the first `mark`. */
  readonly addStored: (lo: number, hi: number) => void;
  /** Marks the duplicates among the file's next rows with 1 and gives their number. */
  readonly mark: (keyLo: Int32Array, keyHi: Int32Array, length: number, marks: Uint8Array) => number;
};

/** Rows whose places in the table are read ahead together. */
const BLOCK = 256;

export function createDeduper(expectedKeys: number): Deduper {
  // An id-less key that no earlier upload holds can never match, so only ids of this file are added.
  const table = createKeyTable(expectedKeys);

  function isDuplicate(lo: number, hi: number): boolean {
    if (isIdKey(lo)) {
      const sizeBefore = table.size();
      table.insert(lo, hi);
      return table.size() === sizeBefore;
    }
    if (table.size() === 0) return false;
    const slot = table.find(lo, hi);
    if (slot < 0) return false;
    const unmatched = table.count(slot);
    if (unmatched === 0) return false;
    table.setCount(slot, unmatched - 1);
    return true;
  }

  return {
    addStored(lo, hi) {
      const slot = table.insert(lo, hi);
      table.setCount(slot, table.count(slot) + 1);
    },
    mark(keyLo, keyHi, length, marks) {
      let duplicates = 0;
      for (let start = 0; start < length; start += BLOCK) {
        const end = Math.min(start + BLOCK, length);
        // Kept until the loop below writes over it, lest reading ahead be optimised away.
        for (let row = start; row < end; row++) marks[row] = table.touch(keyLo[row] as number, keyHi[row] as number);
        for (let row = start; row < end; row++) {
          const mark = isDuplicate(keyLo[row] as number, keyHi[row] as number) ? 1 : 0;
          marks[row] = mark;
          duplicates += mark;
        }
      }
      return duplicates;
    },
  };
}
