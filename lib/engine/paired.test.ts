import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EvalItem } from '@/lib/domain/evidence';
import { cascadeScore, jointAcceptShare, jointOf } from './joint';
import { bestSingleOf, commonItems, oracleOf, scoreModels, toPairedItems } from './paired';
import { compareOnItems, itemsToSettle } from './paired-compare';
import { bestSplitOfTwo, bestSplitScore, bestSplits, cascadeOnItems, mix } from './paired-routes';

function answersOf(model: string, scores: readonly (number | null)[], usd: number | null = null): EvalItem[] {
  return scores.flatMap((score, item) =>
    score === null ? [] : [{ task: '', item: String(item), model, score, usd, inputTokens: null, outputTokens: null }],
  );
}

const A = [1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 1, 0];
const B = [0, 0, 1, 0, 0, 1, 1, 1, 1, 0, 1, 0];

describe('two models on the same items', () => {
  test('have the interval of the paired t test (scipy 1.17.1, stats.ttest_rel)', () => {
    const both = compareOnItems(toPairedItems([...answersOf('a', A), ...answersOf('b', B)]), 'a', 'b');
    expect(both.n).toBe(12);
    expect(both.difference).toBeCloseTo(2 / 12, 12);
    expect(both.interval?.low).toBeCloseTo(-0.20016419334860644, 10);
    expect(both.interval?.high).toBeCloseTo(0.5334975266819397, 10);
  });

  /** statsmodels 0.15.0, mcnemar(exact=True). */
  test.each([
    [10, 3, 0.09228515625],
    [5, 5, 1],
    [0, 7, 0.015625],
    [20, 35, 0.05806414679240905],
    [1, 0, 1],
  ])("have McNemar's exact p, %i against %i", (onlyFirst, onlySecond, p) => {
    const first = [...Array(onlyFirst).fill(1), ...Array(onlySecond).fill(0), 1, 0];
    const second = [...Array(onlyFirst).fill(0), ...Array(onlySecond).fill(1), 1, 0];
    const both = compareOnItems(toPairedItems([...answersOf('a', first), ...answersOf('b', second)]), 'a', 'b');
    expect(both.mcnemar).toMatchObject({ onlyFirst, onlySecond });
    expect(both.mcnemar?.p).toBeCloseTo(p, 12);
  });

  test('are compared on the items that both answered only', () => {
    const paired = toPairedItems([...answersOf('a', [1, 1, 1, null]), ...answersOf('b', [null, 0, 1, 1])]);
    expect(compareOnItems(paired, 'a', 'b')).toMatchObject({ n: 2, difference: 0.5 });
    expect(compareOnItems(toPairedItems(answersOf('a', [1])), 'a', 'b')).toMatchObject({ n: 0, interval: null });
  });

  test('that never differ are not proved to be alike', () => {
    const both = compareOnItems(toPairedItems([...answersOf('a', A), ...answersOf('b', A)]), 'a', 'b');
    expect(both.interval?.low).toBeLessThan(-0.1);
    expect(both.interval?.high).toBeGreaterThan(0.1);
    expect(itemsToSettle(both)).toBeNull();
  });

  test('an item of another task is another item', () => {
    const [one] = answersOf('a', [1]) as [EvalItem];
    const paired = toPairedItems([one, { ...one, model: 'b', task: 'other' }]);
    expect(paired.items).toHaveLength(2);
  });
});

describe('how many more items settle it', () => {
  const repeated = (times: number) => {
    const over = (scores: readonly number[]) => Array.from({ length: times }, () => scores).flat();
    return compareOnItems(toPairedItems([...answersOf('a', over(A)), ...answersOf('b', over(B))]), 'a', 'b');
  };

  test('as many as it says: with so many that differ alike the interval excludes 0, with fewer it does not', () => {
    const now = repeated(1);
    const more = itemsToSettle(now) ?? 0;
    expect(more).toBeGreaterThan(0);
    expect(itemsToSettle(repeated(1 + Math.ceil(more / 12)))).toBe(0);
    expect(itemsToSettle(repeated(Math.floor(more / 12)))).not.toBe(0);
  });
});

