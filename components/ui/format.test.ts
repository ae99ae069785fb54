import { describe, expect, it } from 'vitest';
import {
  countOf,
  formatCount,
  formatDay,
  formatMonth,
  formatPct,
  formatScore,
  formatShare,
  formatTokens,
  formatUsd,
  formatUsdCompact,
  formatUsdPerMtok,
  usdColumnFormat,
} from './format';

describe('formatUsd', () => {
  it.each([
    [0, '$0.00'],
    [-0, '$0.00'],
    [1234.56, '$1,234.56'],
    [1234.5, '$1,234.50'],
    [1_234_567.891, '$1,234,567.89'],
    [1, '$1.00'],
    [0.5, '$0.50'],
    [0.1234567, '$0.1235'],
    [0.06, '$0.06'],
    [0.0006225, '$0.0006225'],
    [0.00062254, '$0.0006225'],
    [0.99999, '$1.00'],
    [0.000000001, '$0.000000001'],
    [-5, '−$5.00'],
    [-0.0006225, '−$0.0006225'],
  ])('%d is %s', (usd, text) => {
    expect(formatUsd(usd)).toBe(text);
  });
});

describe('formatUsdCompact', () => {
  it.each([
    [0, '$0'],
    [0.0006225, '$0.0006225'],
    [9.954, '$9.95'],
    [950, '$950'],
    [12_345, '$12.3K'],
    [1_500_000, '$1.5M'],
    [-2_000_000_000, '−$2B'],
  ])('%d is %s', (usd, text) => {
    expect(formatUsdCompact(usd)).toBe(text);
  });
});

it('usdColumnFormat lines up a column and does not show a small amount as nothing', () => {
  const wide = usdColumnFormat([20_000, 3.2, null]);
  expect([20_000, 3333.4, 0.4, 0, -0.2, null].map(wide)).toEqual(['$20,000', '$3,333', '<$1', '$0', '$0', '—']);
  expect([999, 0.1132, 0.0006225, 0].map(usdColumnFormat([999, 1]))).toEqual(['$999.00', '$0.11', '<$0.01', '$0.00']);
  expect([0.5, 0.0006225].map(usdColumnFormat([0.5, 0.0006225]))).toEqual(['$0.50', '$0.0006225']);
});

it('countOf has one call and two calls', () => {
  expect([0, 1, 1234].map((count) => countOf(count, 'call'))).toEqual(['0 calls', '1 call', '1,234 calls']);
});

it('formatShare keeps its tenth', () => {
  expect([54.75, 4.04, 6.257, 100, 0.01, 0, null].map(formatShare)).toEqual([
    '54.8%',
    '4.0%',
    '6.3%',
    '100.0%',
    '<0.1%',
    '0.0%',
    '—',
  ]);
});

it('formatUsdPerMtok keeps the price as it is', () => {
  expect([2.5, 0.0375, 10, 0.15, 0.000123].map(formatUsdPerMtok)).toEqual([
    '$2.50',
    '$0.0375',
    '$10.00',
    '$0.15',
    '$0.000123',
  ]);
});

it('formatTokens is exact below ten thousand and when asked', () => {
  expect([0, 9999, 10_000, 1_540_000, 2_000_000_000].map((tokens) => formatTokens(tokens))).toEqual([
    '0',
    '9,999',
    '10K',
    '1.54M',
    '2B',
  ]);
  expect(formatTokens(1_540_123, 'exact')).toBe('1,540,123');
});

it('formatPct rounds down on both sides of zero', () => {
  expect([0, 42.3, 42.39, 99.96, 100, -12.34, -0.01].map(formatPct)).toEqual([
    '0%',
    '42.3%',
    '42.3%',
    '99.9%',
    '100%',
    '−12.4%',
    '−0.1%',
  ]);
});

it('formatPct does not lose a tenth to binary fractions', () => {
  // 0.3 is 0.299999… as a double; 0.3 × 10 must not floor to 2.
  for (let tenths = 0; tenths <= 1000; tenths++)
    expect(formatPct(tenths / 10)).toBe(`${(tenths / 10).toLocaleString('en-US', { maximumFractionDigits: 1 })}%`);
});

it('formatScore shows a share as a percentage', () => {
  expect([0, 0.864, 0.8644, 1].map(formatScore)).toEqual(['0%', '86.4%', '86.4%', '100%']);
});

it('formatDay and formatMonth are in UTC', () => {
  expect(formatDay(Date.UTC(2026, 2, 31, 23, 59))).toBe('Mar 31, 2026');
  expect(formatMonth(Date.UTC(2026, 2, 31, 23, 59))).toBe('Mar 2026');
});

it('a figure that is not known is a dash, never a zero', () => {
  const all = [
    formatUsd,
    formatUsdCompact,
    formatUsdPerMtok,
    formatCount,
    formatTokens,
    formatPct,
    formatScore,
    formatShare,
    formatDay,
    formatMonth,
  ];
  for (const format of all)
    for (const value of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY]) expect(format(value)).toBe('—');
  expect(formatCount(1234567)).toBe('1,234,567');
});
