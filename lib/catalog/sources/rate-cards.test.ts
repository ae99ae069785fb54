import { describe, expect, test } from 'vitest';
import { findSlip, proportionalTiers, tierCard, withoutFreeWrites } from './rate-cards';
import { toUsdPerMillion } from './usd-per-million';

describe('toUsdPerMillion moves the point of the text', () => {
  test.each([
    ['9e-07', 0.9],
    ['0.00000022', 0.22],
    ['1.5625e-07', 0.15625],
    ['9.375e-09', 0.009375],
    ['2.9999999999999997e-06', 3],
    [3e-7, 0.3],
    [1.1e-6, 1.1],
    ['0.0', 0],
    ['.5', 500_000],
  ])('%s is %d', (text, usd) => {
    expect(toUsdPerMillion(text)).toBe(usd);
  });

  test.each(['', '-1', 'free', 'NaN', '1e-06 USD', '0x10', 'Infinity'])('%j is no price', (text) => {
    expect(toUsdPerMillion(text)).toBeNull();
  });
});

describe('findSlip', () => {
  test('$600 for a token price is dear, $3,000 is a slip of 1,000', () => {
    expect(findSlip({ input: 150, output: 600 })).toBeNull();
    expect(findSlip({ input: 3000, output: 15 })).toContain('input $3000');
  });

  test('$0.00001 per 1M is a slip the other way; 0 is none', () => {
    expect(findSlip({ input: 0.00001 })).toContain('below');
    expect(findSlip({ input: 0, output: 0 })).toBeNull();
  });

  test('a search at 1 cent costs $10,000 per million and is no slip', () => {
    expect(findSlip({ input: 3, webSearch: 10_000 })).toBeNull();
    expect(findSlip({ input: 3, request: 2_000_000 })).toContain('request');
  });
});

describe('tierCard makes the card complete', () => {
  const base = { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75, webSearch: 10_000 };

  test('unstated cache prices keep their share of input, other classes their price', () => {
    // 6 / 3 = 2: 0.3 × 2 = 0.6, 3.75 × 2 = 7.5
    expect(tierCard(base, { input: 6, output: 22.5 })).toEqual({
      input: 6,
      output: 22.5,
      cacheRead: 0.6,
      cacheWrite: 7.5,
      webSearch: 10_000,
    });
  });

  test('stated prices stand', () => {
    expect(tierCard(base, { input: 6, output: 22.5, cacheRead: 0.5 }).cacheRead).toBe(0.5);
  });

  test('a reasoning price keeps its share of output', () => {
    // 30 / 15 × 20 = 40
    expect(tierCard({ ...base, reasoning: 20 }, { input: 6, output: 30 }).reasoning).toBe(40);
  });

  test('0 above a threshold over a priced class is a hole: it has no price', () => {
    expect(tierCard(base, { input: 0, output: 0 })).not.toHaveProperty('input');
    expect(tierCard({ input: 0, output: 0 }, { input: 0, output: 0 })).toEqual({ input: 0, output: 0 });
  });
});

test('a service tier without context tiers takes the standard ones in proportion', () => {
  const standard = { input: 2.5, output: 15 };
  const tiers = [{ thresholdTokens: 272_000, inclusive: false, rates: { input: 5, output: 22.5 } }];
  // batch is half: 1.25 × 5/2.5 = 2.5, 7.5 × 22.5/15 = 11.25
  expect(proportionalTiers(standard, tiers, { input: 1.25, output: 7.5 })).toEqual([
    { thresholdTokens: 272_000, inclusive: false, rates: { input: 2.5, output: 11.25 } },
  ]);
});

test('a cache write at 0 costs the input price, unless input is free too', () => {
  expect(withoutFreeWrites({ input: 0.27, cacheWrite: 0, cacheRead: 0.07 })).toEqual({ input: 0.27, cacheRead: 0.07 });
  expect(withoutFreeWrites({ input: 0, cacheWrite: 0 })).toEqual({ input: 0, cacheWrite: 0 });
});
