import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Evidence } from '@/lib/domain/evidence';
import { parseOfferId } from '@/lib/domain/ids';
import { incompleteBeta, normalQuantile, studentQuantile } from './distributions';
import { intervalOf, intervalOfSum, lowerBound } from './intervals';

/** scipy 1.17.1: stats.norm.ppf, stats.t.ppf, stats.beta.cdf. */
describe('quantiles are those of scipy', () => {
  test.each([
    [0.5, 0],
    [0.75, 0.6744897501960817],
    [0.95, 1.6448536269514722],
    [0.975, 1.959963984540054],
    [0.995, 2.5758293035489004],
    [1e-6, -4.753424308822899],
    [1 - 1e-9, 5.997807019601637],
  ])('normal, %d', (probability, expected) => expect(normalQuantile(probability)).toBeCloseTo(expected, 11));

  test.each([
    [0.975, 1, 12.706204736174694],
    [0.975, 2, 4.302652729749462],
    [0.995, 5, 4.032142983555228],
    [0.975, 9, 2.262157162798205],
    [0.95, 29, 1.6991270265334972],
    [0.975, 99, 1.9842169515864174],
    [0.975, 1318, 1.9617655127673146],
    [0.6, 3, 0.2766706623326898],
    [0.025, 9, -2.262157162798205],
  ])('Student, %d with %i degrees of freedom', (probability, freedom, expected) =>
    expect(studentQuantile(probability, freedom)).toBeCloseTo(expected, 10),
  );

  test.each([
    [0.1, 2, 3, 0.0523],
    [0.5, 2, 3, 0.6875],
    [0.9, 2, 3, 0.9963],
    [0.3, 0.5, 0.5, 0.36901011956554536],
  ])('beta, up to %d with %d and %d', (x, a, b, expected) => expect(incompleteBeta(x, a, b)).toBeCloseTo(expected, 12));
});

/** statsmodels 0.15.0: proportion_confint(k, n, method='wilson'), and with alpha=0.1 for the lower bound. */
describe('right-or-wrong scores have the interval of statsmodels', () => {
  test.each([
    [8, 10, 0.49016247153664183, 0.9433178485456247, 0.5407928056874879],
    [0, 20, 0, 0.1611251580528194, 0],
    [20, 20, 0.8388748419471804, 1, 0.8808421626390355],
    [1, 30, 0.005908590381612455, 0.16670390991409176, 0.007471878764942305],
    [149, 225, 0.5981614997395795, 0.7208366414897082, 0.6087052503541494],
    [842, 1319, 0.6120655391861275, 0.6638556587519803, 0.6163387832493613],
  ])('%i of %i', (right, n, low, high, bound) => {
    const evidence = { score: right / n, sampleSize: n };
    expect(intervalOf(evidence)?.low).toBeCloseTo(low, 12);
    expect(intervalOf(evidence)?.high).toBeCloseTo(high, 12);
    expect(lowerBound(evidence)).toBeCloseTo(bound, 12);
  });
});

describe('graded scores', () => {
  test("have Student's interval, as scipy's stats.t.interval of ten scores", () => {
    const ten = { score: 0.56, sampleSize: 10, deviation: 0.30166206257996714 };
    expect(intervalOf(ten)?.low).toBeCloseTo(0.34420396026406563, 10);
    expect(intervalOf(ten)?.high).toBeCloseTo(0.7757960397359343, 10);
  });

  test('that are all alike do not prove that there is no spread', () => {
    const alike = intervalOf({ score: 0.7, sampleSize: 40, deviation: 0 });
    expect(alike?.low).toBeLessThan(0.6);
    expect(alike?.high).toBeGreaterThan(0.8);
  });
});

test('a score without a known sample has no interval and no bound', () => {
  expect(intervalOf({ score: 0.8, sampleSize: null })).toBeNull();
  expect(lowerBound({ score: 0.8, sampleSize: null })).toBeNull();
  expect(intervalOf({ score: 0.8, sampleSize: 0 })).toBeNull();
});

