import type { MonthTerm } from './price';

/** What one offer (or a row that is no offer, such as router overhead) costs in one month, already scaled to it. */
export type MonthSpend = {
  readonly model: string;
  readonly usd: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
};

/** What one month term of a book does to a month's bill. */
export type MonthAdjustment = {
  readonly book: string;
  readonly label: string;
  readonly kind: MonthTerm['kind'];
  /** Below zero it takes off. Zero: a band not reached, a commitment met, a fee of offers that are not used. */
  readonly usd: number;
  /** What its scope costs in the month: before volume discounts for a volume term, after them for the others. */
  readonly baseUsd: number;
};

/** What all month terms in force do to one month's bill. */
export type MonthAdjustments = {
  readonly lines: readonly MonthAdjustment[];
  readonly totalUsd: number;
  /** Terms in force that a month by model cannot judge, and why. */
  readonly notApplied: readonly { readonly book: string; readonly label: string; readonly why: string }[];
};

/** Both sides of a month: today's routing and the plan. */
export type BothAdjustments = { readonly today: MonthAdjustments; readonly plan: MonthAdjustments };
