import { expect, test } from 'vitest';
import type { LogSpan } from './period';
import { spendTrend } from './trend';

const MS_PER_DAY = 86_400_000;
const dayOf = (iso: string) => Date.parse(iso) / MS_PER_DAY;

function span(from: string, days: number): LogSpan {
  const firstDay = dayOf(from);
  return { firstDay, lastDay: firstDay + days - 1, days, activeDays: days, requests: 1 };
}
const startsOf = (trend: ReturnType<typeof spendTrend>) =>
  trend.points.map(({ fromMs }) => new Date(fromMs).toISOString().slice(0, 10));

test('up to 93 days each day is a point, and a day without a request is zero', () => {
  const trend = spendTrend([{ day: dayOf('2026-03-03'), usd: 5 }], span('2026-03-01', 4));
  expect(startsOf(trend)).toEqual(['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04']);
  expect(trend.points.map(({ usd }) => usd)).toEqual([0, 0, 5, 0]);
  expect(spendTrend([], span('2026-03-01', 93)).unit).toBe('day');
});

test('beyond that a point is a week, from Monday on', () => {
  // 2026-03-04 is a Wednesday.
  const trend = spendTrend(
    [
      { day: dayOf('2026-03-08'), usd: 1 },
      { day: dayOf('2026-03-09'), usd: 2 },
    ],
    span('2026-03-04', 94),
  );
  expect(trend.unit).toBe('week');
  expect(startsOf(trend).slice(0, 2)).toEqual(['2026-03-02', '2026-03-09']);
  expect(trend.points.slice(0, 2).map(({ usd }) => usd)).toEqual([1, 2]);
  expect(spendTrend([], span('2026-03-04', 371)).unit).toBe('week');
});

test('beyond 53 weeks a point is a calendar month', () => {
  const trend = spendTrend([{ day: dayOf('2028-02-29'), usd: 3 }], span('2027-12-31', 372));
  expect(trend.unit).toBe('month');
  expect(startsOf(trend).slice(0, 3)).toEqual(['2027-12-01', '2028-01-01', '2028-02-01']);
  expect(trend.points[2]?.usd).toBe(3);
});
