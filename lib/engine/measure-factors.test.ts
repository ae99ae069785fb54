import { expect, it } from 'vitest';
import { addPair, emptySums, ratioOfMeans, ratioOfSums, swapSums } from './measure-factors';

/** Mulberry32, so that every run judges the same cases. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function sumsOf(pairs: readonly (readonly [number, number])[]) {
  const sums = emptySums();
  for (const [x, y] of pairs) addPair(sums, x, y);
  return sums;
}

/** `n` prompts of skewed sizes, whose answers are about `factor` times as long on the other model. */
function drawPairs(random: () => number, n: number, factor: number): [number, number][] {
  return Array.from({ length: n }, () => {
    const x = Math.round(20 + 2000 * random() ** 3);
    return [x, Math.round(x * factor * (0.5 + random()))];
  });
}

it('ratioOfSums is the ratio of sums, not the mean of ratios', () => {
  // (100 + 900) ÷ (100 + 300) = 2.5; the mean of 1 and 3 would be 2.
  expect(
    ratioOfSums(
      sumsOf([
        [100, 100],
        [300, 900],
      ]),
    )?.value,
  ).toBe(2.5); // prettier-ignore
});

it('ratioOfSums knows no range from a few pairs, and no ratio from nothing', () => {
  expect(ratioOfSums(sumsOf([[100, 130]]))).toEqual({ value: 1.3, range: null }); // prettier-ignore
  expect(ratioOfSums(emptySums())).toBeNull();
  expect(ratioOfSums(sumsOf([[0, 5]]))).toBeNull(); // prettier-ignore
  expect(ratioOfSums(sumsOf([[5, 0]]))).toBeNull(); // prettier-ignore
});

it('ratioOfSums has no width where every pair has one ratio', () => {
  const { value, range } = ratioOfSums(sumsOf(Array.from({ length: 30 }, (_, i) => [10 + i, 20 + 2 * i]))) ?? {};
  expect(value).toBe(2);
  expect(range?.low).toBeCloseTo(2, 9);
  expect(range?.high).toBeCloseTo(2, 9);
  expect(ratioOfSums(sumsOf(Array.from({ length: 29 }, (_, i) => [10 + i, 20 + i])))?.range).toBeNull();
});

it('the range is nearly a bootstrap’s over the pairs', () => {
  const random = createRandom(5);
  const pairs = drawPairs(random, 200, 1.3);
  const ratios = Array.from({ length: 4000 }, () => {
    let x = 0;
    let y = 0;
    for (let i = 0; i < pairs.length; i++) {
      const [a, b] = pairs[Math.floor(random() * pairs.length)] as [number, number];
      x += a;
      y += b;
    }
    return y / x;
  }).sort((a, b) => a - b);
  const found = ratioOfSums(sumsOf(pairs));
  const width = (ratios[3899] as number) - (ratios[99] as number);
  expect(Math.abs((found?.range?.low ?? 0) - (ratios[99] as number))).toBeLessThan(0.15 * width);
  expect(Math.abs((found?.range?.high ?? 0) - (ratios[3899] as number))).toBeLessThan(0.15 * width);
});

it('the range holds the true factor about 95 times in 100', () => {
  const random = createRandom(11);
  let held = 0;
  let judged = 0;
  for (const n of [30, 120, 500])
    for (let i = 0; i < 400; i++) {
      const factor = 0.4 + 2 * random();
      const range = ratioOfSums(sumsOf(drawPairs(random, n, factor)))?.range;
      if (range && range.low <= factor && factor <= range.high) held++;
      judged++;
    }
  expect(judged).toBe(1200);
  expect(held / judged).toBeGreaterThan(0.91);
  expect(held / judged).toBeLessThan(0.98);
});

it('seen from the other model the factor is its inverse, and so are the ends of its range', () => {
  const sums = sumsOf(drawPairs(createRandom(3), 50, 1.7));
  const [there, back] = [ratioOfSums(sums), ratioOfSums(swapSums(sums))];
  expect((there?.value ?? 0) * (back?.value ?? 0)).toBeCloseTo(1, 12);
  expect((there?.range?.low ?? 0) * (back?.range?.high ?? 0)).toBeCloseTo(1, 6);
});

const task = (requests: number, mean: number) => ({ requests, outputTokens: requests * mean });

it('ratioOfMeans weighs tasks alike on both sides, so that their mix is no factor', () => {
  // On both models a report has 800 tokens and a label 10; the second model writes far more reports.
  const from = new Map([
    ['report', task(100, 800)],
    ['label', task(900, 10)],
  ]); // prettier-ignore
  const to = new Map([
    ['report', task(900, 800)],
    ['label', task(100, 10)],
  ]); // prettier-ignore
  expect(ratioOfMeans(from, to)).toEqual({ factor: { value: 1, range: null }, n: 1000 });
});

it('ratioOfMeans leaves out tasks that one of the models hardly serves', () => {
  const from = new Map([
    ['report', task(100, 800)],
    ['label', task(900, 10)],
  ]); // prettier-ignore
  const to = new Map([
    ['report', task(29, 1)],
    ['label', task(40, 20)],
  ]); // prettier-ignore
  expect(ratioOfMeans(from, to)).toEqual({ factor: { value: 2, range: null }, n: 40 });
  expect(ratioOfMeans(from, new Map([['other', task(100, 5)]]))).toBeNull(); // prettier-ignore
});
