import type { ServiceTier } from './usage';

export type CalculatorLine = {
  readonly label: string;
  readonly units: number;
  /** `$3.00` per 1M tokens, `$0.01 a search`. */
  readonly rate: string;
  readonly usd: number;
  readonly why: string;
};

/** The price row behind an answer. */
export type CalculatorRow = {
  readonly book: string;
  readonly version: string | null;
  readonly dates: string;
  readonly serviceTier: ServiceTier;
  readonly region: string | null;
  readonly sourceUrl: string;
  readonly checkedOn: string | null;
};

/** The same request on another offer. */
export type ComparedOffer = {
  readonly model: string;
  readonly name: string;
  readonly usd: number | null;
  readonly unpriced: string | null;
  readonly book: string | null;
  /** Of the first offer's total, in percent; null where either is unknown. */
  readonly pctOfFirst: number | null;
};

/** What the request costs at each hour of the week, Monday 00:00 UTC first. */
export type WeekPrices = {
  /** Totals from the cheapest up, with the hours at which each holds and the first of them. */
  readonly prices: readonly {
    readonly usd: number | null;
    readonly unpriced: string | null;
    readonly hours: number;
    readonly atMs: number;
  }[];
  /** For each of the 168 hours, which of `prices` holds at its start. */
  readonly priceOfHour: readonly number[];
  /** The hour that was asked about. */
  readonly hour: number;
};

export type CalculatorAnswer = {
  readonly name: string;
  readonly offerId: string | null;
  readonly usd: number | null;
  readonly unpriced: string | null;
  readonly usdPerThousand: number | null;
  readonly lines: readonly CalculatorLine[];
  readonly row: CalculatorRow | null;
  readonly explanation: readonly string[];
  readonly others: readonly ComparedOffer[];
  readonly week: WeekPrices | null;
  /** Instants at which a price of the offer changes, newest first. */
  readonly changesMs: readonly number[];
};

export type CalculatorView = {
  readonly atMs: number;
  /** What is wrong with a field, by its parameter. */
  readonly problems: { readonly [field: string]: string };
  readonly books: readonly { readonly name: string; readonly offers: number }[];
  readonly stack: readonly string[];
  /** Null while no model is named or a field is wrong. */
  readonly answer: CalculatorAnswer | null;
};
