import type { Evidence } from './evidence';
import type { OfferFacts, PriceRow } from './price';

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
  /** ISO date; null where the book does not say since when. */
  readonly from: string | null;
  readonly notes: readonly string[];
  readonly contextWindowTokens: number | null;
  /** ISO 3166 of the maker's seat. */
  readonly origin: string | null;
  /** What it can do; null where nothing is known. */
  readonly capabilities: readonly string[] | null;
};

export type OfferPrice = PriceRow & {
  /** Its dates include the instant asked for. */
  readonly isInForce: boolean;
  /** Other rows of the same dates hold for other hours of the week. */
  readonly hasOtherHours: boolean;
};

export type OfferEvidence = Evidence & { readonly benchmarkTitle: string };

/** All that is known of one offer, in every book. */
export type OfferView = {
  readonly offerId: string;
  readonly name: string;
  readonly providerName: string;
  readonly facts: OfferFacts;
  /** The maker's own offer of the same model, where this one is a resale. */
  readonly makerOfferId: string | null;
  readonly books: readonly {
    readonly name: string;
    readonly version: string;
    readonly source: string;
    readonly licence: string;
    readonly prices: readonly OfferPrice[];
  }[];
  readonly evidence: readonly OfferEvidence[];
};
