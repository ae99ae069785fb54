import { expect, test } from 'vitest';
import { CELL_DIMENSIONS, CELL_MEASURES, type CellDimension, type CellTable } from '@/lib/domain/cube';
import { REPLAY_DIMENSIONS, rollUp } from './roll-up';

const LABELS = { model: [''], task: [''], team: [''], language: [''], region: [''], needs: [''], tags: [''] };
const CUTS = { sizeEdges: [1], dateEdgesMs: [], clocks: [] };

/** Cells with small pseudo-random integers in every column. */
function table(length: number): CellTable {
  let state = 42;
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  return {
    length,
    cuts: CUTS,
    labels: LABELS,
    dimensions: Object.fromEntries(
      CELL_DIMENSIONS.map((name) => [name, Int32Array.from({ length }, () => next(3) - (name === 'sizeBand' ? 1 : 0))]),
    ) as unknown as CellTable['dimensions'],
    measures: Object.fromEntries(
      CELL_MEASURES.map((name) => [name, Float64Array.from({ length }, () => next(1_000_000))]),
    ) as unknown as CellTable['measures'],
  };
}

const sum = (column: Float64Array) => column.reduce((total, value) => total + value, 0);
const keyOf = (cells: CellTable, keep: readonly CellDimension[], cell: number) =>
  keep.map((name) => cells.dimensions[name][cell]).join();

const CELLS = table(500);
const CHOICES: readonly (readonly CellDimension[])[] = [
  [],
  ['day'],
  ['model', 'task'],
  ['sizeBand', 'status'],
  REPLAY_DIMENSIONS,
  CELL_DIMENSIONS,
];

test.each(CHOICES.map((keep) => [keep.join(', ') || 'nothing', keep] as const))(
  'rollUp to %s keeps the sum of every measure',
  (_, keep) => {
    const rolled = rollUp(CELLS, keep);
    for (const name of CELL_MEASURES) expect(sum(rolled.measures[name]), name).toBe(sum(CELLS.measures[name]));
  },
);

test('each combination of the kept dimensions is one cell, with the sum of its own cells', () => {
  const keep = ['model', 'task'] as const;
  const rolled = rollUp(CELLS, keep);
  const expected = new Map<string, number>();
  for (let cell = 0; cell < CELLS.length; cell++) {
    const key = keyOf(CELLS, keep, cell);
    expected.set(key, (expected.get(key) ?? 0) + (CELLS.measures.requests[cell] as number));
  }
  const got = new Map(
    Array.from({ length: rolled.length }, (_, cell) => [keyOf(rolled, keep, cell), rolled.measures.requests[cell]]),
  );
  expect(rolled.length).toBe(9);
  expect(got).toEqual(expected);
});

test('a dimension that is dropped is 0 throughout', () => {
  const rolled = rollUp(CELLS, ['sizeBand']);
  for (const name of CELL_DIMENSIONS)
    if (name !== 'sizeBand') expect(new Set(rolled.dimensions[name]), name).toEqual(new Set([0]));
  expect(new Set(rolled.dimensions.sizeBand)).toEqual(new Set([-1, 0, 1]));
});

test('rolling up twice is rolling up once', () => {
  expect(rollUp(rollUp(CELLS, ['model', 'task', 'day']), ['task'])).toEqual(rollUp(CELLS, ['task']));
});

test('labels and cuts stay, and no cells stay none', () => {
  const rolled = rollUp(table(0), ['model']);
  expect([rolled.length, rolled.labels, rolled.cuts]).toEqual([0, LABELS, CUTS]);
});

test('a replay keeps every dimension but the day', () => {
  expect(REPLAY_DIMENSIONS).toEqual(CELL_DIMENSIONS.filter((name) => name !== 'day'));
});