describe('many models, costs known and unknown', () => {
  const paired = toPairedItems([
    ...answersOf('cheap', [1, 0, 0, 1], 0.01),
    ...answersOf('strong', [1, 1, 0, 1], 0.1),
    ...answersOf('narrow', [1, null, null, null], 0.001),
  ]);

  test('the oracle takes the cheapest of the best answers to each item', () => {
    // narrow, strong, cheap, cheap: where nobody is right, the cheapest wrong answer.
    const oracle = oracleOf(paired);
    expect(oracle).toMatchObject({ n: 4, score: 0.75 });
    expect(oracle?.usd).toBeCloseTo(0.001 + 0.1 + 0.01 + 0.01, 12);
    expect(oracleOf(toPairedItems([]))).toBeNull();
  });

  test('the best single model is one that answered as many items as any', () => {
    expect(bestSingleOf(paired)).toMatchObject({ model: 'strong', n: 4, score: 0.75 });
  });

  test('an answer or two that were lost do not take a model out of the running', () => {
    const scores = Array.from({ length: 20 }, (_, item) => (item < 15 ? 1 : 0));
    const paired = toPairedItems([
      ...answersOf('whole', scores),
      ...answersOf('better, one lost', [null, ...scores.slice(1).map(() => 1)]),
      ...answersOf('few', [1, 1, 1, 1]),
    ]);
    expect(bestSingleOf(paired)).toMatchObject({ model: 'better, one lost', n: 19 });
  });

  test('of equals the cheaper is the best; one of unknown cost is not', () => {
    const equal = toPairedItems([
      ...answersOf('unknown', [1, 0]),
      ...answersOf('dear', [1, 0], 2),
      ...answersOf('cheap', [0, 1], 1),
    ]);
    expect(bestSingleOf(equal)?.model).toBe('cheap');
    expect(scoreModels(equal)[0]).toMatchObject({ model: 'unknown', usd: null });
  });

  test('the best splits are the upper hull: a model below the line of two others is in none', () => {
    const hull = bestSplits([
      { model: 'low', n: 1, score: 0.5, usd: 1 },
      { model: 'below', n: 1, score: 0.55, usd: 2 },
      { model: 'high', n: 1, score: 0.9, usd: 3 },
      { model: 'dear', n: 1, score: 0.8, usd: 9 },
      { model: 'unknown', n: 1, score: 1, usd: null },
    ]);
    expect(hull.map(({ model }) => model)).toEqual(['low', 'high']);
    expect(bestSplitScore(hull, 0.5)).toBeNull();
    expect(bestSplitScore(hull, 2)).toBeCloseTo(0.7, 12);
    expect(bestSplitScore(hull, 99)).toBe(0.9);
  });
});

const share = (right: number, of: number) => Array.from({ length: of }, (_, item) => (item < right ? 1 : 0));
const skip = (count: number) => Array<null>(count).fill(null);

describe('the best split of two', () => {
  test('without costs is of the best model and the one nearest to it, in score alone', () => {
    const paired = toPairedItems([
      ...answersOf('low', share(20, 40)),
      ...answersOf('best', share(36, 40)),
      ...answersOf('near', share(30, 40), 7),
    ]);
    expect(bestSplitOfTwo(paired)).toEqual({
      from: { model: 'near', n: 40, score: 0.75, usd: null },
      to: { model: 'best', n: 40, score: 0.9, usd: null },
    });
    expect(bestSplitOfTwo(toPairedItems(answersOf('alone', [1, 0])))).toBeNull();
    expect(bestSplitOfTwo(toPairedItems([]))).toBeNull();
  });

  test('is over the items of the pair: a third model that answered others does not matter', () => {
    const two = [...answersOf('best', share(45, 60), 4), ...answersOf('cheap', share(40, 60), 1)];
    const elsewhere = answersOf('elsewhere', [...skip(60), ...share(30, 30)], 2);
    const few = answersOf('few', [...skip(50), ...share(10, 10)], 3);
    const found = bestSplitOfTwo(toPairedItems(two));
    expect(found).toMatchObject({ from: { model: 'cheap', n: 60, usd: 60 }, to: { model: 'best', n: 60, usd: 240 } });
    expect(bestSplitOfTwo(toPairedItems([...two, ...elsewhere, ...few]))).toEqual(found);
  });

  test('is none where the best model is also the cheapest', () => {
    expect(
      bestSplitOfTwo(toPairedItems([...answersOf('best', share(9, 10), 1), ...answersOf('dear', share(5, 10), 2)])),
    ).toBeNull();
  });

  test('is the last edge of the hull where all models answered all items', () => {
    let judged = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 99 })), {
          minLength: 1,
          maxLength: 7,
        }),
        (models) => {
          const paired = toPairedItems(
            models.flatMap(([right, usd], i) => answersOf(`m${i}`, share(right, 20), usd / 20)),
          );
          const [from, to] = bestSplits(scoreModels(paired)).slice(-2);
          const found = bestSplitOfTwo(paired);
          if (from === undefined || to === undefined) expect(found).toBeNull();
          else {
            expect(found?.to.score).toBe(to.score);
            expect(found?.to.usd).toBeCloseTo(to.usd ?? 0, 9);
            expect(found?.from.score).toBe(from.score);
            expect(found?.from.usd).toBeCloseTo(from.usd ?? 0, 9);
          }
          judged++;
        },
      ),
      { seed: 21, numRuns: 300 },
    );
    expect(judged).toBe(300);
  });
});

