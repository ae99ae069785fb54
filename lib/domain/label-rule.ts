/** Labels that a rule may set. */
export const RULE_TARGETS = ['task', 'team', 'language'] as const;
export type RuleTarget = (typeof RULE_TARGETS)[number];

/** Fields of a stored request that a rule may look at. */
export const RULE_FIELDS = ['model', 'task', 'team', 'language', 'region', 'needs', 'tags'] as const;
export type RuleField = (typeof RULE_FIELDS)[number];

/**
 * "Where these hold, the task is `value`." All conditions must hold. `pattern` is a text with `*` for any run of characters, compared
 * without regard to case; '' matches requests without that label. `onlyMissing`: a label that the log gives stays.
 */
export type LabelRule = {
  readonly target: RuleTarget;
  readonly value: string;
  readonly where: readonly { readonly field: RuleField; readonly pattern: string }[];
  /** Inclusive; absent is open. Requests whose size is not known match no rule that asks for one. */
  readonly inputTokens?: { readonly atLeast?: number; readonly atMost?: number };
  readonly onlyMissing: boolean;
  /** Made by the suggestion and not by a person. */
  readonly suggested: boolean;
};
