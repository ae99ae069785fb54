import { expect, it } from 'vitest';
import { clockText, weekdaysText } from './clock-text';
import { originName } from './origin';

it.each([
  [0b1111111, 'every day'],
  [0b0111110, 'Mon–Fri'],
  [0b1000001, 'Sat, Sun'],
  [0b0101010, 'Mon, Wed, Fri'],
])('weekdaysText %s is %s', (mask, text) => expect(weekdaysText(mask)).toBe(text));

it('clockText joins windows of the same days', () => {
  const window = (startSecond: number, endSecond: number) => ({ weekdays: 0b0111110, startSecond, endSecond });
  expect(clockText([window(3600, 14_400), window(21_600, 36_000)], true)).toBe('Mon–Fri 01:00–04:00, 06:00–10:00 UTC');
  const shanghai = { ...window(0, 86_400), timeZone: 'Asia/Shanghai' };
  expect(clockText([shanghai], true)).toBe('Mon–Fri 00:00–24:00 Asia/Shanghai');
  expect(clockText(null, true)).toBe('all other hours');
  expect(clockText(null, false)).toBe('all hours');
});

it('originName writes a country out and keeps the unknown unknown', () => {
  expect(originName('CN')).toBe('China');
  expect(originName(null)).toBeNull();
});
