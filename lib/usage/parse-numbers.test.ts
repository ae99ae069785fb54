import { expect, test } from 'vitest';
import { nanoUsdOf } from './fast-bytes';
import { BLANK, explainCount, parseCostNanoUsd, parseCount, parseLatencyMs } from './parse-numbers';

test('counts: 3.0 is 3, thousands are read, anything not whole and ≥ 0 is no count', () => {
  expect(['3', '3.0', ' 7 ', '1,234', '1,234,567', '1e3', 12, '0', '-0'].map((value) => parseCount(value))).toEqual([
    3, 3, 7, 1234, 1_234_567, 1000, 12, 0, 0,
  ]);
  for (const bad of [
    '3.5',
    '-1',
    'NaN',
    'Infinity',
    '1e308',
    '12,34',
    '0x10',
    'abc',
    2 ** 53,
    '9007199254740993',
    true,
    {},
  ]) {
    expect(parseCount(bad), String(bad)).toBeNaN();
  }
  expect(['', '  ', null, undefined, '\\N', 'NULL'].map((value) => parseCount(value))).toEqual(Array(6).fill(BLANK));
});

test('a scale multiplies before the check for a whole number', () => {
  expect(parseCount('1.234', 1000)).toBe(1234);
  expect(parseCount('0.0005', 1000)).toBeNaN();
});

test('a rejected count says why', () => {
  expect(explainCount('input tokens', '-5')).toBe('input tokens are negative: -5');
  expect(explainCount('input tokens', '3.5')).toBe('input tokens are not a whole number: 3.5');
  expect(explainCount('input tokens', 'a\u0007b')).toBe('input tokens are not a number: a b');
  expect(explainCount('input tokens', '1e308')).toBe('input tokens are too large: 1e308');
});

test('costs become integer nano-USD; empty is unknown, negative is refused', () => {
  expect(parseCostNanoUsd('0.0001107')).toBe(110_700);
  expect(parseCostNanoUsd('$1,234.50')).toBe(1_234_500_000_000);
  expect(parseCostNanoUsd(9990)).toBe(9_990_000_000_000);
  expect(parseCostNanoUsd('')).toBe(BLANK);
  expect([parseCostNanoUsd('-1'), parseCostNanoUsd('free'), parseCostNanoUsd('1e10')]).toEqual([
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ]);
});

test('the fast cost reader gives the same nano-USD as the slow one', () => {
  let state = 7;
  for (let i = 0; i < 20_000; i++) {
    state = (state * 48_271) % 2_147_483_647;
    const text = (state / 10 ** (i % 13)).toFixed(i % 10);
    const bytes = new TextEncoder().encode(text);
    const fast = nanoUsdOf(bytes, 0, bytes.length);
    if (fast >= 0) expect(fast, text).toBe(parseCostNanoUsd(text));
  }
  expect(nanoUsdOf(new TextEncoder().encode('1.2.3'), 0, 5)).toBe(-1);
  expect(nanoUsdOf(new TextEncoder().encode('.'), 0, 1)).toBe(-1);
});

test('a latency that does not parse is unknown', () => {
  expect([parseLatencyMs('12.6'), parseLatencyMs(''), parseLatencyMs('-3'), parseLatencyMs('x')]).toEqual([
    13,
    null,
    null,
    null,
  ]);
});
