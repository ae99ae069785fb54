import { afterAll, expect, test } from 'vitest';
import { cheapestAt, solveFrontier } from '../optimise/frontier';
import { drawSetup, problemOf } from '../optimise/testing/problems';
import { selectCells } from '../select-cells';
import { simulate } from '../summarise';
import { bestFixedSplit } from './fixed-split';
import { isWeighed, weighedRelative } from './weighed-relative';

const judged = { splits: 0, weighed: 0 };
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const FLOORS = [0.85, 0.9, 0.95, 0.97, 1];

test('the best fixed split keeps the quality asked for, and no best plan costs more', () => {
  for (const seed of SEEDS) {
    const problem = problemOf(drawSetup(seed));
    const frontier = solveFrontier(problem);
    for (const floor of FLOORS) {
      const split = bestFixedSplit(problem, floor);
      const plan = cheapestAt(frontier, floor);
      if (split === null || plan === null) continue;
      expect(split.share).toBeGreaterThanOrEqual(0);
      expect(split.share).toBeLessThanOrEqual(1);
      expect(plan.point.usd).toBeLessThanOrEqual(split.usd * (1 + 1e-9));
      judged.splits++;
    }
  }
});

test('weights of one change nothing; a task of all the weight is judged alone', () => {
  for (const seed of SEEDS) {
    const { table, context } = drawSetup(seed);
    const policy = { ...context.policy, otherwise: { model: 'lab/lab-small' } };
    const replay = { ...context, policy };
    const { relative } = simulate(table, replay).plan.quality;
    if (relative === null) continue;
    expect(weighedRelative(table, replay, {})).toBeCloseTo(relative, 12);
    expect(isWeighed({ rag: 1 })).toBe(false);
    for (const task of table.labels.task) {
      const others = Object.fromEntries(table.labels.task.filter((each) => each !== task).map((each) => [each, 0]));
      const alone = weighedRelative(table, replay, others);
      const own = selectCells(table, (cell) => table.labels.task[table.dimensions.task[cell] as number] === task);
      const expected = simulate(own, replay).plan.quality.relative;
      if (alone === null || expected === null) continue;
      expect(alone).toBeCloseTo(expected, 12);
      judged.weighed++;
    }
  }
});

afterAll(() => {
  expect(judged.splits).toBeGreaterThan(10);
  expect(judged.weighed).toBeGreaterThan(5);
});
