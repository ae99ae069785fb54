import { TOKEN_COUNT_KEYS } from '@/lib/domain/usage';
import type { RequestBatch } from './request-batch';

/** 64 bits in two signed 32-bit lanes. */
export type RowKey = { lo: number; hi: number };

const SEED_LO = 0x2f0b4a27;
const SEED_HI = 0x71c9d3e5;

/** By UTF-16 code units, four a step, so the same text hashes alike whatever file it came from. */
export function hashText(text: string, out: RowKey): void {
  let lo = SEED_LO ^ text.length;
  let hi = SEED_HI ^ text.length;
  for (let i = 0; i < text.length; i += 4) {
    let low = 0;
    let high = 0;
    for (let j = i; j < i + 4 && j < text.length; j++) {
      const unit = text.charCodeAt(j);
      low |= (unit & 0xff) << ((j & 3) * 8);
      high |= (unit >>> 8) << ((j & 3) * 8);
    }
    lo = mixLo(lo, low);
    hi = mixHi(hi, low);
    if (high === 0) continue;
    lo = mixLo(lo, ~high);
    hi = mixHi(hi, ~high);
  }
  out.lo = finish(lo);
  out.hi = finish(hi);
}

/** `hashText` of ASCII bytes; false where they are not. */
export function hashAsciiBytes(bytes: Uint8Array, start: number, end: number, out: RowKey): boolean {
  let lo = SEED_LO ^ (end - start);
  let hi = SEED_HI ^ (end - start);
  let all = 0;
  let at = start;
  while (at < end) {
    let word = bytes[at++] as number;
    if (at < end) word |= (bytes[at++] as number) << 8;
    if (at < end) word |= (bytes[at++] as number) << 16;
    if (at < end) word |= (bytes[at++] as number) << 24;
    all |= word;
    lo = mixLo(lo, word);
    hi = mixHi(hi, word);
  }
  out.lo = finish(lo);
  out.hi = finish(hi);
  return (all & 0x80808080) === 0;
}

/** A label's share in the key of a call; `kind` is its place among the kinds. */
export function hashLabel(text: string, kind: number, out: RowKey): void {
  hashText(text, out);
  out.lo = mixLo(out.lo, kind + 1);
  out.hi = mixHi(out.hi, kind + 1);
}

/** The lowest bit of `lo` says that the call has an id: such a key may be stored once only. */
export function isIdKey(lo: number): boolean {
  return (lo & 1) === 1;
}

/**
 * Makes the keys of a batch. A call with an id is known by its id, time and tokens: `keyLo`, `keyHi` come as the hash
 * of the id with the lowest bit set. A call without one is known by all it says: they come as the sum of its labels'
 * shares with that bit cleared.
 *
 * A key is a sum of one well-mixed share a column, so that columns of zeros cost nothing and the loops stay simple.
 */
export function finishKeys(batch: RequestBatch): void {
  const { keyLo, keyHi, length } = batch;
  const shares = new Int32Array(length * 2);
  addShares(batch.timeMs, length, 1, 0, shares);
  for (const [i, name] of TOKEN_COUNT_KEYS.entries()) addShares(batch[name], length, i + 2, 0, shares);
  const extras = new Int32Array(length * 2);
  addShares(batch.requests, length, 20, -1, extras);
  // One more than the value, so that a cost of 0 is not a cost unknown.
  addShares(batch.loggedCostNanoUsd, length, 21, 1, extras);
  addShares(batch.latencyMs, length, 22, 1, extras);
  addShares(flagsOf(batch), length, 23, 0, extras);
  for (let row = 0; row < length; row++) {
    const lo = keyLo[row] as number;
    const hi = keyHi[row] as number;
    const hasId = lo & 1;
    const extraLo = hasId ? 0 : (extras[row * 2] as number);
    const extraHi = hasId ? 0 : (extras[row * 2 + 1] as number);
    keyLo[row] = (finish(lo + (shares[row * 2] as number) + extraLo) & ~1) | hasId;
    keyHi[row] = finish(hi + (shares[row * 2 + 1] as number) + extraHi);
  }
}

/** Adds the share of each value that is neither NaN nor, with `shift`, zero. */
function addShares(values: Float64Array, length: number, column: number, shift: number, into: Int32Array): void {
  const salt = Math.imul(column, 0x9e3779b1);
  for (let row = 0; row < length; row++) {
    const value = (values[row] as number) + shift;
    if (value === 0 || Number.isNaN(value)) continue;
    const low = value | 0;
    const high = (value / 0x1_0000_0000) | 0;
    into[row * 2] = (into[row * 2] as number) + mixLo(mixLo(salt, low), high);
    into[row * 2 + 1] = (into[row * 2 + 1] as number) + mixHi(mixHi(salt, low), high);
  }
}

function flagsOf({ aggregate, usageMissing, feedback, status, serviceTier, length }: RequestBatch): Float64Array {
  const flags = new Float64Array(length);
  for (let row = 0; row < length; row++) {
    const signs =
      (aggregate[row] as number) | ((usageMissing[row] as number) << 1) | (((feedback[row] as number) & 3) << 2);
    flags[row] = signs | ((status[row] as number) << 4) | ((serviceTier[row] as number) << 6);
  }
  return flags;
}

function mixLo(hash: number, word: number): number {
  const h = Math.imul(hash ^ word, 0xcc9e2d51);
  return h ^ (h >>> 15);
}

function mixHi(hash: number, word: number): number {
  const h = Math.imul(hash + word, 0xab0e9789);
  return h ^ (h >>> 14);
}

function finish(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
