/** Values kept by the bytes they are read from, so that a repeated label is never decoded or parsed twice. */
export type Interner<T> = (bytes: Uint8Array, start: number, end: number) => T;

const MAX_ENTRIES = 16_384;
const MAX_ENTRY_BYTES = 256;

export function createInterner<T>(parse: (text: string) => T): Interner<T> {
  let slots = new Int32Array(64).fill(-1);
  const values: T[] = [];
  const hashes: number[] = [];
  const copies: Uint8Array[] = [];

  return (bytes, start, end) => {
    let hash = end - start;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
    hash ^= hash >>> 15;
    let slot = hash & (slots.length - 1);
    for (;;) {
      const entry = slots[slot] as number;
      if (entry < 0) break;
      if (hashes[entry] === hash && isSame(copies[entry] as Uint8Array, bytes, start, end)) return values[entry] as T;
      slot = (slot + 1) & (slots.length - 1);
    }
    const value = parse(decodeText(bytes, start, end));
    if (values.length < MAX_ENTRIES && end - start <= MAX_ENTRY_BYTES) {
      slots[slot] = values.length;
      values.push(value);
      hashes.push(hash);
      copies.push(bytes.slice(start, end));
      if (values.length * 2 > slots.length) slots = rehashed(hashes, slots.length * 2);
    }
    return value;
  };
}

function rehashed(hashes: readonly number[], length: number): Int32Array<ArrayBuffer> {
  const slots = new Int32Array(length).fill(-1);
  hashes.forEach((hash, entry) => {
    let slot = hash & (slots.length - 1);
    while ((slots[slot] as number) >= 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = entry;
  });
  return slots;
}

function isSame(copy: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (copy.length !== end - start) return false;
  for (let i = 0; i < copy.length; i++) if (copy[i] !== bytes[start + i]) return false;
  return true;
}

/** Text from UTF-8; what is no UTF-8 becomes U+FFFD. */
export function decodeText(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
}
