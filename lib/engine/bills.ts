import type { MonthAdjustment } from '@/lib/domain/month-bill';
import type { ModelRow } from '@/lib/domain/simulation';
import { calendarMonths } from './period';
import { roundToTotal } from './rounding';

/** A projected bill: one amount a month, in whole cents; the lines of a month add up to its total. */
export type BillLine = {
  readonly name: string;
  readonly usdByMonth: readonly number[];
  readonly totalUsd: number;
  /** The month term whose line it is; absent for what a vendor or model costs. */
  readonly term?: Pick<MonthAdjustment, 'book' | 'label' | 'kind'>;
};
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

/** The month terms of one calendar month; `factor` turns a total over the log's span into that month's. */
export type AdjustMonth = (factor: number, monthStartMs: number) => readonly MonthAdjustment[];

const termName = ({ kind, book, label }: MonthAdjustment) => `${kind} ${book} ${label}`;

/**
 * Projects a log's level over calendar months: each line is its daily level × the days of the month, flat.
 * `dailyFactor` turns a total over the log's span into one day's. What `adjust` gives of a month are lines of their own
 * after the others, where any month has such an amount. Lines are rounded to cents so that they add up to the rounded
 * total of their month (largest remainder).
 */
export function projectBills(
  rows: readonly ModelRow[],
  side: BillSide,
  grouping: BillGrouping,
  dailyFactor: number,
  startMs: number,
  monthCount: number,
  adjust: AdjustMonth = () => [],
): ProjectedBills {
  const usdByName = new Map<string, number>();
  for (const row of rows) {
    const name = grouping === 'vendor' ? vendorOf(row.model) : row.model;
    if (row[side] !== 0) usdByName.set(name, (usdByName.get(name) ?? 0) + row[side]);
  }
  const names = [...usdByName].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  const months = calendarMonths(startMs, monthCount);
  const adjusted = months.map((month) => adjust(dailyFactor * month.days, month.startMs));
  const terms = new Map(
    adjusted.flatMap((one) => one.filter(({ usd }) => usd !== 0).map((line) => [termName(line), line] as const)),
  );
  const termUsd = (lines: readonly MonthAdjustment[], name: string) =>
    lines.reduce((sum, line) => sum + (termName(line) === name ? line.usd : 0), 0);
  const byMonth = months.map((month, at) =>
    roundToTotal([
      ...names.map((name) => (usdByName.get(name) as number) * dailyFactor * month.days),
      ...[...terms.keys()].map((name) => termUsd(adjusted[at] ?? [], name)),
    ]),
  );
  const toLine = (name: string, i: number) => {
    const usdByMonth = byMonth.map((amounts) => amounts[i] as number);
    return { name, usdByMonth, totalUsd: sumCents(usdByMonth) };
  };
  const lines: BillLine[] = [
    ...names.map(toLine),
    ...[...terms].map(([name, { book, label, kind }], i) => ({
      ...toLine(name, names.length + i),
      term: { book, label, kind },
    })),
  ];
  const totalUsdByMonth = byMonth.map(sumCents);
  return {
    monthStartsMs: months.map((month) => month.startMs),
    lines,
    totalUsdByMonth,
    totalUsd: sumCents(totalUsdByMonth),
  };
}
