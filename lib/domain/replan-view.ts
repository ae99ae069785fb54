import type { NotReady } from './return-view';
import type { Problem, ScenarioHead } from './scenario-view';
import type { DecidedSuggestion, Suggestion } from './suggestion';

/** A suggestion with what names it when it is decided. Requests and money are of a 30-day month. */
export type ShownSuggestion = Suggestion & {
  readonly key: string;
  readonly savingUsdPerMonth: number;
  /** Declined before, and what was said then; null where it was not. */
  readonly declinedBefore: { readonly atMs: number; readonly reason: string } | null;
};

/** An entry of the history; `canPutBack`: the rule still is as this left it. */
export type HistoryEntry = DecidedSuggestion & { readonly canPutBack: boolean };

/** What came since the last re-plan of this policy. */
export type ReplanChanges = {
  /** Null where there was none: then all that is younger than `sinceMs` counts as new. */
  readonly lastMs: number | null;
  readonly sinceMs: number;
  readonly nextDueMs: number | null;
  readonly isDue: boolean;
  readonly requests: number;
  /** Below zero where requests were deleted; null where there was no re-plan. */
  readonly newRequests: number | null;
  readonly newEvidence: number | null;
  /** Price changes of the models in play, the latest first. */
  readonly prices: readonly { readonly model: string; readonly atMs: number }[];
  readonly newBooks: readonly string[];
};

export type ReadyReplan = {
  readonly kind: 'ready';
  readonly head: ScenarioHead;
  readonly policyName: string;
  /** It is a saved scenario's: taking a change saves it as a policy of that name. */
  readonly isScenario: boolean;
  readonly policies: readonly string[];
  /** Saved scenarios of the workload, without those that a saved policy is named like. */
  readonly scenarios: readonly string[];
  readonly floor: number;
  readonly suggestions: readonly ShownSuggestion[];
  /** Declined before, with figures that have not changed by more than a fifth. */
  readonly quiet: readonly ShownSuggestion[];
  readonly silent: readonly {
    readonly rule: string;
    readonly why: 'not judged' | 'no candidate';
    readonly requests: number;
  }[];
  readonly history: readonly HistoryEntry[];
  readonly changes: ReplanChanges;
  readonly candidates: readonly string[];
  readonly names: { readonly [model: string]: string };
};

export type ReplanView =
  | ReadyReplan
  | {
      readonly kind: 'no policy';
      readonly policies: readonly string[];
      readonly scenarios: readonly string[];
      readonly head: ScenarioHead;
    }
  | NotReady
  | Problem
  | null;
