import { BILLING_STATUSES, LABELS, SERVICE_TIERS, TOKEN_COUNT_KEYS, type UsageRecord } from '@/lib/domain/usage';
import type { RowKey } from './row-key';

/** Requests in one stored segment, at most. */
export const SEGMENT_ROWS = 65_536;

export const LABEL_KINDS = ['model', ...LABELS] as const;

const FLOAT_COLUMNS = ['timeMs', 'requests', ...TOKEN_COUNT_KEYS, 'loggedCostNanoUsd', 'latencyMs'] as const;
const INT_COLUMNS = [
  'keyLo',
  'keyHi',
  'promptLo',
  'promptHi',
  ...LABEL_KINDS,
  'serviceTier',
  'status',
  'aggregate',
  'usageMissing',
  'feedback',
] as const;

/** Every column of a stored request. A column that holds only its default is left out of a segment. */
export const BATCH_COLUMNS = [...FLOAT_COLUMNS, ...INT_COLUMNS] as const;
export type BatchColumn = (typeof BATCH_COLUMNS)[number];

/**
 * Requests as columns, filled up to `length`; all whole numbers. Labels are ids of the workload's dictionaries.
 * `keyLo`/`keyHi` are the row's 64-bit key, `promptLo`/`promptHi` the hash of its prompt's, 0 and 0 for none. NaN in cost and latency is "not said"; `feedback` is -1, 0 or 1.
 */
export type RequestBatch = { length: number } & {
  readonly [column in (typeof FLOAT_COLUMNS)[number]]: Float64Array;
} & { readonly [column in (typeof INT_COLUMNS)[number]]: Int32Array };

/** Written out, not looped: an object literal keeps V8's fast properties in the hottest loops we have. */
export function createRequestBatch(capacity: number): RequestBatch {
  return {
    length: 0,
    timeMs: new Float64Array(capacity),
    keyLo: new Int32Array(capacity),
    keyHi: new Int32Array(capacity),
    promptLo: new Int32Array(capacity),
    promptHi: new Int32Array(capacity),
    model: new Int32Array(capacity),
    task: new Int32Array(capacity),
    team: new Int32Array(capacity),
    language: new Int32Array(capacity),
    region: new Int32Array(capacity),
    needs: new Int32Array(capacity),
    tags: new Int32Array(capacity),
    serviceTier: new Int32Array(capacity),
    status: new Int32Array(capacity),
    aggregate: new Int32Array(capacity),
    usageMissing: new Int32Array(capacity),
    feedback: new Int32Array(capacity),
    requests: new Float64Array(capacity),
    inputTokens: new Float64Array(capacity),
    cacheReadTokens: new Float64Array(capacity),
    cacheWriteTokens: new Float64Array(capacity),
    cacheWrite1hTokens: new Float64Array(capacity),
    inputAudioTokens: new Float64Array(capacity),
    inputImageTokens: new Float64Array(capacity),
    outputTokens: new Float64Array(capacity),
    reasoningTokens: new Float64Array(capacity),
    outputAudioTokens: new Float64Array(capacity),
    outputImageTokens: new Float64Array(capacity),
    webSearches: new Float64Array(capacity),
    loggedCostNanoUsd: new Float64Array(capacity),
    latencyMs: new Float64Array(capacity),
  };
}

export function columnDefault(column: BatchColumn): number {
  if (column === 'requests') return 1;
  return column === 'loggedCostNanoUsd' || column === 'latencyMs' ? Number.NaN : 0;
}

/** Appends rows `rows[from..to)` of `source`; the target must have room. */
export function copyRows(source: RequestBatch, rows: Int32Array, from: number, to: number, target: RequestBatch): void {
  const at = target.length - from;
  for (const column of FLOAT_COLUMNS) {
    const [values, into] = [source[column], target[column]];
    for (let i = from; i < to; i++) into[at + i] = values[rows[i] as number] as number;
  }
  for (const column of INT_COLUMNS) {
    const [values, into] = [source[column], target[column]];
    for (let i = from; i < to; i++) into[at + i] = values[rows[i] as number] as number;
  }
  target.length += to - from;
}

/**
 * Appends a record. `ids` are its labels' by place in LABEL_KINDS, `key` what `finishKeys` asks for, `prompt` the
 * 64 bits of its prompt hash.
 */
export function appendRecord(
  batch: RequestBatch,
  record: UsageRecord,
  ids: Int32Array,
  key: RowKey,
  prompt: RowKey,
): void {
  const row = batch.length++;
  batch.timeMs[row] = record.timeMs;
  batch.keyLo[row] = key.lo;
  batch.keyHi[row] = key.hi;
  batch.promptLo[row] = prompt.lo;
  batch.promptHi[row] = prompt.hi;
  batch.model[row] = ids[0] as number;
  batch.task[row] = ids[1] as number;
  batch.team[row] = ids[2] as number;
  batch.language[row] = ids[3] as number;
  batch.region[row] = ids[4] as number;
  batch.needs[row] = ids[5] as number;
  batch.tags[row] = ids[6] as number;
  batch.requests[row] = record.requests;
  batch.inputTokens[row] = record.inputTokens;
  batch.cacheReadTokens[row] = record.cacheReadTokens;
  batch.cacheWriteTokens[row] = record.cacheWriteTokens;
  batch.cacheWrite1hTokens[row] = record.cacheWrite1hTokens;
  batch.inputAudioTokens[row] = record.inputAudioTokens;
  batch.inputImageTokens[row] = record.inputImageTokens;
  batch.outputTokens[row] = record.outputTokens;
  batch.reasoningTokens[row] = record.reasoningTokens;
  batch.outputAudioTokens[row] = record.outputAudioTokens;
  batch.outputImageTokens[row] = record.outputImageTokens;
  batch.webSearches[row] = record.webSearches;
  batch.loggedCostNanoUsd[row] = record.loggedCostNanoUsd ?? Number.NaN;
  batch.latencyMs[row] = record.latencyMs ?? Number.NaN;
  batch.serviceTier[row] = record.serviceTier === 'standard' ? 0 : SERVICE_TIERS.indexOf(record.serviceTier);
  batch.status[row] = record.status === 'ok' ? 0 : BILLING_STATUSES.indexOf(record.status);
  batch.aggregate[row] = record.aggregate ? 1 : 0;
  batch.usageMissing[row] = record.usageMissing ? 1 : 0;
  batch.feedback[row] = record.feedback;
}
