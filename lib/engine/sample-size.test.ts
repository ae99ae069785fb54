import { expect, test } from 'vitest';
import { nonInferioritySampleSize } from './sample-size';

test('the published example of Chow, Shao and Wang: 25 in each arm', () => {
  // 2nd ed., p. 90: p_t 0.85, p_r 0.65, margin 0.10, alpha 0.05, power 0.80.
  expect(nonInferioritySampleSize({ reference: 0.65, treatment: 0.85, margin: 0.1 })).toBe(25);
});

test('by hand: two arms at 90 %, five points', () => {
  // (1.6449 + 0.8416)² × (0.09 + 0.09) / 0.05² = 6.1826 × 0.18 / 0.0025 = 445.1
  expect(nonInferioritySampleSize({ reference: 0.9, treatment: 0.9, margin: 0.05 })).toBe(446);
});

test('half the margin asks for four times as many, and more power for more', () => {
  const at = (margin: number, power = 0.8) =>
    nonInferioritySampleSize({ reference: 0.8, treatment: 0.8, margin, power }) ?? 0;
  expect(at(0.025) / at(0.05)).toBeCloseTo(4, 1);
  expect(at(0.05, 0.9)).toBeGreaterThan(at(0.05));
});

test('a route that is hoped to fall by the margin can never pass', () => {
  expect(nonInferioritySampleSize({ reference: 0.9, treatment: 0.85, margin: 0.05 })).toBeNull();
});

test('a flawless record of a few answers proves nothing: 0.97 ** 98 is above 5 %, 0.97 ** 99 is not', () => {
  expect(0.97 ** 98).toBeGreaterThan(0.05);
  for (const share of [0, 0.9999, 1])
    expect(nonInferioritySampleSize({ reference: share, treatment: share, margin: 0.03 })).toBe(99);
});

test('shares and margins out of range are refused', () => {
  expect(() => nonInferioritySampleSize({ reference: 90, treatment: 0.9, margin: 0.05 })).toThrow(RangeError);
  expect(() => nonInferioritySampleSize({ reference: 0.9, treatment: 0.9, margin: 0 })).toThrow(
    'the margin is above 0',
  );
});
