import { calendarMonths, DAYS_PER_MONTH } from './period';

export type PaybackInput = {
  /** What the plan saves on one day, in USD; may be negative. */
  readonly savingsUsdPerDay: number;
  /** Of one calendar month, as its two bills say, in whole cents; that of a day × its days where absent. */
  readonly savingsUsdIn?: (monthStartMs: number, days: number) => number;
  /** Volume discounts, commitments or fees make months other than their days say: the long run is that of the months. */
  readonly hasOwnMonths?: boolean;
  /** Of a 30-day month; 30 × that of a day where absent. */
  readonly savingsUsdPerMonth?: number;
  /** Paid once, when the migration starts. */
  readonly oneOffUsd: number;
  /** What running the new routing costs a month (gateway, upkeep). */
  readonly runningUsdPerMonth: number;
  /** Any instant of the month in which the new routing is in force first. */
  readonly startMs: number;
};

export type Payback = {
  /** Months from the start on: what each brings after running cost, and the sum so far, one-off cost included. */
  readonly months: readonly { readonly startMs: number; readonly netUsd: number; readonly cumulativeUsd: number }[];
  /** First instant of the month by whose end the one-off cost is earned back; null when that is not within the horizon. */
  readonly paybackMonthMs: number | null;
  /** How many months that takes, the start month included. */
  readonly paybackMonths: number | null;
  readonly twelveMonthNetUsd: number;
  /** What each month of waiting forgoes: a 30-day month's saving less its running cost. */
  readonly delayUsdPerMonth: number;
  /** The saving does not cover the running cost: no horizon is long enough. */
  readonly neverPaysBack: boolean;
};

const TWELVE = 12;
const DAYS_PER_YEAR = 365.25;
/** How far ahead a payback month is looked for. */
export const HORIZON_MONTHS = 120;
/** Sums of cents carry float dust. */
const DUST_USD = 1e-9;

/**
 * When a migration pays back. Month m brings savings a day × its days (or its own saving) − running cost; the one-off cost is paid at
 * the start. Undiscounted. `months` holds at least twelve and reaches the payback month where there is one.
 */
export function payback(input: PaybackInput): Payback {
  const { savingsUsdIn = (_startMs: number, days: number) => input.savingsUsdPerDay * days } = input;
  const savingsUsdPerMonth = input.savingsUsdPerMonth ?? input.savingsUsdPerDay * DAYS_PER_MONTH;
  const delayUsdPerMonth = savingsUsdPerMonth - input.runningUsdPerMonth;
  const horizon = calendarMonths(input.startMs, HORIZON_MONTHS);
  // Over years, since a month of 31 days may gain where the one of 28 loses more.
  const usdPerYear =
    input.hasOwnMonths === true
      ? horizon.reduce((sum, { startMs, days }) => sum + savingsUsdIn(startMs, days), 0) / (HORIZON_MONTHS / TWELVE)
      : input.savingsUsdPerDay * DAYS_PER_YEAR;
  const isGaining = usdPerYear > input.runningUsdPerMonth * TWELVE;
  let cumulativeUsd = -input.oneOffUsd;
  let paybackIndex = -1;
  const months = horizon.map(({ startMs, days }, i) => {
    const netUsd = savingsUsdIn(startMs, days) - input.runningUsdPerMonth;
    cumulativeUsd += netUsd;
    if (isGaining && paybackIndex < 0 && cumulativeUsd >= -DUST_USD && netUsd >= 0) paybackIndex = i;
    return { startMs, netUsd, cumulativeUsd };
  });
  const isPaidBack = paybackIndex >= 0;
  return {
    months: months.slice(0, Math.max(TWELVE, paybackIndex + 1)),
    paybackMonthMs: isPaidBack ? (months[paybackIndex]?.startMs ?? null) : null,
    paybackMonths: isPaidBack ? paybackIndex + 1 : null,
    twelveMonthNetUsd: months[TWELVE - 1]?.cumulativeUsd ?? 0,
    delayUsdPerMonth,
    neverPaysBack: !isGaining,
  };
}
