import type { ModelRow } from '@/lib/domain/simulation';
import { calendarMonths } from './period';
import { roundToTotal } from './rounding';

/** A projected bill: one amount a month, in whole cents; the lines of a month add up to its total. */
export type BillLine = { readonly name: string; readonly usdByMonth: readonly number[]; readonly totalUsd: number };
export type ProjectedBills = {
  /** First instants of the months, UTC. */
  readonly monthStartsMs: readonly number[];
  readonly lines: readonly BillLine[];
  readonly totalUsdByMonth: readonly number[];
  readonly totalUsd: number;
};

/** Whose bill it is: what the plan costs, or the same requests on their own models. */
export type BillSide = 'planUsd' | 'repricedUsd';
export type BillGrouping = 'vendor' | 'model';

function vendorOf(model: string): string {
  const slash = model.indexOf('/');
  return slash > 0 ? model.slice(0, slash) : model;
}

const CENTS = 100;

function sumCents(amounts: readonly number[]): number {
  return amounts.reduce((sum, usd) => sum + Math.round(usd * CENTS), 0) / CENTS;
}

/**
 * Projects a log's level over calendar months: each line is its daily level × the days of the month, flat.
 * `dailyFactor` turns a total over the log's span into one day's. Lines are rounded to cents so that they add up
 * to the rounded total of their month (largest remainder).
 */
export function projectBills(
  rows: readonly ModelRow[],
  side: BillSide,
  grouping: BillGrouping,
  dailyFactor: number,
  startMs: number,
  monthCount: number,
): ProjectedBills {
  const usdByName = new Map<string, number>();
  for (const row of rows) {
    const name = grouping === 'vendor' ? vendorOf(row.model) : row.model;
    if (row[side] !== 0) usdByName.set(name, (usdByName.get(name) ?? 0) + row[side]);
  }
  const names = [...usdByName].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  const months = calendarMonths(startMs, monthCount);
  const byMonth = months.map((month) =>
    roundToTotal(names.map((name) => (usdByName.get(name) as number) * dailyFactor * month.days)),
  );
  const lines = names.map((name, i) => {
    const usdByMonth = byMonth.map((amounts) => amounts[i] as number);
    return { name, usdByMonth, totalUsd: sumCents(usdByMonth) };
  });
  const totalUsdByMonth = byMonth.map(sumCents);
  return {
    monthStartsMs: months.map((month) => month.startMs),
    lines,
    totalUsdByMonth,
    totalUsd: sumCents(totalUsdByMonth),
  };
}
