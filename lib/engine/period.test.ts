import { expect, test } from 'vitest';
import { cellsOf } from './__oracle__/cells-of';
import { STANDARD_CUTS } from './cuts';
import { calendarMonths, dailyFactor, spanOf } from './period';
import { callOf } from './testing/call-of';
import { readRealLog } from './testing/real-log';

/** The span of a log with one call at each instant. */
function spanAt(...times: readonly string[]) {
  return spanOf(
    cellsOf(
      times.map((time) => callOf({ timeMs: Date.parse(time) })),
      STANDARD_CUTS,
    ),
  );
}

test('spanOf counts whole UTC days from the first to the last, both included', () => {
  expect(spanAt('2026-03-01T23:59:59.999Z', '2026-03-02T00:00:00Z')).toMatchObject({
    days: 2,
    activeDays: 2,
    requests: 2,
  });
  expect(spanAt('2026-03-01T00:00:00Z', '2026-03-01T23:59:59.999Z')).toMatchObject({ days: 1, activeDays: 1 });
  expect(spanAt('2026-03-10T10:00:00Z', '2026-03-01T10:00:00Z', '2026-03-01T11:00:00Z')).toMatchObject({
    days: 10,
    activeDays: 2,
  });
  expect(spanAt()).toBeNull();
});

test('dailyFactor divides by the days of the span', () => {
  const span = { firstDay: 0, lastDay: 9, days: 10, activeDays: 10, requests: 500 };
  expect(dailyFactor(span, null)).toEqual({ factor: 1 / 10, from: 'span' });
  // Half of the days empty is enough; one more is not.
  expect(dailyFactor({ ...span, activeDays: 5 }, null)).toEqual({ factor: 1 / 10, from: 'span' });
  expect(dailyFactor({ ...span, activeDays: 4 }, null)).toEqual({
    ask: 'requests a day',
    why: "6 of the log's 10 days are empty",
  });
});

test('dailyFactor asks under two days, and takes the requests a day that a person typed', () => {
  const day = { firstDay: 3, lastDay: 3, days: 1, activeDays: 1, requests: 500 };
  expect(dailyFactor(day, null)).toMatchObject({ ask: 'requests a day' });
  expect(dailyFactor({ ...day, lastDay: 4, days: 2, activeDays: 2 }, null)).toEqual({ factor: 0.5, from: 'span' });
  // A typed level wins over the span: 2,000 a day is 4 times what the log holds.
  expect(dailyFactor(day, 2000)).toEqual({ factor: 4, from: 'requests a day' });
});

test('the real log is too sparse to scale by itself', () => {
  const span = spanOf(cellsOf(readRealLog(), STANDARD_CUTS));
  expect(span?.requests).toBe(5563);
  expect(span && dailyFactor(span, null)).toMatchObject({ ask: 'requests a day' });
});

test('calendarMonths: UTC months from the one that holds the instant, leap days and year ends', () => {
  const months = calendarMonths(Date.parse('2027-12-31T23:59:59.999Z'), 4);
  expect(months.map(({ startMs, days }) => [new Date(startMs).toISOString().slice(0, 10), days])).toEqual([
    ['2027-12-01', 31],
    ['2028-01-01', 31],
    ['2028-02-01', 29],
    ['2028-03-01', 31],
  ]);
});
