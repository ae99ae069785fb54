import type { SketchRow } from './sketch';

type Amounts = { readonly requests: number; readonly inputTokens: number; readonly outputTokens: number };

/** What a sketch amounts to in a month of 30 days. `usd` covers the rows with a price; null where none has one. */
export type SketchTotals = Amounts & {
  readonly usd: number | null;
  readonly pricedRequests: number;
  /** By place of the row; `unpriced` says why it has no cost. */
  readonly lines: readonly (Amounts & { readonly usd: number | null; readonly unpriced: string | null })[];
  /** How the models of the rows are called, by offer id. */
  readonly names: { readonly [offerId: string]: string };
};

export type SketchView = {
  /** The sketch to be changed; null for a new one. */
  readonly workload: string | null;
  readonly rows: readonly SketchRow[];
  readonly totals: SketchTotals | null;
  readonly books: readonly string[];
  /** Names that are taken by logs. */
  readonly logs: readonly string[];
  /** Models that the workloads use, listed first in the picker. */
  readonly models: readonly string[];
  /** Why the sketch that was asked for cannot be changed. */
  readonly problem: string | null;
};
