/** Numbers distinct keys of `width` integers in the order they are first seen. */
export type CellIndex = {
  /** Set this, then call `find`. */
  readonly key: Int32Array;
  readonly find: () => number;
  readonly size: () => number;
  readonly capacity: () => number;
  /** Integer `d` of every key, as a column. */
  readonly dimension: (d: number) => Int32Array<ArrayBuffer>;
};

const MAX_LOAD = 0.5;

export function createCellIndex(width: number): CellIndex {
  const key = new Int32Array(width);
  const factors = unrelatedOddNumbers(width);
  let capacity = 1024;
  let slots = new Int32Array(capacity * 2).fill(-1);
  let hashes = new Int32Array(capacity);
  let keys = new Int32Array(capacity * width);
  let size = 0;

  function isKey(cell: number): boolean {
    const base = cell * width;
    for (let d = 0; d < width; d++) if (keys[base + d] !== key[d]) return false;
    return true;
  }

  function add(slot: number, hash: number): number {
    const cell = size++;
    hashes[cell] = hash;
    for (let d = 0; d < width; d++) keys[cell * width + d] = key[d] as number;
    slots[slot] = cell;
    if (size === capacity) grow();
    return cell;
  }

  function grow(): void {
    capacity *= 2;
    const oldHashes = hashes;
    const oldKeys = keys;
    hashes = new Int32Array(capacity);
    hashes.set(oldHashes);
    keys = new Int32Array(capacity * width);
    keys.set(oldKeys);
    slots = new Int32Array(capacity / MAX_LOAD).fill(-1);
    const mask = slots.length - 1;
    for (let cell = 0; cell < size; cell++) {
      let slot = (hashes[cell] as number) & mask;
      while ((slots[slot] as number) >= 0) slot = (slot + 1) & mask;
      slots[slot] = cell;
    }
  }

  return {
    key,
    size: () => size,
    capacity: () => capacity,
    find() {
      // A sum of products lets the multiplications run side by side; the mixing comes once, at the end.
      let hash = 0;
      for (let d = 0; d < width; d++) hash = (hash + Math.imul(key[d] as number, factors[d] as number)) | 0;
      hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
      hash ^= hash >>> 13;
      const mask = slots.length - 1;
      for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
        const cell = slots[slot] as number;
        if (cell < 0) return add(slot, hash);
        if (hashes[cell] === hash && isKey(cell)) return cell;
      }
    },
    dimension(d) {
      const column = new Int32Array(size);
      for (let cell = 0; cell < size; cell++) column[cell] = keys[cell * width + d] as number;
      return column;
    },
  };
}

/** Multiples of one constant would send keys of equal weighted sum to one hash. */
function unrelatedOddNumbers(count: number): Int32Array {
  let state = 0x2545f491;
  return Int32Array.from({ length: count }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state | 1;
  });
}
