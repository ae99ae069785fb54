import type { Trend, TrendUnit } from '@/lib/domain/overview-view';
import { MS_PER_DAY } from './clock';
import type { LogSpan } from './period';

const MAX_DAYS = 93;
const MAX_WEEKS = 53;
const DAYS_PER_WEEK = 7;
/** Day 0 was a Thursday; weeks start on Monday. */
const MONDAY_SHIFT = 3;

function firstMsOf(day: number, unit: TrendUnit): number {
  if (unit === 'week') return (day - ((day + MONDAY_SHIFT) % DAYS_PER_WEEK)) * MS_PER_DAY;
  if (unit === 'day') return day * MS_PER_DAY;
  const date = new Date(day * MS_PER_DAY);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

/** Spend over a log's span in units that leave the bars wide enough to see: days, else weeks, else calendar months. */
export function spendTrend(rows: readonly { readonly day: number; readonly usd: number }[], span: LogSpan): Trend {
  const unit = span.days <= MAX_DAYS ? 'day' : span.days <= MAX_WEEKS * DAYS_PER_WEEK ? 'week' : 'month';
  const usdByUnit = new Map<number, number>();
  for (let day = span.firstDay; day <= span.lastDay; day++) usdByUnit.set(firstMsOf(day, unit), 0);
  for (const { day, usd } of rows) {
    const fromMs = firstMsOf(day, unit);
    usdByUnit.set(fromMs, (usdByUnit.get(fromMs) ?? 0) + usd);
  }
  return { unit, points: [...usdByUnit].map(([fromMs, usd]) => ({ fromMs, usd })) };
}