const score = fc.oneof(
  fc.constantFrom(0, 1),
  fc.integer({ min: 0, max: 8 }).map((eighths) => eighths / 8),
);
const twoModels = fc
  .array(
    fc.tuple(score, score, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
    {
      minLength: 1,
      maxLength: 40,
    },
  )
  .map((rows) =>
    toPairedItems(
      rows.flatMap(([first, next, firstUsd, nextUsd], item) => [
        ...answersOf('first', [first], firstUsd).map((each) => ({ ...each, item: String(item) })),
        ...answersOf('next', [next], nextUsd).map((each) => ({ ...each, item: String(item) })),
      ]),
    ),
  );

describe('a cascade replayed on items', () => {
  test('with a perfect judge reaches the oracle of the two, and bills every attempt', () => {
    let judged = 0;
    fc.assert(
      fc.property(twoModels, (paired) => {
        const cascade = cascadeOnItems(paired, 'first', 'next', 0, 0.01);
        const [first, next] = scoreModels(paired);
        expect(cascade?.score).toBeCloseTo(oracleOf(paired)?.score ?? Number.NaN, 12);
        const escalated = paired.items
          .map((item) => ({ first: item.get('first'), next: item.get('next') }))
          .filter(({ first: a, next: b }) => a && b && (a.score === 0 || a.score < b.score));
        const nextUsd = escalated.reduce((sum, item) => sum + (item.next?.usd ?? 0), 0);
        expect(cascade?.usd).toBeCloseTo((first?.usd ?? 0) + 0.01 * paired.items.length + nextUsd, 9);
        expect(cascade?.usd ?? 0).toBeGreaterThanOrEqual(first?.usd ?? 0);
        expect(next?.n).toBe(paired.items.length);
        judged++;
      }),
      { seed: 11, numRuns: 200 },
    );
    expect(judged).toBe(200);
  });

  test('with a useless judge never beats the best fixed split of its cost', () => {
    let judged = 0;
    fc.assert(
      fc.property(twoModels, fc.double({ min: 0, max: 0.1, noNaN: true }), (paired, judgeUsd) => {
        const cascade = cascadeOnItems(paired, 'first', 'next', 0.5, judgeUsd);
        const models = scoreModels(paired);
        const half = mix(models[0] as (typeof models)[number], models[1] as (typeof models)[number], 0.5);
        expect(cascade?.score).toBeCloseTo(half.score, 12);
        expect(cascade?.usd ?? 0).toBeGreaterThanOrEqual((half.usd ?? 0) - 1e-9);
        const split = bestSplitScore(bestSplits(models), (cascade?.usd ?? 0) + 1e-9);
        expect(split ?? 0).toBeGreaterThanOrEqual((cascade?.score ?? 0) - 1e-9);
        judged++;
      }),
      { seed: 12, numRuns: 300 },
    );
    expect(judged).toBe(300);
  });

  test('is what the joint table gives, for any error rate', () => {
    let judged = 0;
    fc.assert(
      fc.property(twoModels, fc.double({ min: 0, max: 1, noNaN: true }), (paired, errorRate) => {
        const cascade = cascadeOnItems(paired, 'first', 'next', errorRate);
        const joint = jointOf(
          paired.items.map((item) => [item.get('first')?.score ?? 0, item.get('next')?.score ?? 0] as const),
        );
        if (joint === null) throw new Error('no items');
        const accept = jointAcceptShare(joint, errorRate);
        expect(accept).toBeCloseTo(cascade?.acceptShare ?? Number.NaN, 12);
        // With the judge's own share it takes as much of each kind as its error rate says.
        if (errorRate <= 0.5) expect(cascadeScore(joint, errorRate, accept).score).toBeCloseTo(cascade?.score ?? 0, 12);
        judged++;
      }),
      { seed: 13, numRuns: 300 },
    );
    expect(judged).toBe(300);
  });

  test('an unknown cost leaves its cost unknown; without common items there is none', () => {
    const paired = toPairedItems([...answersOf('first', [1, 0]), ...answersOf('next', [1, 1], 1)]);
    expect(cascadeOnItems(paired, 'first', 'next', 0)?.usd).toBeNull();
    expect(cascadeOnItems(paired, 'first', 'nobody', 0)).toBeNull();
    expect(commonItems(paired, ['first', 'nobody']).items).toHaveLength(0);
  });
});
