import type { ClockWindow } from './price';
import type { Unit } from './usage';

/** A price that may differ by the hour of the week, in USD per 1M: the cheapest and the dearest hour. */
export type PriceRange = { readonly low: number; readonly high: number };

export type HistoryStep = {
  /** Start included, end excluded, null is open. */
  readonly fromMs: number | null;
  readonly toMs: number | null;
  /** A gap in what an observed book saw: its nearest price. */
  readonly isExtrapolated: boolean;
  /** The windows that cost another price than the other hours. */
  readonly clocks: readonly (readonly ClockWindow[])[];
  readonly rates: { readonly [unit in Unit]?: PriceRange };
};

export type HistoryBook = {
  readonly book: string;
  readonly isObserved: boolean;
  readonly steps: readonly HistoryStep[];
};

/** What a book changed on a day; null is no price. */
export type PriceChange = {
  readonly atMs: number;
  readonly book: string;
  readonly classes: readonly {
    readonly unit: Unit;
    readonly before: PriceRange | null;
    readonly after: PriceRange | null;
  }[];
  /** Only context tiers or hours changed. */
  readonly isOtherOnly: boolean;
  readonly isFirst: boolean;
};

/** What each book says an offer cost and when, at the standard tier, and the days on which a log called it. */
export type OfferHistory = {
  readonly offerId: string;
  readonly books: readonly HistoryBook[];
  /** The newest first. */
  readonly changes: readonly PriceChange[];
  readonly calls: {
    readonly workload: string;
    readonly requests: number;
    readonly bars: readonly { readonly fromMs: number; readonly toMs: number; readonly requestsPerDay: number }[];
  } | null;
  /** The span to draw; null where no book gives a date. */
  readonly span: { readonly fromMs: number; readonly toMs: number } | null;
  readonly nowMs: number;
};
