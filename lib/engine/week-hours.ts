import type { WeekSpan } from '@/lib/domain/conflict';
import type { ClockWindow } from '@/lib/domain/price';
import { MS_PER_DAY, zoneOffsetMs } from './clock';

const MS_PER_WEEK = 7 * MS_PER_DAY;
/** 1970-01-04, the first Sunday. */
const FIRST_SUNDAY_MS = 3 * MS_PER_DAY;

/** A run of the UTC week in which no clock window opens or closes, with an instant in it. */
export type Slot = { readonly atMs: number; readonly span: WeekSpan };

/** Sunday 00:00 UTC of the week that holds an instant. */
export function weekStartMs(atMs: number): number {
  return Math.floor((atMs - FIRST_SUNDAY_MS) / MS_PER_WEEK) * MS_PER_WEEK + FIRST_SUNDAY_MS;
}

/**
 * Cuts the UTC week (Sunday to Saturday) that holds `atMs` wherever a window opens or closes, by its own zone's clock.
 * Within a slot every window is either open or closed throughout.
 */
export function weekSlots(windows: readonly ClockWindow[], atMs: number): Slot[] {
  const startMs = weekStartMs(atMs);
  const edges = new Set<number>([startMs]);
  // A day more on both sides: a zone's day reaches into the UTC week from there. Midnight closes a weekday.
  for (const { startSecond, endSecond, timeZone } of windows)
    for (let day = -1; day <= 7; day++)
      for (const second of [startSecond, endSecond, 0]) {
        const localMs = startMs + day * MS_PER_DAY + second * 1000;
        const edge = timeZone === undefined ? localMs : localMs - zoneOffsetMs(timeZone, localMs);
        if (edge > startMs && edge < startMs + MS_PER_WEEK) edges.add(edge);
      }
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.map((from, i) => ({
    atMs: from,
    span: {
      startSecond: (from - startMs) / 1000,
      endSecond: ((sorted[i + 1] ?? startMs + MS_PER_WEEK) - startMs) / 1000,
    },
  }));
}

/** Spans that touch, as one. */
export function joinSpans(spans: readonly WeekSpan[]): WeekSpan[] {
  const joined: { startSecond: number; endSecond: number }[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last !== undefined && last.endSecond === span.startSecond) last.endSecond = span.endSecond;
    else joined.push({ ...span });
  }
  return joined;
}
