import type { CellTable } from '@/lib/domain/cube';
import { MS_PER_DAY } from './clock';

/** The days of a month that a level is scaled to. */
export const DAYS_PER_MONTH = 30;

/** The span of a log in whole UTC days, first and last included. `activeDays` carry at least one request. */
export type LogSpan = {
  readonly firstDay: number;
  readonly lastDay: number;
  readonly days: number;
  readonly activeDays: number;
  readonly requests: number;
};

export function spanOf(table: CellTable): LogSpan | null {
  if (table.length === 0) return null;
  const active = new Set(table.dimensions.day);
  let firstDay = Number.POSITIVE_INFINITY;
  let lastDay = Number.NEGATIVE_INFINITY;
  for (const day of active) {
    firstDay = Math.min(firstDay, day);
    lastDay = Math.max(lastDay, day);
  }
  const requests = table.measures.requests.reduce((sum, count) => sum + count, 0);
  return { firstDay, lastDay, days: lastDay - firstDay + 1, activeDays: active.size, requests };
}

/**
 * What a total over the log's span is multiplied by to be one day's. From the span where the log is dense enough;
 * under two days, or with more than half the days empty, the person must say how many requests a day there are.
 */
export function dailyFactor(
  span: LogSpan,
  requestsPerDay: number | null,
):
  | { readonly factor: number; readonly from: 'span' | 'requests a day' }
  | { readonly ask: 'requests a day'; readonly why: string } {
  if (requestsPerDay !== null) return { factor: requestsPerDay / span.requests, from: 'requests a day' };
  if (span.days < 2) return { ask: 'requests a day', why: 'the log covers less than two days' };
  if (span.activeDays * 2 < span.days)
    return { ask: 'requests a day', why: `${span.days - span.activeDays} of the log's ${span.days} days are empty` };
  return { factor: 1 / span.days, from: 'span' };
}

/** The days of each of the `count` calendar months from the one that holds `startMs` on (UTC). */
export function calendarMonths(startMs: number, count: number): { readonly startMs: number; readonly days: number }[] {
  const start = new Date(startMs);
  return Array.from({ length: count }, (_, i) => {
    const from = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + i, 1);
    const to = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + i + 1, 1);
    return { startMs: from, days: (to - from) / MS_PER_DAY };
  });
}
