import type { OfferId } from './ids';
import type { ServiceTier, Unit } from './usage';

/** USD per one million units (tokens, searches, requests). A missing unit has no price. */
export type RateCard = { readonly [unit in Unit]?: number };

/**
 * Re-prices the whole request when its total input (cached included) passes the threshold:
 * `inclusive` compares with ≥, otherwise with >.
 */
export type ContextTier = {
  readonly thresholdTokens: number;
  readonly inclusive: boolean;
  readonly rates: RateCard;
};

/** Hours of the UTC week. Bit d of `weekdays` is day d, Sunday = 0. Start included, end excluded. */
export type ClockWindow = {
  readonly weekdays: number;
  readonly startSecond: number;
  readonly endSecond: number;
};

/**
 * One price in force. Dates: start included, end excluded, null is open.
 * `clock` null means every hour that no sibling row's windows claim.
 */
export type PriceRow = {
  readonly offerId: OfferId;
  readonly validFromMs: number | null;
  readonly validToMs: number | null;
  readonly clock: readonly ClockWindow[] | null;
  readonly serviceTier: ServiceTier;
  readonly rates: RateCard;
  /** Ascending by threshold; the last one passed applies. Each card is complete, not a patch. */
  readonly contextTiers: readonly ContextTier[];
  readonly sourceUrl: string;
  readonly checkedOn: string | null;
};

/** How a book recognises a logged name; the shape is that of genai-prices. Case-insensitive. */
export type NameMatch =
  | { readonly or: readonly NameMatch[] }
  | { readonly and: readonly NameMatch[] }
  | { readonly equals: string }
  | { readonly starts_with: string }
  | { readonly ends_with: string }
  | { readonly contains: string }
  | { readonly regex: string };

export const CAPABILITIES = ['vision', 'audio', 'tools', 'json', 'reasoning', 'pdf'] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** Facts of an offer that are not prices. A missing fact is unknown. */
export type OfferFacts = {
  readonly contextWindowTokens?: number;
  readonly maxOutputTokens?: number;
  readonly capabilities?: { readonly [need: string]: boolean };
  /** Where the maker sits, ISO 3166 alpha-2. */
  readonly origin?: string;
  readonly outputTokensPerSecond?: number;
  readonly deprecated?: boolean;
  /** The day its seller says it ends, ISO. */
  readonly deprecatedOn?: string;
  readonly upstreamModel?: string;
  readonly apiBase?: string;
  readonly apiKeyEnv?: string;
  readonly access?: { readonly [fact: string]: string };
};

export type Offer = {
  readonly offerId: OfferId;
  readonly name: string;
  readonly match: NameMatch | null;
  readonly facts: OfferFacts;
  /** The maker's own offer of the same model, where this one is a resale. */
  readonly sameModelAs: OfferId | null;
};

/** How a book finds a provider by name. `modelMatch` set means names of that shape are this provider's own. */
export type ProviderRules = {
  readonly provider: string;
  readonly name: string;
  readonly modelMatch: NameMatch | null;
  /** Providers whose offers this one resells under the same names. */
  readonly fallbackProviders: readonly string[];
};

export type PriceBook = {
  readonly name: string;
  readonly version: string;
  readonly source: string;
  readonly licence: string;
  /** A history of what was seen: outside its range the nearest interval is used and marked. */
  readonly observed: boolean;
  readonly providers: readonly ProviderRules[];
  readonly offers: readonly Offer[];
  readonly rows: readonly PriceRow[];
};
