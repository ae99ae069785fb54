import type { LABELS } from './usage';

/** Fields of the normal form that a column of a foreign file can fill. */
export const MAPPABLE_FIELDS = [
  'time',
  'model',
  'inputTokens',
  'outputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'cacheWrite1hTokens',
  'reasoningTokens',
  'inputAudioTokens',
  'inputImageTokens',
  'outputAudioTokens',
  'outputImageTokens',
  'webSearches',
  'costUsd',
  'task',
  'team',
  'language',
  'region',
  'needs',
  'tags',
  'serviceTier',
  'status',
  'requestId',
  'promptHash',
  'latencyMs',
  'feedback',
  'requests',
  'aggregate',
] as const satisfies readonly (string | (typeof LABELS)[number])[];
export type MappableField = (typeof MAPPABLE_FIELDS)[number];

export const TIME_UNITS = ['auto', 's', 'ms', 'us', 'ns'] as const;

/**
 * How to read a foreign file: field → column name (CSV header or dotted JSON key), and what its numbers mean.
 * `cache`: cached tokens are inside the input count, or beside it. `reasoning`: inside the output count, or beside it.
 */
export type ColumnMap = {
  readonly columns: { readonly [field in MappableField]?: string };
  /** Values for fields that no column holds, e.g. `{ model: 'gpt-4o' }`. */
  readonly constants?: { readonly [field in MappableField]?: string };
  readonly timeUnit?: (typeof TIME_UNITS)[number];
  readonly cache?: 'inside' | 'beside';
  readonly reasoning?: 'inside' | 'beside';
  /** Multiplies token counts, e.g. 1000 for a column in thousands. */
  readonly tokenScale?: number;
};
