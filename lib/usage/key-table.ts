/** 64-bit keys with a count each: open addressing over typed arrays, 12 to 24 bytes a key. */
export type KeyTable = {
  readonly size: () => number;
  /** Slot of the key, or -1. */
  readonly find: (lo: number, hi: number) => number;
  /** Slot of the key, added with count 0 where it is new. Earlier slots are void when the table grew. */
  readonly insert: (lo: number, hi: number) => number;
  /** Reads where the key would lie. Many of these in a row overlap their cache misses; what follows finds it there. */
  readonly touch: (lo: number, hi: number) => number;
  readonly count: (slot: number) => number;
  readonly setCount: (slot: number, count: number) => void;
  readonly capacity: () => number;
};

const MAX_LOAD = 0.7;

export function createKeyTable(expectedKeys = 0): KeyTable {
  let capacity = 1024;
  while (capacity * MAX_LOAD < expectedKeys) capacity *= 2;
  let keys = new Int32Array(capacity * 2);
  /** Made when the first count is set: ids need none. */
  let counts: Uint8Array | Uint32Array = new Uint8Array(0);
  let size = 0;

  /** Where the key is or belongs. The pair 0, 0 marks a free slot; `toStored` keeps it from being a key. */
  function probe(lo: number, hi: number): number {
    const mask = capacity - 1;
    let slot = (lo ^ (hi >>> 7)) & mask;
    for (;;) {
      const foundLo = keys[slot * 2] as number;
      const foundHi = keys[slot * 2 + 1] as number;
      if (foundLo === lo && foundHi === hi) return slot;
      if (foundLo === 0 && foundHi === 0) return slot;
      slot = (slot + 1) & mask;
    }
  }

  function isFree(slot: number): boolean {
    return keys[slot * 2] === 0 && keys[slot * 2 + 1] === 0;
  }

  function grow(): void {
    const oldKeys = keys;
    const oldCounts = counts;
    capacity *= 2;
    keys = new Int32Array(capacity * 2);
    const hasCounts = oldCounts.length > 0;
    if (hasCounts) counts = oldCounts instanceof Uint8Array ? new Uint8Array(capacity) : new Uint32Array(capacity);
    for (let old = 0; old < oldKeys.length / 2; old++) {
      const lo = oldKeys[old * 2] as number;
      const hi = oldKeys[old * 2 + 1] as number;
      if (lo === 0 && hi === 0) continue;
      const slot = probe(lo, hi);
      keys[slot * 2] = lo;
      keys[slot * 2 + 1] = hi;
      if (hasCounts) counts[slot] = oldCounts[old] as number;
    }
  }

  return {
    size: () => size,
    capacity: () => capacity,
    find(lo, hi) {
      const slot = probe(lo, toStored(lo, hi));
      return isFree(slot) ? -1 : slot;
    },
    insert(lo, hi) {
      if (size >= capacity * MAX_LOAD) grow();
      const storedHi = toStored(lo, hi);
      const slot = probe(lo, storedHi);
      if (isFree(slot)) {
        keys[slot * 2] = lo;
        keys[slot * 2 + 1] = storedHi;
        size++;
      }
      return slot;
    },
    touch: (lo, hi) => keys[((lo ^ (hi >>> 7)) & (capacity - 1)) * 2] as number,
    count: (slot) => counts[slot] ?? 0,
    setCount(slot, count) {
      if (counts.length === 0) counts = new Uint8Array(capacity);
      if (count > 255 && counts instanceof Uint8Array) counts = Uint32Array.from(counts);
      counts[slot] = count;
    },
  };
}

function toStored(lo: number, hi: number): number {
  return lo === 0 && hi === 0 ? 1 : hi;
}
