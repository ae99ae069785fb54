import type { Certainty, PlanDimension } from './plan';

/** What a scenario was computed with, beside its policy and workload. */
export type ScenarioInputs = {
  /** `logged`, `today` or an ISO instant. */
  readonly asOf: string;
  readonly books: readonly { readonly name: string; readonly version: string }[];
  /** Typed by the person where the log cannot say how much a day is. */
  readonly requestsPerDay: number | null;
  /** What the plan was found for, where it is the cheapest one found; else its rules stand alone. */
  readonly search?: PlanSearch;
};

/** A question to which a plan is the answer: the share of today's quality to keep, and what it was looked for among. */
export type PlanSearch = {
  readonly floor: number;
  readonly certainty: Certainty;
  /** Null: those that the workload suggests. */
  readonly candidates: readonly string[] | null;
  readonly by: readonly PlanDimension[];
  readonly modelsAtMost: number | null;
  readonly oneModelPerTask: boolean;
};

/** Figures kept with a saved scenario, as computed when it was saved. USD a month; quality 0 to 1. */
export type ScenarioSummary = {
  readonly repricedUsdPerMonth: number | null;
  readonly planUsdPerMonth: number | null;
  readonly savingsPct: number | null;
  readonly pricedPct: number;
  readonly planQuality: number | null;
};
