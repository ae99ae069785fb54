import type { Interval } from './evidence';
import type { Condition, Route } from './policy';

/** A route that should change, as computed on one day: from what, to what, and what that is worth. */
export type Suggestion = {
  readonly policyName: string;
  /** The rule of the policy that changes; `otherwise` for its last resort. */
  readonly rule: string;
  readonly when: Condition | null;
  readonly from: Route;
  readonly to: Route;
  readonly requests: number;
  readonly usdPerMonth: { readonly before: number; readonly after: number };
  /** Mean score of the requests concerned, 0 to 1; null where it is not judged. */
  readonly quality: {
    readonly before: number | null;
    readonly after: number | null;
    readonly change: Interval | null;
    /** Share of the requests that are judged on both routes, in percent. */
    readonly judgedPct: number;
  };
  /** How likely it is that quality falls by no more than the plan allows, 0 to 1; null where no sample is known. */
  readonly certainty: number | null;
  readonly because: string;
  /** Who took or declined it, as they signed. */
  readonly decidedBy?: string;
};

export type SuggestionStatus = 'open' | 'taken' | 'declined' | 'put back';

/** A suggestion that a person took or declined, or the way back from one that was taken. `by` as they signed, '' where they did not. */
export type DecidedSuggestion = {
  readonly id: number;
  readonly suggestion: Suggestion;
  readonly status: SuggestionStatus;
  readonly reason: string;
  readonly by: string;
  readonly decidedAtMs: number;
};
