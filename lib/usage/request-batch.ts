import { LABELS, TOKEN_COUNT_KEYS } from '@/lib/domain/usage';

/** Requests in one stored segment, at most. */
export const SEGMENT_ROWS = 65_536;

export const LABEL_KINDS = ['model', ...LABELS] as const;

const FLOAT_COLUMNS = ['timeMs', 'requests', ...TOKEN_COUNT_KEYS, 'loggedCostNanoUsd', 'latencyMs'] as const;
const INT_COLUMNS = ['keyLo', 'keyHi', ...LABEL_KINDS] as const;
const BYTE_COLUMNS = ['serviceTier', 'status', 'aggregate', 'usageMissing', 'feedback'] as const;

/** Every column of a stored request. A column that holds only its default is left out of a segment. */
export const BATCH_COLUMNS = [...FLOAT_COLUMNS, ...INT_COLUMNS, ...BYTE_COLUMNS] as const;
export type BatchColumn = (typeof BATCH_COLUMNS)[number];

/**
 * Requests as columns, filled up to `length`; all whole numbers. Labels are ids of the workload's dictionaries.
 * `keyLo`/`keyHi` are the row's 64-bit key. NaN in cost and latency is "not said"; `feedback` is -1, 0 or 1.
 */
export type RequestBatch = { length: number } & {
  readonly [column in (typeof FLOAT_COLUMNS)[number]]: Float64Array;
} & { readonly [column in (typeof INT_COLUMNS)[number]]: Int32Array } & {
  readonly [column in (typeof BYTE_COLUMNS)[number]]: Int8Array;
};

/** Written out, not looped: an object literal keeps V8's fast properties in the hottest loops we have. */
export function createRequestBatch(capacity: number): RequestBatch {
  return {
    length: 0,
    timeMs: new Float64Array(capacity),
    keyLo: new Int32Array(capacity),
    keyHi: new Int32Array(capacity),
    model: new Int32Array(capacity),
    task: new Int32Array(capacity),
    team: new Int32Array(capacity),
    language: new Int32Array(capacity),
    region: new Int32Array(capacity),
    needs: new Int32Array(capacity),
    tags: new Int32Array(capacity),
    serviceTier: new Int8Array(capacity),
    status: new Int8Array(capacity),
    aggregate: new Int8Array(capacity),
    usageMissing: new Int8Array(capacity),
    feedback: new Int8Array(capacity),
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

/** Appends row `row` of `from`; the target must have room. */
export function copyRow(from: RequestBatch, row: number, into: RequestBatch): void {
  const at = into.length++;
  for (const column of BATCH_COLUMNS) into[column][at] = from[column][row] as number;
}
