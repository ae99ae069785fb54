import type { ActiveDay, DayRange, FindingBody } from '@/lib/domain/data-quality';
import { MS_PER_DAY } from './clock';
import { percent } from './mean-quality';

/** A first or last day is partial where at most this share of the other days begins as late or ends as early. */
const UNUSUAL_SHARE = 0.05;
const LEAST_OTHER_DAYS = 3;
/** What a partial day lacks of a usual day's calls, at least. */
const LEAST_MISSING_PCT = 5;

/** Sunday is 0; 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** Runs of days with calls, and the runs without between them; `days` ascending. */
export function runsOf(days: readonly ActiveDay[]): { readonly active: DayRange[]; readonly gaps: DayRange[] } {
  const active: { fromDay: number; days: number }[] = [];
  const gaps: DayRange[] = [];
  for (const { day } of days) {
    const last = active.at(-1);
    const end = last === undefined ? day : last.fromDay + last.days;
    if (last !== undefined && day === end) {
      last.days++;
      continue;
    }
    if (day > end) gaps.push({ fromDay: end, days: day - end });
    active.push({ fromDay: day, days: 1 });
  }
  return { active, gaps };
}

export function findGaps(days: readonly ActiveDay[]): Extract<FindingBody, { kind: 'gaps' }> | null {
  const { gaps } = runsOf(days);
  const emptyDays = gaps.reduce((sum, gap) => sum + gap.days, 0);
  if (emptyDays === 0) return null;
  const weekendsOnly = gaps.every((gap) =>
    Array.from({ length: Math.min(gap.days, 3) }, (_, i) => weekdayOf(gap.fromDay + i)).every(
      (d) => d === 0 || d === 6,
    ),
  );
  const span = days.length + emptyDays;
  return { kind: 'gaps', emptyDays, days: span, ranges: gaps, weekendsOnly, isMostlyEmpty: days.length * 2 < span };
}

/**
 * The first and last day where the log seems to begin or end inside it: hardly another day begins so late (ends so
 * early), and a usual day has calls in the hours that lack. `requestsByHour` are those of all days, UTC.
 */
export function findPartialDays(
  days: readonly ActiveDay[],
  requestsByHour: readonly number[],
): Extract<FindingBody, { kind: 'partial day' }>[] {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined || days.length - 1 < LEAST_OTHER_DAYS) return [];
  const all = requestsByHour.reduce((sum, count) => sum + count, 0);
  /** The share of calls before a time of day; within an hour they are taken as even. */
  const pctBefore = (timeMs: number) => {
    const hours = (timeMs - Math.floor(timeMs / MS_PER_DAY) * MS_PER_DAY) / (MS_PER_DAY / 24);
    return percent(
      requestsByHour.reduce((sum, count, hour) => sum + count * Math.min(1, Math.max(0, hours - hour)), 0),
      all,
    );
  };
  const timeOfDay = (ms: number) => ms - Math.floor(ms / MS_PER_DAY) * MS_PER_DAY;
  const allowed = UNUSUAL_SHARE * (days.length - 1);
  const later = days.slice(1).filter((day) => timeOfDay(day.firstMs) >= timeOfDay(first.firstMs)).length;
  const earlier = days.slice(0, -1).filter((day) => timeOfDay(day.lastMs) <= timeOfDay(last.lastMs)).length;
  const found: Extract<FindingBody, { kind: 'partial day' }>[] = [];
  const before = pctBefore(first.firstMs);
  if (later <= allowed && before >= LEAST_MISSING_PCT)
    found.push({ kind: 'partial day', which: 'first', timeMs: first.firstMs, missingPct: before });
  const after = 100 - pctBefore(last.lastMs);
  if (earlier <= allowed && after >= LEAST_MISSING_PCT)
    found.push({ kind: 'partial day', which: 'last', timeMs: last.lastMs, missingPct: after });
  return found;
}

const TWO_WEEKS = 14;

/** Where the calls fall in the week, of a log of two weeks or more. */
export function findWeekdays(days: readonly ActiveDay[]): Extract<FindingBody, { kind: 'weekdays' }> | null {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined || last.day - first.day + 1 < TWO_WEEKS) return null;
  const requests = new Array<number>(7).fill(0);
  for (const day of days) requests[weekdayOf(day.day)] = (requests[weekdayOf(day.day)] as number) + day.requests;
  const all = requests.reduce((sum, count) => sum + count, 0);
  const pctByWeekday = requests.map((count) => percent(count, all));
  const workdaysPct = pctByWeekday.slice(1, 6).reduce((sum, pct) => sum + pct, 0);
  return { kind: 'weekdays', pctByWeekday, workdaysPct };
}
