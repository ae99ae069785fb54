import type { NameRule, NameRuleId, NameStep } from './name-resolution';

/** Traffic under one logged name; percents are of the chosen workloads' totals, null where the log has no cost. */
export type NameTraffic = {
  readonly requests: number;
  readonly requestsPct: number;
  readonly tokens: number;
  readonly tokensPct: number;
  readonly loggedUsd: number | null;
  readonly loggedPct: number | null;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly workloads: readonly string[];
};

/** An offer with its written name. */
export type NamedOffer = { readonly offerId: string; readonly name: string };

/** `name` is '' where the log names no model. `suggestions` are for a person to choose from. */
export type UnresolvedName = NameTraffic & {
  readonly name: string;
  readonly suggestions: readonly NamedOffer[];
};

export const RESOLVED_BY = ['id', 'alias', 'list', 'rule'] as const;
/** An offer id, a written alias, the match rules of a book, or a declared rule on the way. */
export type ResolvedBy = (typeof RESOLVED_BY)[number];

export type ResolvedName = NameTraffic & {
  readonly name: string;
  readonly offer: NamedOffer;
  readonly by: ResolvedBy;
  readonly rules: readonly NameRuleId[];
  readonly how: string;
};

export type WrittenAlias = {
  readonly name: string;
  readonly offerId: string;
  readonly savedAtMs: number;
  /** Calls that carry the name, in all workloads. */
  readonly requests: number;
  /** What the name would be without the alias; null: unknown. */
  readonly withoutIt: string | null;
};

/** What mapping a name would do to one workload, at the prices of each call's own day. */
export type AliasEffect = {
  readonly workload: string;
  readonly requests: number;
  readonly pricedRequests: number;
  /** The bill of the priced ones as mapped, and as the name resolves today; null where nothing is priced. */
  readonly repricedUsd: number | null;
  readonly todayUsd: number | null;
  /** As logged, for the calls priced as mapped; null where none carries a cost. */
  readonly loggedUsd: number | null;
  readonly loggedRequests: number;
  readonly unpriced: readonly { readonly reason: string; readonly requests: number }[];
};

/** One name being mapped. */
export type NameMapping = {
  readonly name: string;
  readonly traffic: NameTraffic | null;
  readonly current: { readonly offerId: string; readonly how: string; readonly steps: readonly NameStep[] } | null;
  /** Why this name cannot be mapped. */
  readonly refusal: string | null;
  readonly suggestions: readonly NamedOffer[];
  readonly candidate: {
    readonly offer: NamedOffer;
    /** Why the name cannot be this offer. */
    readonly problem: string | null;
    readonly effects: readonly AliasEffect[];
  } | null;
};

export type NamesView = {
  readonly workloads: readonly string[];
  /** null: all of them. */
  readonly workload: string | null;
  readonly books: readonly string[];
  readonly names: number;
  readonly unresolvedShare: Pick<NameTraffic, 'requests' | 'requestsPct' | 'tokensPct' | 'loggedUsd' | 'loggedPct'>;
  readonly unresolved: readonly UnresolvedName[];
  readonly resolved: readonly ResolvedName[];
  readonly aliases: readonly WrittenAlias[];
  readonly rules: readonly NameRule[];
  readonly mapping: NameMapping | null;
};
