import type { BothAdjustments } from './month-bill';
import type { MonthBasis, PlanLink, ScenarioHead } from './scenario-view';
import type { Quality } from './simulation';

export type TrendUnit = 'day' | 'week' | 'month';
export type Trend = {
  readonly unit: TrendUnit;
  /** First instants (UTC) of all units of the span, also of those without a request, and what was spent in each. */
  readonly points: readonly { readonly fromMs: number; readonly usd: number }[];
};

/** A month's where the scale is known, else over the log's span; null where the log gives none. */
type Usd = number | null;

export type SpendRow = {
  readonly key: string;
  readonly label: string;
  readonly usd: number;
  readonly pct: number;
  readonly requests: number;
};

/** Requests left out, or in but to be read with care. */
export type GapRow = {
  readonly kind: 'left out' | 'outlier' | 'caveat';
  readonly reason: string;
  readonly model: string | null;
  readonly requests: number;
  /** What the log records for them; null where that is not the point. */
  readonly loggedUsd: Usd;
};

export type BestPlan = {
  readonly name: string;
  readonly isSaved: boolean;
  readonly query: string;
  readonly repricedUsd: Usd;
  readonly planUsd: Usd;
  readonly savingsUsd: Usd;
  readonly savingsPct: number | null;
  /** Of a 30-day month, included in its figures. */
  readonly adjustments: BothAdjustments | null;
  readonly pricedPct: number;
  readonly pricedTokensPct: number;
  readonly baselineQuality: Quality;
  readonly planQuality: Quality;
};

export type Overview = {
  readonly kind: 'ready';
  readonly head: ScenarioHead;
  readonly basis: MonthBasis;
  /** `adjustments` are those of a 30-day month, included in `repricedUsd`. */
  readonly bill: { readonly loggedUsd: Usd; readonly repricedUsd: Usd; readonly adjustments: BothAdjustments | null };
  /** Volume discounts, commitments or fees are not applied, since the month is not known. */
  readonly ignoresMonthTerms: boolean;
  readonly best: BestPlan | null;
  /** The cheapest that keeps 97 % of today's quality, found now; null where none saves anything. */
  readonly cheapest: BestPlan | null;
  /** Saved plans of this workload, and those whose saving could not be computed. */
  readonly savedPlans: number;
  readonly failedPlans: readonly string[];
  readonly starts: readonly PlanLink[];
  readonly trend: Trend;
  readonly byModel: readonly SpendRow[];
  readonly byTask: readonly SpendRow[];
  readonly byTeam: readonly SpendRow[];
  readonly gaps: readonly GapRow[];
  /** Calls whose recorded cost is over 100 times their price, and what the log records for them over its span. */
  readonly overLogged: { readonly requests: number; readonly usd: number } | null;
};
