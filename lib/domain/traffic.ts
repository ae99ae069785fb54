import type { ServiceTier } from './usage';

/** Calls of one logged model: its offer id, or its name where none is known. */
export type ModelTraffic = { readonly model: string; readonly requests: number };

/** What a log holds of one task, over its span. `models` most calls first. */
export type TaskTraffic = {
  readonly task: string;
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly needs: readonly string[];
  readonly languages: readonly string[];
  readonly models: readonly ModelTraffic[];
};

/** A workload as far as its log tells, before any plan. */
export type Traffic = {
  readonly requests: number;
  /** Named tasks only, most calls first. */
  readonly tasks: readonly TaskTraffic[];
  /** The calls without a task. */
  readonly unnamed: TaskTraffic | null;
  readonly needs: readonly string[];
  readonly languages: readonly string[];
  readonly regions: readonly string[];
  readonly tags: readonly string[];
  readonly serviceTiers: readonly ServiceTier[];
  /** Calls logged as failed, of all; 0 where the log does not record failures. */
  readonly failedShare: number;
  readonly meanLatencyMs: number | null;
};
