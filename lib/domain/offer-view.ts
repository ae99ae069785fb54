import type { Evidence } from './evidence';
import type { FactSource } from './offer-facts';
import type { BookCurrency, OfferFacts, PriceRow, PriceTerm, RateCard } from './price';

/** A context tier as the table tells it. */
export type TierNote = {
  readonly thresholdTokens: number;
  readonly inclusive: boolean;
  readonly input: number | null;
  readonly output: number | null;
};

/** One line of the catalog: an offer in one book, with the price in force. USD per 1M tokens; null is unknown. */
export type CatalogLine = {
  readonly offerId: string;
  readonly name: string;
  readonly provider: string;
  readonly providerName: string;
  readonly model: string;
  readonly book: string;
  readonly inputUsdPerMtok: number | null;
  readonly outputUsdPerMtok: number | null;
  readonly cacheReadUsdPerMtok: number | null;
  readonly cacheWriteUsdPerMtok: number | null;
  /** Every class the price in force has; null where no price is in force. */
  readonly rates: RateCard | null;
  readonly batchInputUsdPerMtok: number | null;
  readonly batchOutputUsdPerMtok: number | null;
  readonly tiers: readonly TierNote[] | null;
  /** Another price holds at other hours of the week. */
  readonly hasHours: boolean;
  /** The date lies outside what this history saw: its nearest price. */
  readonly isExtrapolated: boolean;
  /** Why a person set this price by hand; null where none did. */
  readonly handNote: string | null;
  /** ISO date; null where the book does not say since when. */
  readonly from: string | null;
  readonly contextWindowTokens: number | null;
  readonly maxOutputTokens: number | null;
  readonly outputTokensPerSecond: number | null;
  readonly firstTokenMs: number | null;
  readonly deprecatedOn: string | null;
  readonly openWeights: boolean | null;
  /** Where the data stays, as the seller says. */
  readonly regions: readonly string[] | null;
  /** ISO 3166 of the maker's seat. */
  readonly origin: string | null;
  /** What it takes to buy from its seller; null where nothing is known. */
  readonly access: NonNullable<OfferFacts['access']> | null;
  /** What it can do; null where nothing is known. */
  readonly capabilities: readonly string[] | null;
};

export type OfferPrice = PriceRow & {
  /** Its dates include the instant asked for. */
  readonly isInForce: boolean;
  /** Other rows of the same dates hold for other hours of the week. */
  readonly hasOtherHours: boolean;
  /** In USD, where the book writes another currency. */
  readonly usdRates: RateCard | null;
  /** A person set it by hand and it can be taken back. */
  readonly isByHand: boolean;
};

export type OfferEvidence = Evidence & { readonly benchmarkTitle: string };

export type OfferBook = {
  readonly name: string;
  readonly version: string;
  readonly source: string;
  readonly licence: string;
  readonly observed: boolean;
  readonly currency: BookCurrency | null;
  readonly prices: readonly OfferPrice[];
};

/** A term of a book that covers the offer: it changes the prices of the books below its own. */
export type OfferTerm = { readonly book: string; readonly term: PriceTerm; readonly isInForce: boolean };

/** What a form to set a price by hand starts with. */
export type OverrideDraft = {
  /** In force now at the standard tier, in USD per 1M; from `from`, empty where no book has one. */
  readonly rates: RateCard;
  readonly from: string | null;
  readonly source: string;
  /** What a price set by hand does not keep of the one in force. */
  readonly hasContextTiers: boolean;
  readonly hasHours: boolean;
  /** Books that take such a price; the first is in every scenario. */
  readonly books: readonly string[];
};

/** All that is known of one offer, in every book. */
export type OfferView = {
  readonly offerId: string;
  readonly name: string;
  readonly providerName: string;
  readonly facts: OfferFacts;
  readonly factSources: { readonly [fact: string]: FactSource };
  /** The maker's own offer of the same model, where this one is a resale. */
  readonly makerOfferId: string | null;
  readonly books: readonly OfferBook[];
  readonly terms: readonly OfferTerm[];
  readonly evidence: readonly OfferEvidence[];
  readonly draft: OverrideDraft;
};
