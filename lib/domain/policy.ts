import type { AccessFact } from './price';
import type { ServiceTier } from './usage';

/** The policy file, version 1. Parsed and documented by `lib/schema/policy.ts`. */
export type SizeCondition = { readonly atLeast?: number; readonly atMost?: number };

export type Condition = {
  readonly task?: readonly string[];
  readonly team?: readonly string[];
  readonly language?: readonly string[];
  readonly region?: readonly string[];
  readonly tags?: readonly string[];
  readonly needs?: readonly string[];
  readonly sourceModel?: readonly string[];
  readonly serviceTier?: readonly ServiceTier[];
  readonly inputTokens?: SizeCondition;
  readonly not?: Condition;
};

export type ChainStep = { readonly model: string; readonly inputFactor?: number; readonly outputFactor?: number };
export type Judge = {
  readonly model: string;
  readonly outputTokens?: number;
  readonly errorRate?: number;
  readonly inputFactor?: number;
};

type WithFallback = { readonly fallback?: readonly string[] };
export type KeepRoute = WithFallback & { readonly keep: true };
export type ModelRoute = WithFallback & { readonly model: string };
export type SplitRoute = WithFallback & {
  readonly split: readonly { readonly model: string; readonly weight: number }[];
};
export type CascadeRoute = WithFallback & {
  readonly cascade: readonly { readonly model: string; readonly accept?: number }[];
  readonly judge?: Judge;
};
export type ChainRoute = WithFallback & { readonly chain: readonly ChainStep[] };
export type Route = KeepRoute | ModelRoute | SplitRoute | CascadeRoute | ChainRoute;

export type Rule = { readonly id: string; readonly when?: Condition; readonly route: Route };

export type CacheRule = {
  readonly kind: 'exact' | 'semantic';
  readonly when?: Condition;
  readonly hitRate: number;
  readonly ttlSeconds?: number;
};
export type ServiceTierRule = { readonly tier: ServiceTier; readonly when?: Condition };

export type TokenFactor = {
  readonly from: string;
  readonly to: string;
  readonly input?: number;
  readonly output?: number;
};

export type Assumptions = {
  readonly promptCacheKept?: number;
  readonly errorRate?: number;
  readonly overheadUsdPerRequest?: number;
  readonly factors?: readonly TokenFactor[];
};

/** What every offer that gets traffic must be; judged by facts, in `lib/engine/constraints.ts`. They do not reroute. */
export type Constraints = {
  readonly residency?: readonly string[];
  readonly originIn?: readonly string[];
  readonly originNotIn?: readonly string[];
  readonly openWeights?: true;
  readonly contextTokensAtLeast?: number;
  readonly needs?: readonly string[];
  readonly notDeprecatedBefore?: string;
  readonly access?: { readonly [fact in AccessFact]?: readonly string[] };
  readonly vendorShareAtMost?: { readonly [vendor: string]: number };
  readonly latencyMsAtMost?: number;
  readonly firstTokenMsAtMost?: number;
  readonly outputTokensPerSecondAtLeast?: number;
};

export const CONSTRAINT_NAMES = [
  'residency',
  'originIn',
  'originNotIn',
  'openWeights',
  'contextTokensAtLeast',
  'needs',
  'notDeprecatedBefore',
  'access',
  'vendorShareAtMost',
  'latencyMsAtMost',
  'firstTokenMsAtMost',
  'outputTokensPerSecondAtLeast',
] as const satisfies readonly (keyof Constraints)[];
export type ConstraintName = (typeof CONSTRAINT_NAMES)[number];

export type Policy = {
  readonly waybill: 1;
  readonly name: string;
  readonly rules: readonly Rule[];
  readonly otherwise: Route;
  readonly cache?: readonly CacheRule[];
  readonly serviceTier?: readonly ServiceTierRule[];
  readonly errors?: { readonly retries?: number; readonly lastResort?: 'cachedAnswer' | 'error' };
  readonly constraints?: Constraints;
  readonly assumptions?: Assumptions;
};
