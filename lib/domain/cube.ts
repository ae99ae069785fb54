import type { ClockWindow } from './price';
import type { Label } from './usage';

/**
 * Where traffic must be cut so that no price and no policy in play tells two requests of a cell apart.
 * `sizeEdges`: band = how many edges are ≤ inputTokens. `dateEdgesMs`: interval = how many edges are ≤ timeMs.
 * `clocks`: bit i of a clock mask is set when the instant lies in `clocks[i]`.
 */
export type Cuts = {
  readonly sizeEdges: readonly number[];
  readonly dateEdgesMs: readonly number[];
  readonly clocks: readonly (readonly ClockWindow[])[];
};

/** The size band of rows without one size: aggregates and rows without usage. */
export const NO_SIZE_BAND = -1;

/** Dimensions of a cell, all integers. Labels are ids into `CellTable.labels[kind]`; 0 is "none". */
export const CELL_DIMENSIONS = [
  'day',
  'model',
  'task',
  'team',
  'language',
  'region',
  'needs',
  'tags',
  'serviceTier',
  'dateInterval',
  'clockMask',
  'sizeBand',
  'unitMask',
  'status',
] as const;
export type CellDimension = (typeof CELL_DIMENSIONS)[number];

/** Measures of a cell, all integers (sums). `loggedRequests` counts the calls that carry a recorded cost. */
export const CELL_MEASURES = [
  'requests',
  'inputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'cacheWrite1hTokens',
  'inputAudioTokens',
  'inputImageTokens',
  'outputTokens',
  'reasoningTokens',
  'outputAudioTokens',
  'outputImageTokens',
  'webSearches',
  'loggedRequests',
  'loggedCostNanoUsd',
  'latencyRequests',
  'latencyMs',
  'thumbsUp',
  'thumbsDown',
] as const;
export type CellMeasure = (typeof CELL_MEASURES)[number];

/** Bit i of `unitMask` is set when the call has a positive count of `TOKEN_COUNT_KEYS[i]`; these two follow. */
export const UNIT_MASK_USAGE_MISSING = 1 << 11;
export const UNIT_MASK_AGGREGATE = 1 << 12;

export type LabelKind = Label | 'model';

/**
 * Cells as columns; row i of every column is one cell. The same shape serves the stored cells, a cube
 * (cells rolled up to fewer dimensions: an absent dimension is 0 throughout) and one cell per request in tests.
 */
export type CellTable = {
  readonly length: number;
  readonly cuts: Cuts;
  /** `labels[kind][id]`; index 0 is ''. */
  readonly labels: { readonly [kind in LabelKind]: readonly string[] };
  readonly dimensions: { readonly [dimension in CellDimension]: Int32Array };
  readonly measures: { readonly [measure in CellMeasure]: Float64Array };
};
