import { expect, test } from 'vitest';
import { hoursText } from './hours-text';

const HOUR = 3600;
const DAY = 24 * HOUR;

test('days of the same hours are told together, and a span over midnight is cut there', () => {
  const nights = Array.from({ length: 7 }, (_, day) => ({
    startSecond: day * DAY + 16 * HOUR,
    endSecond: Math.min(day * DAY + 24 * HOUR, 7 * DAY),
  }));
  expect(hoursText(nights)).toBe('every day 16:00–24:00 UTC');
  expect(hoursText([{ startSecond: DAY + 23 * HOUR, endSecond: 2 * DAY + HOUR }])).toBe(
    'Monday 23:00–24:00 UTC; Tuesday 00:00–01:00 UTC',
  );
  expect(hoursText(null)).toBe('');
});
