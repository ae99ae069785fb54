import { describe, expect, test } from 'vitest';
import { bestSingleOf, oracleOf, scoreModels, toPairedItems } from '@/lib/engine/paired';
import { compareOnItems } from '@/lib/engine/paired-compare';
import { cascadeOnItems, mix } from '@/lib/engine/paired-routes';
import { readGsm8k } from './gsm8k';

const paired = toPairedItems(readGsm8k());
const [weak, strong] = scoreModels(paired);
if (weak === undefined || strong === undefined) throw new Error('the file has changed');

describe('RouteLLM on GSM8K', () => {
  /** Counted by hand of the file: 747 right by both, 95 by Mixtral only, 383 by GPT-4 only, 94 by neither. */
  test('has the counts of the file', () => {
    expect(paired.items).toHaveLength(1319);
    expect([weak.n, strong.n]).toEqual([1319, 1319]);
    expect(weak.score * 1319).toBeCloseTo(747 + 95, 9);
    expect(strong.score * 1319).toBeCloseTo(747 + 383, 9);
    expect((oracleOf(paired)?.score ?? 0) * 1319).toBeCloseTo(747 + 95 + 383, 9);
    expect(bestSingleOf(paired)?.model).toBe(strong.model);
  });

  test('every split lies on the line between the two: drawn item by item, it gives the mean of the mix', () => {
    let judged = 0;
    for (let percent = 0; percent <= 100; percent++) {
      const weight = percent / 100;
      const line = (1 - weight) * weak.score + weight * strong.score;
      expect(mix(weak, strong, weight).score).toBeCloseTo(line, 12);
      // Each item goes to the strong model with this chance, whatever the item is.
      const drawn = paired.items.reduce(
        (sum, item) =>
          sum + (1 - weight) * (item.get(weak.model)?.score ?? 0) + weight * (item.get(strong.model)?.score ?? 0),
        0,
      );
      expect(drawn / 1319).toBeCloseTo(line, 12);
      judged++;
    }
    expect(judged).toBe(101);
    expect(mix(weak, strong, 0).score).toBe(weak.score);
    expect(mix(weak, strong, 1).score).toBe(strong.score);
  });

  test('the models differ beyond doubt, by the interval of the paired t test (scipy 1.17.1)', () => {
    const both = compareOnItems(paired, strong.model, weak.model);
    expect(both.interval?.low).toBeCloseTo(0.18803264075439524, 10);
    expect(both.interval?.high).toBeCloseTo(0.2486618247497746, 10);
    expect(both.mcnemar).toMatchObject({ onlyFirst: 383, onlySecond: 95 });
    expect(both.mcnemar?.p).toBeLessThan(1e-40);
  });

  test("a perfect judge's cascade reaches the oracle, which counting errors as independent would overstate", () => {
    const cascade = cascadeOnItems(paired, weak.model, strong.model, 0);
    expect(cascade?.score).toBeCloseTo(1225 / 1319, 12);
    expect(cascade?.acceptShare).toBeCloseTo(842 / 1319, 12);
    expect(weak.score + (1 - weak.score) * strong.score).toBeGreaterThan(1225 / 1319);
  });
});
