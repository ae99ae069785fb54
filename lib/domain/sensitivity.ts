import type { Interval } from './evidence';

/** What a plan's answer rests on beside the log and the prices. Models are offer ids; a price is a multiple of today's. */
export type Assumption =
  | { readonly kind: 'inputFactor' | 'outputFactor'; readonly from: string; readonly to: string }
  | { readonly kind: 'promptCacheKept' | 'errorRate' | 'overhead' }
  /** `index` into the policy's `cache`. */
  | { readonly kind: 'cacheHitRate'; readonly index: number }
  /** `rule` is an id, or `otherwise`. */
  | { readonly kind: 'judgeErrorRate'; readonly rule: string; readonly model: string }
  | { readonly kind: 'price'; readonly model: string }
  | { readonly kind: 'evidence'; readonly model: string; readonly benchmark: string };
export type AssumptionKind = Assumption['kind'];

/** What a plan comes to, over the log's span. `savingsPct` is not rounded; qualities as in `Quality`. */
export type Outcome = {
  readonly savingsUsd: number;
  readonly savingsPct: number | null;
  readonly quality: number | null;
  readonly relative: number | null;
  /** Calls that have a price on both sides as things stand, and none here. */
  readonly leftOutRequests: number;
};

/** The plan with one assumption at the low and at the high end of its range, everything else as it is. */
export type Swing = {
  readonly assumption: Assumption;
  readonly value: number;
  readonly range: Interval;
  readonly origin: 'measured' | 'assumed';
  readonly low: Outcome;
  readonly high: Outcome;
  /** A price step or a context window lies inside a size band at one of the ends. */
  readonly isApproximate: boolean;
};

export type Tornado = {
  readonly base: Outcome;
  /** By what they move of the saving, the most first, then by what they move of the quality. */
  readonly swings: readonly Swing[];
  /** Scores that the quality rests on and whose sample is not known: no range to move them in. */
  readonly notVaried: readonly Assumption[];
};

/**
 * The multiple of all of a model's prices at which the plan's bill equals today's; null where no price does it.
 * Bills over the log's span: what the model costs under the plan and as the log has it.
 */
export type BreakEven = {
  readonly model: string;
  readonly planUsd: number;
  readonly todayUsd: number;
  readonly multiple: number | null;
};

/** The multiple of the model's prices from which another choice for a rule's calls is cheaper. */
export type NextBest = {
  readonly rule: string;
  readonly model: string;
  /** Null: the calls stay on their own models. */
  readonly alternative: string | null;
  readonly planUsd: number;
  readonly alternativeUsd: number;
  readonly multiple: number;
};
