import type { OfferHistory } from './offer-history';
import type { Unit } from './usage';

/** What stands in a row of the comparison under one offer; null is not known. Prices in USD per 1M, costs in USD. */
export type CompareCell =
  | { readonly kind: 'rate'; readonly unit: Unit; readonly low: number; readonly high: number }
  | { readonly kind: 'usd'; readonly low: number; readonly high: number }
  | { readonly kind: 'pair'; readonly input: number | null; readonly output: number | null }
  | { readonly kind: 'tokens'; readonly tokens: number }
  | { readonly kind: 'score'; readonly score: number; readonly sampleSize: number | null; readonly note: string }
  | { readonly kind: 'text'; readonly text: string };

export type CompareEntry = {
  readonly cell: CompareCell | null;
  readonly note: string | null;
  readonly isLowest: boolean;
};

export type CompareRow = {
  readonly label: string;
  /** One for each offer, in their order. */
  readonly entries: readonly CompareEntry[];
  /** Two known entries say different things. */
  readonly differs: boolean;
};

export type CompareGroup = { readonly title: string; readonly rows: readonly CompareRow[] };

export type ComparedOffer = {
  readonly offerId: string;
  readonly name: string;
  readonly providerName: string;
  /** The book whose price is shown; null where none has one on the date. */
  readonly book: string | null;
  /** The stack has no price of it: another book's is shown. */
  readonly isOutsideStack: boolean;
  readonly history: OfferHistory;
};

export type CompareView = {
  readonly kind: 'compared';
  readonly offers: readonly ComparedOffer[];
  /** Asked for and in no book. */
  readonly unknown: readonly string[];
  readonly stack: readonly string[];
  readonly books: readonly string[];
  readonly groups: readonly CompareGroup[];
};
