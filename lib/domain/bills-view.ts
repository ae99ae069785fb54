import type { MonthAdjustment } from './month-bill';
import type { MonthBasis, ScenarioHead } from './scenario-view';

export const BILL_GROUPINGS = ['vendor', 'model'] as const;
export const BILL_SIDES = ['plan', 'today'] as const;

export type BillRow = {
  readonly key: string;
  readonly label: string;
  /** What a term of a book adds to the month or takes off; null for what a vendor or model costs. */
  readonly term: MonthAdjustment['kind'] | null;
  readonly usdByMonth: readonly number[];
  readonly totalUsd: number;
};

/** Twelve projected bills. Money is in whole cents; the rows of a month add up to its total. */
export type Bills = {
  readonly kind: 'ready';
  readonly head: ScenarioHead;
  readonly basis: MonthBasis;
  readonly by: (typeof BILL_GROUPINGS)[number];
  readonly side: (typeof BILL_SIDES)[number];
  readonly monthStartsMs: readonly number[];
  readonly rows: readonly BillRow[];
  readonly totalUsdByMonth: readonly number[];
  readonly totalUsd: number;
  /** Twelve months of each side. */
  readonly todayUsd: number;
  readonly planUsd: number;
  readonly savingsUsd: number;
  readonly savingsPct: number | null;
  /** Some book of the stack states volume discounts, commitments or fees. */
  readonly hasMonthTerms: boolean;
  /** Those of them that leave no line on the bills, each in a sentence. */
  readonly notes: readonly string[];
  /** How the months come about, in a sentence. */
  readonly assumption: string;
};
