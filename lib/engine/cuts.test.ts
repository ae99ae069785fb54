import { expect, test } from 'vitest';
import { containsCuts, mergeCuts, STANDARD_CUTS, STANDARD_SIZE_EDGES } from './cuts';

test('standard edges are the smallest n with n² ≥ 2^k', () => {
  const edges = new Set<number>();
  for (let k = 0n; k <= 80n; k++) {
    const target = 2n ** k;
    let n = BigInt(Math.floor(2 ** (Number(k) / 2)));
    while (n > 0n && (n - 1n) * (n - 1n) >= target) n--;
    while (n * n < target) n++;
    edges.add(Number(n));
  }
  expect(STANDARD_SIZE_EDGES).toEqual([...edges]);
  expect(STANDARD_SIZE_EDGES.slice(0, 8)).toEqual([1, 2, 3, 4, 6, 8, 12, 16]);
  expect(STANDARD_SIZE_EDGES.at(-1)).toBe(2 ** 40);
});

test('mergeCuts is sorted, keeps the bits of a, and contains both', () => {
  const night = [{ weekdays: 127, startSecond: 0, endSecond: 3600 }];
  const noon = [{ weekdays: 1, startSecond: 43_200, endSecond: 50_000 }];
  const a = { sizeEdges: [1, 10], dateEdgesMs: [5], clocks: [night] };
  const b = { sizeEdges: [5, 10], dateEdgesMs: [1, 5], clocks: [noon, night] };
  const merged = mergeCuts(a, b);
  expect(merged).toEqual({ sizeEdges: [1, 5, 10], dateEdgesMs: [1, 5], clocks: [night, noon] });
  expect(containsCuts(merged, a) && containsCuts(merged, b)).toBe(true);
  expect(containsCuts(a, b)).toBe(false);
  expect(containsCuts(STANDARD_CUTS, { ...STANDARD_CUTS, dateEdgesMs: [1] })).toBe(false);
});
