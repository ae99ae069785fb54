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
  /** Those of the books that state contract terms. */
  readonly termBooks: readonly string[];
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

/** A book of a price stack, as a person may reorder, pin or take it off. */
export type StackEntry = {
  /** As the address has it: `name`, or `name@version` where a version is pinned. */
  readonly ref: string;
  readonly name: string;
  readonly offers: number;
  /** Markups, discounts, volume tiers, commitments and fees. */
  readonly terms: number;
  readonly isObserved: boolean;
  /** When the pinned version was saved; null where none is pinned. */
  readonly pinnedMs: number | null;
  /** A later version is in force, or none at all since the book was put away. */
  readonly newer: 'exists' | 'put away' | null;
};

/** A book that may be added to a stack: its newest version. */
export type ShelfBook = Pick<StackEntry, 'name' | 'offers' | 'terms' | 'isObserved'> & { readonly source: string };

/** The figures of a scenario under one of the stacks that a contract is compared with; of a month where `isMonth`. */
export type StackStep = {
  /** Books of the stack, top first. */
  readonly books: readonly string[];
  /** What this stack has over the step before; empty for the first. */
  readonly added: readonly string[];
  readonly todayUsd: number | null;
  readonly planUsd: number | null;
  readonly pricedPct: number;
  readonly pricedTokensPct: number;
};

/** The list alone, then with each contract over it, the lowest first; two steps at least. */
export type StackComparison = {
  readonly steps: readonly StackStep[];
  /** The last step less the first, in cents; null where the stacks do not price the same calls. */
  readonly todayChangeUsd: number | null;
  readonly planChangeUsd: number | null;
};

/** How a log's totals became a month's. */
export type MonthBasis =
  | { readonly known: true; readonly from: 'span' | 'requests a day'; readonly requestsPerDay: number | null }
  | { readonly known: false; readonly why: string };

/** A plan to open in the Studio. */
export type PlanLink = { readonly title: string; readonly text: string; readonly query: string };
