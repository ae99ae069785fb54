import { HORIZON_MONTHS } from './payback';
import { calendarMonths } from './period';

export type RunwayInput = {
  /** USD at hand on the first day. */
  readonly cashUsd: number;
  /** Paid on the first day. */
  readonly oneOffUsd: number;
  /** USD spent in a calendar month. */
  readonly usdIn: (monthStartMs: number, days: number) => number;
  /** Any instant of the first month. */
  readonly startMs: number;
};

/** How long cash lasts. Null where it outlasts ten years. */
export type Runway = {
  /** Whole months and the part of the next one that is paid for, its spend taken as even. */
  readonly months: number;
  /** First instant of the month in which it runs out. */
  readonly endMonthMs: number;
} | null;

/**
 * How many months an amount pays for, month by month from the first day of the start month (UTC), without income or
 * interest.
 */
export function runway({ cashUsd, oneOffUsd, usdIn, startMs }: RunwayInput): Runway {
  let leftUsd = cashUsd - oneOffUsd;
  for (const [index, month] of calendarMonths(startMs, HORIZON_MONTHS).entries()) {
    if (leftUsd <= 0) return { months: index, endMonthMs: month.startMs };
    const usd = usdIn(month.startMs, month.days);
    if (usd > leftUsd) return { months: index + leftUsd / usd, endMonthMs: month.startMs };
    leftUsd -= usd;
  }
  return null;
}

/**
 * What each number of months of waiting forgoes in USD: the sum of what the first months bring after their running cost.
 * `netUsd` by month from the start on; a number of months beyond it is left out.
 */
export function costOfWaiting(
  netUsd: readonly number[],
  counts: readonly number[],
): { readonly months: number; readonly usd: number }[] {
  return counts
    .filter((months) => months <= netUsd.length)
    .map((months) => ({ months, usd: netUsd.slice(0, months).reduce((sum, usd) => sum + usd, 0) }));
}