test('whatever the sample: the score lies in its interval, more items and less confidence narrow it', () => {
  let judged = 0;
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.option(fc.double({ min: 0, max: 0.5, noNaN: true }), { nil: undefined }),
      (n, score, deviation) => {
        const of = (sampleSize: number) => ({ score, sampleSize, ...(deviation === undefined ? {} : { deviation }) });
        const own = intervalOf(of(n)) ?? { low: Number.NaN, high: Number.NaN };
        const more = intervalOf(of(n * 4)) ?? { low: Number.NaN, high: Number.NaN };
        const bound = lowerBound(of(n)) ?? Number.NaN;
        expect(own.low).toBeGreaterThanOrEqual(0);
        expect(own.high).toBeLessThanOrEqual(1);
        expect(own.low).toBeLessThanOrEqual(score);
        expect(own.high).toBeGreaterThanOrEqual(score);
        expect(bound).toBeGreaterThanOrEqual(own.low - 1e-12);
        // One item says nothing of a spread, so that its interval is made in another way.
        if (n > 1) expect(more.high - more.low).toBeLessThanOrEqual(own.high - own.low + 1e-12);
        judged++;
      },
    ),
    { seed: 5, numRuns: 300 },
  );
  expect(judged).toBe(300);
});

function evidence(parts: Partial<Evidence>): Evidence {
  const shared = {
    dataset: 'own',
    offerId: parseOfferId('lab/a'),
    benchmark: 'a',
    score: 0.6,
    sampleSize: 50,
  } as const;
  return { ...shared, kind: 'eval', source: 'made up', measuredOn: null, ...parts };
}

describe('a sum of scores', () => {
  const one = evidence({});
  const own = intervalOf(one) ?? { low: 0, high: 0 };

  test('of one score is that score, half of it has half the width', () => {
    const whole = intervalOfSum(0.6, [{ evidence: one, coefficient: 1 }]);
    expect(whole?.low).toBeCloseTo(own.low, 12);
    expect(whole?.high).toBeCloseTo(own.high, 12);
    const half = intervalOfSum(0.3, [{ evidence: one, coefficient: 0.5 }]);
    expect((half?.high ?? 0) - (half?.low ?? 0)).toBeCloseTo((own.high - own.low) / 2, 12);
  });

  test('of independent scores adds squares; of models on the same items it adds widths', () => {
    const widthOf = (...parts: readonly Evidence[]) => {
      const sum = intervalOfSum(
        0.6,
        parts.map((each) => ({ evidence: each, coefficient: 0.5 })),
      );
      return (sum?.high ?? 0) - (sum?.low ?? 0);
    };
    const width = own.high - own.low;
    expect(widthOf(one, evidence({ benchmark: 'b' }))).toBeCloseTo(width / Math.SQRT2, 12);
    expect(widthOf(one, evidence({ offerId: parseOfferId('lab/b') }))).toBeCloseTo(width, 12);
    const thumbs = [evidence({ kind: 'feedback' }), evidence({ kind: 'feedback', offerId: parseOfferId('lab/b') })];
    expect(widthOf(...thumbs)).toBeCloseTo(width / Math.SQRT2, 12);
  });

  test('a difference turns the ends round', () => {
    const high = evidence({ score: 0.9 });
    const ofHigh = intervalOf(high) ?? { low: 0, high: 0 };
    const less = intervalOfSum(-0.9, [{ evidence: high, coefficient: -1 }]);
    expect(less?.low).toBeCloseTo(-ofHigh.high, 12);
    expect(less?.high).toBeCloseTo(-ofHigh.low, 12);
  });

  test('is unknown with a term whose sample is unknown, unless it does not count', () => {
    const prior = evidence({ kind: 'prior', sampleSize: null });
    expect(intervalOfSum(0.6, [{ evidence: prior, coefficient: 0.1 }])).toBeNull();
    expect(intervalOfSum(0.6, [{ evidence: prior, coefficient: 0 }])).toEqual({ low: 0.6, high: 0.6 });
  });
});
