import type { OfferId } from './ids';
import type { ServiceTier, Unit } from './usage';

/** USD (or a book's own currency) per one million units: tokens, searches, requests. A missing unit has no price. */
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

/** Hours of the week. Bit d of `weekdays` is day d, Sunday = 0. Start included, end excluded. */
export type ClockWindow = {
  readonly weekdays: number;
  readonly startSecond: number;
  readonly endSecond: number;
  /** IANA name of the zone whose wall clock is meant; UTC where absent. */
  readonly timeZone?: string;
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
  /**
   * Calls of this region only, `eu` for `eu-west-1` too; the longest that matches wins. Lower case. Absent or null: of every region
   * without a row of its own.
   */
  readonly region?: string | null;
  readonly rates: RateCard;
  /** Ascending by threshold; the last one passed applies. Each card is complete, not a patch. */
  readonly contextTiers: readonly ContextTier[];
  readonly sourceUrl: string;
  readonly checkedOn: string | null;
  /** Why a person set this price by hand. */
  readonly note?: string | null;
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

/**
 * What a term covers. `offers`: `provider/model`, `provider/*`, `provider/prefix*` or `*`; `units` and `serviceTiers`
 * where it covers only some. What is absent covers all.
 */
export type TermScope = {
  readonly offers?: readonly string[];
  readonly units?: readonly Unit[];
  readonly serviceTiers?: readonly ServiceTier[];
};

type TermBase = {
  /** As the contract calls it; shown beside every figure it changes. */
  readonly label: string;
  readonly scope: TermScope;
  /** Start included, end excluded, null is open. */
  readonly validFromMs: number | null;
  readonly validToMs: number | null;
  /** Where it is written: a contract, a page. */
  readonly source: string;
};

/**
 * A markup or discount on the prices of the books below: price × (100 + percent) / 100 + the fixed part.
 * Of one book the first term that covers a class wins; books stack.
 */
export type PriceTerm = TermBase & {
  /** −20 is 20 % off, 5.5 a markup of 5.5 %. */
  readonly percent: number;
  /** Added to every class of tokens it covers. */
  readonly usdPerMtok?: number;
  readonly usdPerRequest?: number;
};

/** What changes a calendar month's bill as a whole, after scaling; applied to what the scope's offers cost in the month. */
export type MonthTerm = TermBase &
  (
    | {
        readonly kind: 'volume';
        readonly measure: 'usd' | 'tokens';
        /** `above`: each band's percent holds for the part of the month inside it; `whole`: the band reached holds for all of it. */
        readonly applies: 'above' | 'whole';
        /** Ascending. `from` in USD or tokens a month, included. */
        readonly bands: readonly { readonly from: number; readonly percent: number }[];
      }
    | { readonly kind: 'commitment'; readonly usdPerMonth: number }
    | { readonly kind: 'fee'; readonly usdPerMonth: number }
  );

/** What a book's prices are written in, and the rate that turns them into USD. */
export type BookCurrency = {
  /** ISO 4217. */
  readonly code: string;
  readonly usdPerUnit: number;
  readonly rateDate: string;
  readonly source: string;
};

/** What it takes to become a customer (post C's friction table). */
export const ACCESS_FACTS = ['payment', 'signUp', 'apiShape', 'geography', 'docs', 'support', 'currency'] as const;
export type AccessFact = (typeof ACCESS_FACTS)[number];

/** Facts of an offer that are not prices. A missing fact is unknown. */
export type OfferFacts = {
  readonly contextWindowTokens?: number;
  readonly maxOutputTokens?: number;
  readonly capabilities?: { readonly [need: string]: boolean };
  /** Where the maker sits, ISO 3166 alpha-2. */
  readonly origin?: string;
  /** The weights can be downloaded, under whatever licence. */
  readonly openWeights?: boolean;
  /** Everywhere a call may be processed, as its seller says: `eu`, `us`, `global` or a cloud's own region, lower case. */
  readonly regions?: readonly string[];
  readonly outputTokensPerSecond?: number;
  readonly firstTokenMs?: number;
  readonly deprecated?: boolean;
  /** The day its seller says it ends, ISO. */
  readonly deprecatedOn?: string;
  readonly upstreamModel?: string;
  readonly apiBase?: string;
  readonly apiKeyEnv?: string;
  readonly access?: { readonly [fact in AccessFact]?: string };
  /**
   * Where a fact is from, as a key of lib/catalog/fact-sources.ts: of one fact (`capabilities.vision`), of all under
   * it (`capabilities`), or of every other fact (`*`). A fact without one is its book's.
   */
  readonly factSources?: { readonly [fact: string]: string };
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
  /** Absent: USD. The terms are always in USD. */
  readonly currency?: BookCurrency | null;
  readonly terms?: readonly PriceTerm[];
  readonly monthTerms?: readonly MonthTerm[];
};
