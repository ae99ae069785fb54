/**
 * Numbers byte strings in the order they are first seen, with a value parsed once for each, so that a repeated label
 * is never decoded again.
 */
export type Interner<T> = {
  /** `hash` is `addByte` over the range. -1 when there are too many values, or the text is too long, to keep. */
  readonly numberOf: (bytes: Uint8Array, start: number, end: number, hash: number) => number;
  readonly valueOf: (number: number) => T;
};

const MAX_ENTRIES = 16_384;
const MAX_ENTRY_BYTES = 256;

export function createInterner<T>(parse: (text: string) => T): Interner<T> {
  let slots = new Int32Array(64).fill(-1);
  const values: T[] = [];
  const hashes: number[] = [];
  const copies: Uint8Array[] = [];

  function add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    if (values.length === MAX_ENTRIES || end - start > MAX_ENTRY_BYTES) return -1;
    const number = values.length;
    slots[slot] = number;
    values.push(parse(decodeText(bytes, start, end)));
    hashes.push(hash);
    copies.push(bytes.slice(start, end));
    if (values.length * 2 > slots.length) slots = rehashed(hashes, slots.length * 2);
    return number;
  }

  return {
    numberOf(bytes, start, end, hash) {
      const mask = slots.length - 1;
      for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
        const number = slots[slot] as number;
        if (number < 0) return add(bytes, start, end, hash, slot);
        if (hashes[number] === hash && isSame(copies[number] as Uint8Array, bytes, start, end)) return number;
      }
    },
    valueOf: (number) => values[number] as T,
  };
}

/** One step of the hash over a label's bytes; it starts at 0. */
export function addByte(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}

/** Text from UTF-8; what is no UTF-8 becomes U+FFFD. */
export function decodeText(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
}

function spread(hash: number): number {
  return hash ^ (hash >>> 15);
}

function rehashed(hashes: readonly number[], length: number): Int32Array<ArrayBuffer> {
  const slots = new Int32Array(length).fill(-1);
  hashes.forEach((hash, number) => {
    let slot = spread(hash) & (length - 1);
    while ((slots[slot] as number) >= 0) slot = (slot + 1) & (length - 1);
    slots[slot] = number;
  });
  return slots;
}

function isSame(copy: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (copy.length !== end - start) return false;
  for (let i = 0; i < copy.length; i++) if (copy[i] !== bytes[start + i]) return false;
  return true;
}
