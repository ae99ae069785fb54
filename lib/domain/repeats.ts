/** Calls of one task that carry a prompt hash and were answered by a model, and how many of them were repeats. */
export type RepeatRow = { readonly task: string; readonly requests: number; readonly repeats: number };

/**
 * How often a log asks the same again: what a cache of exact prompts would have answered. A repeat has the task, the
 * model and the prompt hash of a call whose answer is in the cache still, `ttlSeconds` after it was stored (null:
 * for ever); a repeat does not renew it.
 */
export type Repeats = {
  readonly ttlSeconds: number | null;
  /** Calls answered by a model, with and without a hash. */
  readonly requests: number;
  readonly byTask: readonly RepeatRow[];
};
