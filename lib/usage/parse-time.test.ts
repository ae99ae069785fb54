import { expect, test } from 'vitest';
import { createIsoReader } from './fast-bytes';
import { parseTimeMs } from './parse-time';

const iso = (value: unknown) => {
  const timeMs = parseTimeMs(value);
  return Number.isNaN(timeMs) ? null : new Date(timeMs).toISOString();
};

test('ISO times, with and without zone, are read as UTC', () => {
  expect(iso('2023-11-16 18:17:03.9799600')).toBe('2023-11-16T18:17:03.979Z');
  expect(iso('2026-08-01T12:00:00Z')).toBe('2026-08-01T12:00:00.000Z');
  expect(iso('2026-08-01T12:00:00+02:00')).toBe('2026-08-01T10:00:00.000Z');
  expect(iso('2026-08-01 12:00:00.5-0330')).toBe('2026-08-01T15:30:00.500Z');
  expect(iso('2026-08-01 00:00:00 UTC')).toBe('2026-08-01T00:00:00.000Z');
  expect(iso('2026-08-01')).toBe('2026-08-01T00:00:00.000Z');
  expect(iso('2024-02-29T23:59')).toBe('2024-02-29T23:59:00.000Z');
});

test('what is no time is none', () => {
  const bad = [
    '',
    'yesterday',
    '2026-02-30',
    '2026-13-01',
    '2026-08-01T24:00:00Z',
    '2026-08-01T12:60:00Z',
    '-5',
    '1969-12-31',
    'NaN',
    {},
    null,
  ];
  expect(bad.map(iso)).toEqual(bad.map(() => null));
});

test('numbers are seconds, ms, µs or ns by magnitude, or as told', () => {
  const expected = '2024-08-13T14:40:43.000Z';
  expect([1723560043, '1723560043', 1723560043000, '1723560043000000', '1723560043000000000'].map(iso)).toEqual(
    Array(5).fill(expected),
  );
  expect(iso('1723560043.123')).toBe('2024-08-13T14:40:43.123Z');
  expect(iso(5)).toBe('1970-01-01T00:00:05.000Z');
  expect(parseTimeMs('5', 'ms')).toBe(5);
  // Nanoseconds of today are past 2^53: 1785542400001000000 must not fall to …000 ms.
  expect(parseTimeMs('1785542400001000000', 'ns')).toBe(1_785_542_400_001);
});

test('slashed dates are taken only where they read one way', () => {
  expect(iso('11/16/2023')).toBe('2023-11-16T00:00:00.000Z');
  expect(iso('16/11/2023 08:30')).toBe('2023-11-16T08:30:00.000Z');
  expect(iso('5/5/2023')).toBe('2023-05-05T00:00:00.000Z');
  expect(iso('3/4/2023')).toBe(null);
});

test('the fast ISO reader agrees with the slow one or leaves it the word', () => {
  const read = createIsoReader();
  const samples = [
    '2026-08-01T12:34:56Z',
    '2026-08-01 12:34:56.789',
    '2026-08-01T12:34:56.1234567Z',
    '2024-02-29T00:00:00',
    '2026-02-29T00:00:00Z',
    '2026-08-01T25:00:00Z',
    '2026-08-01T12:34:56+01:00',
    '2026-08-01T12:34:56.',
    '2026-08-0xT12:34:56Z',
    '0001-01-01T00:00:00Z',
    '2026-08-01T12:34:5',
  ]; // prettier-ignore
  const taken = samples.filter((text) => {
    const bytes = new TextEncoder().encode(`..${text}..`);
    const fast = read(bytes, 2, bytes.length - 2);
    if (!Number.isNaN(fast)) expect(fast, text).toBe(parseTimeMs(text));
    return !Number.isNaN(fast);
  });
  expect(taken).toEqual(samples.slice(0, 4));
});

test('dotted dates are day first', () => {
  expect(parseTimeMs('01.10.2026 00:10')).toBe(Date.UTC(2026, 9, 1, 0, 10));
  expect(parseTimeMs('3.4.2026')).toBe(Date.UTC(2026, 3, 3));
  expect(parseTimeMs('31.12.2026, 23:59:58,5')).toBe(Date.UTC(2026, 11, 31, 23, 59, 58, 500));
  expect(parseTimeMs('1.13.2026')).toBeNaN();
});
