import { expect, test } from 'vitest';
import type { Simulation } from '@/lib/domain/simulation';
import { monthScale, scaleFigures } from './monthly';
import { calendarMonths, dailyFactor, type LogSpan } from './period';

function span(days: number, activeDays: number, requests = 600): LogSpan {
  return { firstDay: 20_000, lastDay: 20_000 + days - 1, days, activeDays, requests };
}

test('a month is 30 ÷ the span in whole days, first and last included', () => {
  expect(monthScale(span(15, 15), null)).toEqual({ known: true, dailyFactor: 1 / 15, factor: 2, from: 'span' });
  expect(monthScale(span(60, 60), null)).toMatchObject({ factor: 0.5 });
});

test('monthScale asks under two days, and takes two', () => {
  expect(monthScale(span(1, 1), null)).toEqual({ known: false, why: 'the log covers less than two days' });
  expect(monthScale(span(2, 2), null)).toMatchObject({ known: true, factor: 15 });
});

test('monthScale asks where more than half the days are empty, and takes half', () => {
  expect(monthScale(span(10, 5), null)).toMatchObject({ known: true });
  expect(monthScale(span(10, 4), null)).toEqual({ known: false, why: "6 of the log's 10 days are empty" });
});

test('requests a day that a person typed win over the span', () => {
  // 600 requests logged, 100 a day: 3,000 a month, 5 times the log.
  expect(monthScale(span(1, 1), 100)).toEqual({
    known: true,
    dailyFactor: 1 / 6,
    factor: 5,
    from: 'requests a day',
  });
  expect(monthScale(span(30, 30), 100)).toMatchObject({ factor: 5, from: 'requests a day' });
});

test('a workload without requests has no month', () => {
  expect(monthScale(null, 100)).toEqual({ known: false, why: 'the workload holds no request' });
  expect(monthScale(span(5, 5, 0), 100)).toMatchObject({ known: false });
});

test('dailyFactor turns the total of the span into one day', () => {
  expect(dailyFactor(span(4, 3), null)).toEqual({ factor: 0.25, from: 'span' });
});

test('calendarMonths counts the days of each month from the one of the instant on', () => {
  const days = (year: number, month: number, count: number) =>
    calendarMonths(Date.UTC(year, month, 28, 12), count).map((one) => one.days);
  expect(days(2027, 0, 12)).toEqual([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
  expect(days(2028, 1, 1)).toEqual([29]);
  expect(days(2100, 1, 1)).toEqual([28]);
  expect(calendarMonths(Date.UTC(2026, 11, 31), 2).map((one) => one.startMs)).toEqual([
    Date.UTC(2026, 11),
    Date.UTC(2027, 0),
  ]);
});

test('scaleFigures multiplies what is known and leaves null as null', () => {
  const simulation = {
    baseline: { loggedUsd: null, repricedUsd: 10 },
    plan: { usd: 4 },
    savings: { usd: 6 },
  } as unknown as Simulation;
  expect(scaleFigures(simulation, 2.5)).toEqual({ loggedUsd: null, repricedUsd: 25, planUsd: 10, savingsUsd: 15 });
});
