/** Why a screen cannot show what its address asks for, in words for the person. */
export type Problem = { readonly kind: 'problem'; readonly message: string };

/** What every screen says about the scenario it shows. */
export type ScenarioHead = {
  readonly workload: string;
  readonly note: string;
  /** All workloads there are, to choose from. */
  readonly workloads: readonly string[];
  /** The plan's name; null where none is chosen. */
  readonly plan: string | null;
  /** `today`, `logged` or an ISO date. */
  readonly asOf: string;
  readonly books: readonly { readonly name: string; readonly version: string }[];
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly days: number;
  readonly requests: number;
  readonly pricedPct: number;
  readonly pricedTokensPct: number;
  readonly hash: string;
  /** The scenario as a query string with its `?`. */
  readonly query: string;
};

/** How a log's totals became a month's. */
export type MonthBasis =
  | { readonly known: true; readonly from: 'span' | 'requests a day'; readonly requestsPerDay: number | null }
  | { readonly known: false; readonly why: string };

/** A plan to open in the Studio. */
export type PlanLink = { readonly title: string; readonly text: string; readonly query: string };
