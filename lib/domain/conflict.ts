import type { BookCurrency, PriceRow } from './price';
import type { ServiceTier, Unit } from './usage';

/** One price beside others of the same thing: a book's, or a seller's. In USD per 1M. */
export type Quote = {
  /** The book's name, or the seller's offer id. */
  readonly label: string;
  readonly offerId: string;
  readonly book: string;
  /** In USD, as the engine would charge it; `stated` as its book writes it. */
  readonly row: PriceRow;
  readonly stated: PriceRow;
  readonly currency: BookCurrency | null;
  /** An observed book outside the dates it saw. */
  readonly extrapolated: boolean;
};

/** One class of units whose prices differ; `usdPerMtok` in the order of the quotes, null where one has none. */
export type ClassDifference = {
  readonly unit: Unit;
  /** Prices above this many input tokens; null: the base price. */
  readonly aboveTokens: number | null;
  readonly usdPerMtok: readonly (number | null)[];
  /** Dearest ÷ cheapest; null where the cheapest is free. */
  readonly ratio: number | null;
  /** (dearest − cheapest) in percent of the cheapest; null where that is free. */
  readonly pct: number | null;
};

/** Why quotes disagree otherwise than by a price of the same class. */
export type OtherDifference =
  | { readonly kind: 'context tiers'; readonly tiers: readonly (readonly TierMark[])[] }
  | { readonly kind: 'missing'; readonly unit: Unit; readonly missingIn: readonly string[] };

export type TierMark = { readonly thresholdTokens: number; readonly inclusive: boolean };

/** Instants of the UTC week for which a conflict holds: seconds since Sunday 00:00, start included, end excluded. */
export type WeekSpan = { readonly startSecond: number; readonly endSecond: number };

/** Quotes that disagree about one offer, or one model, at one date, service tier, region and hour. */
export type Conflict = {
  /** The offer, or the maker's offer of the model. */
  readonly offerId: string;
  readonly serviceTier: ServiceTier;
  readonly region: string | null;
  /** null: every hour of the week. */
  readonly hours: readonly WeekSpan[] | null;
  readonly quotes: readonly Quote[];
  readonly prices: readonly ClassDifference[];
  readonly others: readonly OtherDifference[];
  /** The largest of `prices`; null where only `others` differ. Infinity where one is free. */
  readonly worstRatio: number | null;
};
