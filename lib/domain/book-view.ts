import type { OfferId } from './ids';
import type { BookCurrency, ClockWindow, MonthTerm, PriceBook, PriceTerm } from './price';
import type { ServiceTier, Unit } from './usage';

export const CHANGE_KINDS = ['new', 'changed', 'gone', 'same'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** One price of one token class before and after, per 1M units in the currency of the comparison. */
export type RateChange = {
  readonly unit: Unit;
  /** The context tier it stands in; null for the base price. */
  readonly tier: { readonly thresholdTokens: number; readonly inclusive: boolean } | null;
  readonly before: number | null;
  readonly after: number | null;
  /** Null where either side has none or the old one is 0. */
  readonly percent: number | null;
  /** Ten times up or down, or to or from 0: likely a slip of units. */
  readonly isSuspicious: boolean;
};

/** Start included, end excluded, null is open. */
export type DateSpan = { readonly validFromMs: number | null; readonly validToMs: number | null };

/** One price row of either book, or the pair that stands for the same offer, service tier, region and hours. */
export type BookDiffLine = {
  readonly kind: ChangeKind;
  readonly offerId: OfferId;
  readonly serviceTier: ServiceTier;
  readonly region: string | null;
  readonly clock: readonly ClockWindow[] | null;
  readonly before: DateSpan | null;
  readonly after: DateSpan | null;
  readonly rates: readonly RateChange[];
  readonly isSuspicious: boolean;
};

export type TermDiffLine<Term> = {
  readonly kind: ChangeKind;
  readonly label: string;
  readonly before: Term | null;
  readonly after: Term | null;
};

export type DiffCounts = { readonly [kind in ChangeKind]: number } & { readonly suspicious: number };

export type BookDiff = {
  readonly counts: DiffCounts;
  /** What the rates are written in: the books' own currency where they share it, else USD. */
  readonly currencyCode: string;
  readonly lines: readonly BookDiffLine[];
  readonly terms: readonly TermDiffLine<PriceTerm>[];
  /** Terms of both books stand in another order: of those that cover one class the first wins. */
  readonly isTermOrderChanged: boolean;
  readonly monthTerms: readonly TermDiffLine<MonthTerm>[];
  /** Null where it is the same. */
  readonly currency: { readonly before: BookCurrency | null; readonly after: BookCurrency | null } | null;
};

/** What a book on top of the default stack changes at an instant. */
export type BookEffect = {
  readonly atMs: number;
  /** False where it changes nothing yet: then `atMs` is when it begins to. */
  readonly isNow: boolean;
  /** Offers of the stack that get another price, and those that get their first. */
  readonly changed: number;
  readonly added: number;
  readonly examples: readonly {
    readonly offerId: OfferId;
    readonly unit: Unit;
    readonly usdBefore: number;
    readonly usdAfter: number;
  }[];
  /** Patterns of the terms that cover no offer below. */
  readonly unmatched: readonly string[];
};

export type RejectedEntry = { readonly entry: string; readonly reason: string };

/** What applying a price file would do. Lines are cut to a number of each kind; `counts` are whole. */
export type BookPreview = {
  readonly format: string;
  readonly formatTitle: string;
  readonly offers: number;
  readonly rows: number;
  readonly rejected: readonly RejectedEntry[];
  /** Those of the rejected whose price must be a slip of units. */
  readonly slips: readonly RejectedEntry[];
  /** `name@version` compared with; null where there is none. */
  readonly against: string | null;
  readonly diff: BookDiff;
  readonly effect: BookEffect;
};

/** A book in the list. */
export type BookCard = {
  readonly name: string;
  readonly version: string;
  readonly source: string;
  readonly licence: string;
  readonly isBuiltIn: boolean;
  readonly isObserved: boolean;
  readonly isInDefaultStack: boolean;
  readonly offers: number;
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly currency: BookCurrency | null;
  readonly terms: number;
  readonly monthTerms: number;
  readonly savedAtMs: number;
};

export type BookVersionLine = { readonly version: string; readonly savedAtMs: number; readonly change: string };

/** One version of a book whole; the prices a page at a time. */
export type BookView = BookCard & {
  readonly isCurrent: boolean;
  /** The Studio with this book over the default stack; null where it is in it. */
  readonly studioHref: string | null;
  readonly priceTerms: readonly PriceTerm[];
  readonly monthTermList: readonly MonthTerm[];
  readonly rows: PriceBook['rows'];
  readonly rowCount: number;
  readonly shownRowCount: number;
  readonly page: number;
  readonly pages: number;
  readonly versions: readonly BookVersionLine[];
  readonly diff: { readonly from: string; readonly to: string; readonly diff: BookDiff } | null;
};
