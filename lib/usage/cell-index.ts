import { CELL_DIMENSIONS } from '@/lib/domain/cube';

/** Numbers distinct cells in the order they are first seen. */
export type CellIndex = {
  /** The dimensions in order. Set this, then call `find`. */
  readonly key: Int32Array;
  readonly find: () => number;
  readonly size: () => number;
  readonly capacity: () => number;
  /** Dimension `d` of every cell. */
  readonly dimension: (d: number) => Int32Array<ArrayBuffer>;
};

const MAX_LOAD = 0.5;
const WIDTH = CELL_DIMENSIONS.length;
/** Keys lie 16 apart: a cell is one cache line. */
const STRIDE = 16;

export function createCellIndex(): CellIndex {
  const key = new Int32Array(WIDTH);
  let capacity = 1024;
  let slots = new Int32Array(capacity / MAX_LOAD).fill(-1);
  let keys = new Int32Array(capacity * STRIDE);
  let size = 0;

  function isKey(cell: number): boolean {
    const base = cell * STRIDE;
    for (let d = 0; d < WIDTH; d++) if (keys[base + d] !== key[d]) return false;
    return true;
  }

  function add(slot: number, hash: number): number {
    const cell = size++;
    for (let d = 0; d < WIDTH; d++) keys[cell * STRIDE + d] = key[d] as number;
    keys[cell * STRIDE + HASH_AT] = hash;
    slots[slot] = cell;
    if (size === capacity) grow();
    return cell;
  }

  function grow(): void {
    capacity *= 2;
    const oldKeys = keys;
    keys = new Int32Array(capacity * STRIDE);
    keys.set(oldKeys);
    slots = new Int32Array(capacity / MAX_LOAD).fill(-1);
    const mask = slots.length - 1;
    for (let cell = 0; cell < size; cell++) {
      let slot = (keys[cell * STRIDE + HASH_AT] as number) & mask;
      while ((slots[slot] as number) >= 0) slot = (slot + 1) & mask;
      slots[slot] = cell;
    }
  }

  return {
    key,
    size: () => size,
    capacity: () => capacity,
    find() {
      const hash = hashOf(key);
      const mask = slots.length - 1;
      for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
        const cell = slots[slot] as number;
        if (cell < 0) return add(slot, hash);
        if (keys[cell * STRIDE + HASH_AT] === hash && isKey(cell)) return cell;
      }
    },
    dimension(d) {
      const column = new Int32Array(size);
      for (let cell = 0; cell < size; cell++) column[cell] = keys[cell * STRIDE + d] as number;
      return column;
    },
  };
}

const HASH_AT = STRIDE - 1;

/**
 * A sum of products by unrelated odd numbers, which a processor works out side by side; the mixing comes once, at
 * the end. Multiples of one number would send keys of equal weighted sum to one hash.
 */
function hashOf(k: Int32Array): number {
  const sum =
    Math.imul(k[0] as number, 0x2c1b3c6d) +
    Math.imul(k[1] as number, 0x297a2d39) +
    Math.imul(k[2] as number, 0x1b56c4e9) +
    Math.imul(k[3] as number, 0x7feb352d) +
    Math.imul(k[4] as number, 0x31848bab) +
    Math.imul(k[5] as number, 0x5851f42d) +
    Math.imul(k[6] as number, 0x4c957f2d) +
    Math.imul(k[7] as number, 0x14057b7f) +
    Math.imul(k[8] as number, 0x6c8e9cf5) +
    Math.imul(k[9] as number, 0x70932bd5) +
    Math.imul(k[10] as number, 0x38495ab5) +
    Math.imul(k[11] as number, 0x1f83d9ab) +
    Math.imul(k[12] as number, 0x5be0cd19) +
    Math.imul(k[13] as number, 0x3c6ef373);
  const low = sum | 0;
  const mixed = Math.imul(low ^ (low >>> 16), 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}
