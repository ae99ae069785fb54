import { type KeyTable, createKeyTable } from './key-table';
import { isIdKey } from './row-key';

/**
 * Tells the calls of one file that are stored already. Without an id the k-th identical row of the file is the
 * k-th stored one: each stored copy excuses one row. With an id any second sight is a duplicate.
 */
export type Deduper = {
  /** Called for every active row that the workload holds, before the first `isDuplicate`. */
  readonly addStored: (lo: number, hi: number) => void;
  readonly isDuplicate: (lo: number, hi: number) => boolean;
};

export function createDeduper(storedRows: number): Deduper {
  // An id-less key that no earlier upload holds can never match, so only ids of this file are added.
  const table: KeyTable = createKeyTable(storedRows);
  return {
    addStored(lo, hi) {
      const slot = table.insert(lo, hi);
      table.setCount(slot, table.count(slot) + 1);
    },
    isDuplicate(lo, hi) {
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
    },
  };
}
