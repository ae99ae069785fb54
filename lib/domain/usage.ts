/** What a provider bills by. Token units are counted in tokens, the last two in calls. */
export const UNITS = [
  'input',
  'cacheRead',
  'cacheWrite',
  'cacheWrite1h',
  'inputAudio',
  'inputImage',
  'output',
  'reasoning',
  'outputAudio',
  'outputImage',
  'webSearch',
  'request',
] as const;
export type Unit = (typeof UNITS)[number];

export const SERVICE_TIERS = ['standard', 'batch', 'flex', 'priority'] as const;
export type ServiceTier = (typeof SERVICE_TIERS)[number];

export const BILLING_STATUSES = ['ok', 'failed', 'cacheHit'] as const;
export type BillingStatus = (typeof BILLING_STATUSES)[number];

/** Labels a request may carry; each is a dimension unless it has too many values. */
export const LABELS = ['task', 'team', 'language', 'region', 'needs', 'tags'] as const;
export type Label = (typeof LABELS)[number];

/** Above this many distinct values a label column is no dimension. */
export const MAX_LABEL_VALUES = 1000;

/**
 * Token counts of one call or of a sum of calls, in our normal form:
 * `inputTokens` includes cache reads, both cache writes, audio and image input;
 * `outputTokens` includes reasoning, audio and image output.
 */
export type TokenCounts = {
  inputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  cacheWrite1hTokens: number;
  inputAudioTokens: number;
  inputImageTokens: number;
  outputTokens: number;
  reasoningTokens: number;
  outputAudioTokens: number;
  outputImageTokens: number;
  webSearches: number;
};

export const TOKEN_COUNT_KEYS = [
  'inputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'cacheWrite1hTokens',
  'inputAudioTokens',
  'inputImageTokens',
  'outputTokens',
  'reasoningTokens',
  'outputAudioTokens',
  'outputImageTokens',
  'webSearches',
] as const satisfies readonly (keyof TokenCounts)[];
export type TokenCountKey = (typeof TOKEN_COUNT_KEYS)[number];

/** One call (or, with `aggregate`, a row that sums many calls). Labels are '' when absent. */
export type UsageRecord = TokenCounts & {
  timeMs: number;
  requestId: string;
  /** What the source calls the same for the same prompt: a hash or a cache key; '' when it does not say. */
  promptHash: string;
  /** The logged name of the model that answered (response model, else request model). */
  model: string;
  requests: number;
  aggregate: boolean;
  /** The source gave no token counts: the call is counted and never priced. */
  usageMissing: boolean;
  /** What the source says the call cost, in integer nano-USD; null when it does not say. */
  loggedCostNanoUsd: number | null;
  latencyMs: number | null;
  feedback: -1 | 0 | 1;
  status: BillingStatus;
  serviceTier: ServiceTier;
  task: string;
  team: string;
  language: string;
  region: string;
  /** Sorted, comma-joined, e.g. `tools,vision`. */
  needs: string;
  /** Sorted, comma-joined. */
  tags: string;
};
