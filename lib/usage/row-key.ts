import { BILLING_STATUSES, SERVICE_TIERS, type UsageRecord } from '@/lib/domain/usage';

/** 64 bits in two signed 32-bit lanes. */
export type RowKey = { lo: number; hi: number };

const SEED_LO = 0x2f0b4a27;
const SEED_HI = 0x71c9d3e5;

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

/** By UTF-16 code units, so the same text hashes alike whatever file it came from. */
export function hashText(text: string, out: RowKey): void {
  let lo = SEED_LO ^ text.length;
  let hi = SEED_HI ^ text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    lo = mixLo(lo, unit);
    hi = mixHi(hi, unit);
  }
  out.lo = finish(lo);
  out.hi = finish(hi);
}

/** The lowest bit of `lo` says that the call has an id: such a key may be stored once only. */
export function isIdKey(lo: number): boolean {
  return (lo & 1) === 1;
}

/** A call with an id is known by its id, time and tokens. */
export function idRowKey(record: UsageRecord, id: RowKey, out: RowKey): void {
  laneLo = id.lo;
  laneHi = id.hi;
  addTimeAndTokens(record);
  out.lo = finish(laneLo) | 1;
  out.hi = finish(laneHi);
}

/** A call without an id is known by all it says. `labels` holds lo and hi of each label's hash, in order. */
export function contentRowKey(record: UsageRecord, labels: Int32Array, out: RowKey): void {
  laneLo = SEED_LO;
  laneHi = SEED_HI;
  for (let i = 0; i < labels.length; i += 2) {
    laneLo = mixLo(laneLo, labels[i] as number);
    laneHi = mixHi(laneHi, labels[i + 1] as number);
  }
  addTimeAndTokens(record);
  const tier = record.serviceTier === 'standard' ? 0 : SERVICE_TIERS.indexOf(record.serviceTier);
  const status = record.status === 'ok' ? 0 : BILLING_STATUSES.indexOf(record.status);
  const flags = (record.aggregate ? 1 : 0) | (record.usageMissing ? 2 : 0);
  add(20, record.requests);
  if (record.loggedCostNanoUsd !== null) add(21, record.loggedCostNanoUsd + 1);
  if (record.latencyMs !== null) add(22, record.latencyMs + 1);
  add(23, flags | ((record.feedback + 1) << 2) | (status << 4) | (tier << 6));
  out.lo = finish(laneLo) & ~1;
  out.hi = finish(laneHi);
}

/** The two lanes at work; set and used within one call. */
let laneLo = 0;
let laneHi = 0;

function addTimeAndTokens(record: UsageRecord): void {
  add(1, record.timeMs);
  add(2, record.inputTokens);
  add(3, record.outputTokens);
  add(4, record.cacheReadTokens);
  add(5, record.cacheWriteTokens);
  add(6, record.cacheWrite1hTokens);
  add(7, record.reasoningTokens);
  add(8, record.inputAudioTokens);
  add(9, record.inputImageTokens);
  add(10, record.outputAudioTokens);
  add(11, record.outputImageTokens);
  add(12, record.webSearches);
}

/** Zeros are skipped, so the field number goes in with the value. */
function add(field: number, value: number): void {
  if (value === 0) return;
  const low = value | 0;
  const high = ((value / 0x1_0000_0000) | 0) ^ Math.imul(field, 0x9e3779b1);
  laneLo = mixLo(mixLo(laneLo, low), high);
  laneHi = mixHi(mixHi(laneHi, low), high);
}
