import { describe, expect, test } from 'vitest';
import type { ClockWindow } from '@/lib/domain/price';
import { changeoversOf, wallClockMs } from './__oracle__/wall-clock';
import { ALL_WEEKDAYS, isInClock, isTimeZone, MS_PER_DAY, zoneOffsetMs } from './clock';
import { createPriceStack, priceTimeAt } from './price-stack';
import { labBook, labRow } from './testing/lab-book';

const HOUR = 3600;
const hours = (timeZone: string | undefined, start: number, end: number, weekdays = ALL_WEEKDAYS): ClockWindow => ({
  weekdays,
  startSecond: start * HOUR,
  endSecond: end * HOUR,
  ...(timeZone === undefined ? {} : { timeZone }),
});

/** Minutes of the day that begins at `from` (24, 23 or 25 hours long) inside a window. */
function minutesIn(window: ClockWindow, from: string, lengthHours = 24): number {
  let minutes = 0;
  for (let minute = 0; minute < lengthHours * 60; minute++)
    if (isInClock([window], Date.parse(from) + minute * 60_000)) minutes++;
  return minutes;
}

describe('a window is on the wall clock of its zone', () => {
  // [zone, window, day as its zone counts it, length, minutes inside]
  test.each([
    ['Europe/Berlin', 2, 3, '2026-03-27T23:00:00Z', 24, 60],
    ['Europe/Berlin', 2, 3, '2026-03-28T23:00:00Z', 23, 0],
    ['Europe/Berlin', 2, 3, '2026-10-24T22:00:00Z', 25, 120],
    ['America/New_York', 1, 3, '2026-03-08T05:00:00Z', 23, 60],
    ['America/New_York', 1, 3, '2026-11-01T04:00:00Z', 25, 180],
    ['Australia/Lord_Howe', 1.5, 2.5, '2026-10-03T13:30:00Z', 23.5, 30],
    ['Australia/Lord_Howe', 1.5, 2.5, '2026-04-04T13:00:00Z', 24.5, 90],
    ['Asia/Kolkata', 0, 5.5, '2026-03-28T18:30:00Z', 24, 330],
  ])('%s %d–%d h on the day of %s (%d hours): %d … %d minutes', (zone, start, end, from, length, minutes) => {
    expect(minutesIn(hours(zone, start, end), from, length)).toBe(minutes);
  });

  test('one ms around the edges, before and after the clocks change', () => {
    const inside = (timeZone: string, start: number, end: number, at: string, ms: number) =>
      isInClock([hours(timeZone, start, end)], Date.parse(at) + ms);
    // New York 09:30: 14:30Z in winter, 13:30Z in summer; 16:00: 21:00Z and 20:00Z.
    for (const [from, to] of [
      ['2026-03-06T14:30:00Z', '2026-03-06T21:00:00Z'],
      ['2026-03-09T13:30:00Z', '2026-03-09T20:00:00Z'],
    ] as const) {
      expect([-1, 0].map((ms) => inside('America/New_York', 9.5, 16, from, ms))).toEqual([false, true]);
      expect([-1, 0].map((ms) => inside('America/New_York', 9.5, 16, to, ms))).toEqual([true, false]);
    }
    // Berlin 01:00–02:00 of 2026-03-29 ends where 02:00 becomes 03:00, at 01:00Z.
    expect([-1, 0].map((ms) => inside('Europe/Berlin', 1, 2, '2026-03-29T01:00:00Z', ms))).toEqual([true, false]);
  });

  test('the weekday is the zone’s own', () => {
    const monday = hours('Asia/Tokyo', 0, 24, 0b0000010);
    // Monday in Tokyo begins on Sunday at 15:00Z.
    const sunday = Date.parse('2026-08-16T15:00:00Z');
    expect([-1, 0, MS_PER_DAY - 1, MS_PER_DAY].map((ms) => isInClock([monday], sunday + ms))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test('the price follows: one ms around each edge and changeover of a year, in six zones', () => {
    let judged = 0;
    for (const zone of [
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Pacific/Chatham',
      'Asia/Kolkata',
      'UTC',
    ]) {
      const night = [hours(zone, 22, 24), hours(zone, 0, 6, 0b0111110)];
      const stack = createPriceStack([labBook([labRow({ input: 2 }), labRow({ input: 1 }, { clock: night })])]);
      const offerId = labRow({}).offerId;
      const days = [...changeoversOf(zone, 2026), Date.parse('2026-06-03T12:00:00Z')];
      for (const day of days)
        for (let quarter = -4 * 48; quarter <= 4 * 48; quarter++)
          for (const ms of [-1, 0, 1]) {
            const timeMs = day + quarter * 900_000 + ms;
            const wall = new Date(wallClockMs(zone, timeMs));
            const isWorkday = wall.getUTCDay() >= 1 && wall.getUTCDay() <= 5;
            const isNight = wall.getUTCHours() >= 22 || (wall.getUTCHours() < 6 && isWorkday);
            const found = stack.find(offerId, priceTimeAt(timeMs), 'standard');
            if (typeof found === 'string') throw new Error(found);
            expect(found.row.rates.input, `${zone} ${new Date(timeMs).toISOString()}`).toBe(isNight ? 1 : 2);
            judged++;
          }
    }
    // Four zones change twice; each of 14 days is judged on 385 quarters of an hour, three times.
    expect(judged).toBe(14 * 385 * 3);
  });
});

test('zoneOffsetMs is exact where a zone changed within a quarter of an hour', () => {
  // Newfoundland put its clocks forward at 00:01 until 2011.
  const change = Date.parse('2010-03-14T03:31:00Z');
  expect([-1, 0].map((ms) => zoneOffsetMs('America/St_Johns', change + ms) / (HOUR * 1000))).toEqual([-3.5, -2.5]);
  expect(zoneOffsetMs('Asia/Kathmandu', change) / (HOUR * 1000)).toBe(5.75);
  expect(zoneOffsetMs('UTC', -1)).toBe(0);
});

test('isTimeZone knows IANA names', () => {
  expect(['Europe/Berlin', 'UTC', 'Mars/Olympus', ''].map(isTimeZone)).toEqual([true, true, false, false]);
});
