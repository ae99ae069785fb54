import type { LabelRule, RuleField, RuleTarget } from './label-rule';

/** Requests and what they cost by the price books; `repricedUsd` is null where none of them has a price. */
export type LabelSums = {
  readonly requests: number;
  readonly pricedRequests: number;
  readonly repricedUsd: number | null;
};

/** One value of a label before and after the rules; '' is "none". */
export type LabelChange = { readonly label: string; readonly before: LabelSums; readonly after: LabelSums };

/** What rules would do to the stored requests of a workload. */
export type LabelPreview = {
  readonly requests: number;
  /** By place of the rule: the requests that take their label from it, and their percent of all. */
  readonly rules: readonly (LabelSums & { readonly pct: number })[];
  /** For each label that a rule, present or proposed, sets. */
  readonly changes: readonly { readonly target: RuleTarget; readonly lines: readonly LabelChange[] }[];
  /** Requests that at least one rule labels. */
  readonly labelled: number;
};

/** A part of the requests without a task, told apart by what is known before the call. */
export type SplitGroup = {
  /** By size, and by model and needs where they differ. */
  readonly name: string;
  /** "long prompts, short answers"; '' where no size is known. */
  readonly shape: string;
  /** The rules that give requests this name; tried in the order of the groups, the first match wins. */
  readonly rules: readonly LabelRule[];
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Output tokens for each input token; null without input. */
  readonly outputPerInput: number | null;
};

export type SuggestedGroup = SplitGroup & LabelSums & { readonly requestsPct: number; readonly usdPct: number | null };

export type DroppedLabel = { readonly label: string; readonly column: string; readonly fileName: string };

/** The labels of a workload as the Usage screen shows them. */
export type LabelsView = {
  readonly rules: readonly LabelRule[];
  /** Values that the workload holds, to choose from; at most some hundred of each. */
  readonly values: { readonly [field in RuleField]: readonly string[] };
  /** Tasks that were given by a suggestion and not by a person or the log. */
  readonly suggestedTasks: readonly string[];
  /** A split of the requests without a task; null where most have one. */
  readonly suggestion: readonly SuggestedGroup[] | null;
  readonly withoutTaskPct: number;
  /** Columns with too many values to be a label. */
  readonly dropped: readonly DroppedLabel[];
};
