import { expect, it } from 'vitest';
import { barName } from './bar-name';
import { daysText, secondsText } from './days-text';
import { formatBytes } from './format-bytes';

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 KB'],
  [99_949, '99.9 KB'],
  [999_600, '1.0 MB'],
  [255_000_000, '255 MB'],
  [12_340_000_000, '12.3 GB'],
  [null, '—'],
])('formatBytes %s is %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

it('daysText names one day once', () => {
  const day = Date.UTC(2026, 8, 1);
  expect(daysText(day, day + 1000)).toBe('Sep 1, 2026');
  expect(daysText(day, day + 86_400_000)).toBe('Sep 1, 2026 to Sep 2, 2026');
  expect(daysText(null, null)).toBe('—');
});

it.each([
  [0.4, 'under a second'],
  [1.2, '1 second'],
  [61.7, '62 seconds'],
])('secondsText %s is %s', (seconds, text) => expect(secondsText(seconds)).toBe(text));

it.each([
  [[1, 1], 'day'],
  [[7, 7, 3], 'week'],
  [[28, 28], '4 weeks'],
])('barName of %s is %s', (days, name) => {
  expect(barName(days.map((one) => ({ fromMs: 0, days: one, requests: 1, repricedUsd: null })))).toBe(name);
});
