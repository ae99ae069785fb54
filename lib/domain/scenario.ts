/** What a scenario was computed with, beside its policy and workload. */
export type ScenarioInputs = {
  /** `logged`, `today` or an ISO instant. */
  readonly asOf: string;
  readonly books: readonly { readonly name: string; readonly version: string }[];
  /** Typed by the person where the log cannot say how much a day is. */
  readonly requestsPerDay: number | null;
};

/** Figures kept with a saved scenario, as computed when it was saved. USD a month; quality 0 to 1. */
export type ScenarioSummary = {
  readonly repricedUsdPerMonth: number | null;
  readonly planUsdPerMonth: number | null;
  readonly savingsPct: number | null;
  readonly pricedPct: number;
  readonly planQuality: number | null;
};
