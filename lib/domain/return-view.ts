import type { BothAdjustments } from './month-bill';
import type { MonthBasis, PlanLink, ScenarioHead } from './scenario-view';

/** What the person says a migration costs; `assumed` where they have not said it. */
export type ReturnInputs = {
  readonly oneOffUsd: number;
  readonly runningUsdPerMonth: number;
  /** `YYYY-MM` */
  readonly start: string;
  readonly assumed: readonly ('oneOff' | 'running' | 'start')[];
  /** Cash at hand on the first day; null where the person has not said it. */
  readonly cashUsd: number | null;
  /** What is spent on everything else a month. */
  readonly otherUsdPerMonth: number;
};

/** How long cash lasts from the first month on, in months; null where it outlasts ten years. */
export type CashLasts = { readonly months: number; readonly endMonthMs: number } | null;

export type ReturnMonth = { readonly startMs: number; readonly netUsd: number; readonly cumulativeUsd: number };

export type MigrationReturn = {
  readonly kind: 'ready';
  readonly head: ScenarioHead;
  readonly basis: MonthBasis;
  readonly inputs: ReturnInputs;
  /** Months to choose a start from, `YYYY-MM`. */
  readonly starts: readonly string[];
  readonly startMs: number;
  /** Before volume discounts, commitments and fees, which are a month's. */
  readonly savingsUsdPerDay: number;
  /** Some book of the stack states volume discounts, commitments or fees: each month has its own saving. */
  readonly hasMonthTerms: boolean;
  /** Of a 30-day month, included in its figures. */
  readonly adjustments: BothAdjustments | null;
  /** Of a 30-day month, rounded down to the cent. */
  readonly savingsUsdPerMonth: number;
  readonly savingsPct: number | null;
  readonly months: readonly ReturnMonth[];
  readonly paybackMonthMs: number | null;
  readonly paybackMonths: number | null;
  /** Months from the start, with the part of the month in which the sum passes zero; null where it starts there. */
  readonly paybackAt: number | null;
  readonly twelveMonthNetUsd: number;
  readonly delayUsdPerMonth: number;
  /** What so many months of waiting forgo, running cost taken off. */
  readonly waiting: readonly { readonly months: number; readonly usd: number }[];
  /** Null where no cash was said. */
  readonly runway: { readonly today: CashLasts; readonly plan: CashLasts } | null;
  readonly neverPaysBack: boolean;
};

/** What is missing before a scenario has a monthly figure of a plan. */
export type NotReady =
  | {
      readonly kind: 'no plan';
      readonly head: ScenarioHead;
      readonly saved: readonly PlanLink[];
      readonly starts: readonly PlanLink[];
    }
  | { readonly kind: 'no month'; readonly head: ScenarioHead; readonly why: string }
  | { readonly kind: 'nothing priced'; readonly head: ScenarioHead };
