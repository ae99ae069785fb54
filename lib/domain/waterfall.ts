/** Causes that a replay switches on one after the other, in this order. */
export const REPLAYED_CAUSES = [
  'price',
  'tokenizer',
  'verbosity',
  'promptCache',
  'responseCache',
  'tier',
  'attempts',
  'steps',
  'judges',
  'overhead',
  'failures',
] as const;
export type ReplayedCause = (typeof REPLAYED_CAUSES)[number];

/** What makes two bills of the same calls differ. */
export const CAUSES = [...REPLAYED_CAUSES, 'monthTerms', 'apart'] as const;
/**
 * `price`: other models for the same tokens. `attempts` and `steps`: calls of cascades and chains before the one that
 * answers, and what a chain's last step reads and writes beyond the call. `monthTerms`: discounts, commitments and fees
 * of a month. `apart`: calls without a price while only some of the causes are on.
 */
export type Cause = (typeof CAUSES)[number];

/** What one cause adds to the bill, in USD; negative where it saves. */
export type WaterfallStep = { readonly cause: Cause; readonly usd: number };

/** Steps lead from `fromUsd` to `toUsd`, over the `requests` that have a price on every side. Only causes at work are listed. */
export type Waterfall = {
  readonly fromUsd: number;
  readonly toUsd: number;
  readonly steps: readonly WaterfallStep[];
  readonly requests: number;
  /** Of them, those that `apart` is about. */
  readonly apartRequests: number;
};
