import type { Interval } from './evidence';

/**
 * Where a factor comes from, the strongest first: the same eval items answered by both models; the same prompt
 * hash on both in the log; the log's mean answers of a task, which are not the same prompts; the polyglot
 * leaderboard's token totals; nothing (1, assumed).
 */
export const FACTOR_SOURCES = ['evals', 'log pairs', 'log means', 'polyglot', 'assumed'] as const;
export type FactorSource = (typeof FACTOR_SOURCES)[number];

/** `value`: tokens on the other model ÷ tokens on the first, a pure number. `range`: 95 %, null where unknown. */
export type MeasuredFactor = { readonly value: number; readonly range: Interval | null };

/** What one source says of a model pair, as the policy's `assumptions.factors` could say it. */
export type FactorSuggestion = {
  /** Offer ids, or logged names where no offer has them. */
  readonly from: string;
  readonly to: string;
  /** Null: over all tasks. The policy's factors are for the pair, so a task's factor is for comparison. */
  readonly task: string | null;
  /** Null where the source says nothing of that side. */
  readonly input: MeasuredFactor | null;
  readonly output: MeasuredFactor | null;
  /** Pairs (items, prompts, exercises) behind it; calls of the smaller side where nothing is paired. */
  readonly n: number;
  readonly source: FactorSource;
  /** What was measured, in words for a screen. */
  readonly label: string;
};

/** A pair that the plan moves calls between, and what is known of it: the best source first, never empty. */
export type FactorPair = {
  readonly from: string;
  readonly to: string;
  /** Calls of the log that the plan's rules may send from the one to the other. */
  readonly requests: number;
  readonly suggestions: readonly FactorSuggestion[];
};
