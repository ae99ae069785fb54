import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CELL_MEASURES,
  type CellTable,
  NO_SIZE_BAND,
  UNIT_MASK_AGGREGATE,
  UNIT_MASK_USAGE_MISSING,
} from '@/lib/domain/cube';
import { STANDARD_CUTS } from '@/lib/engine/cuts';
import { createCellBuilder } from './cell-builder';
import { createRequestBatch, type RequestBatch } from './request-batch';

const CUTS = {
  sizeEdges: [1, 10, 100, 5_000, 120_001],
  dateEdgesMs: [86_400_000 * 3, 86_400_000 * 3 + 5],
  clocks: [
    [{ weekdays: 0b0111110, startSecond: 32_400, endSecond: 61_200 }],
    [{ weekdays: 127, startSecond: 0, endSecond: 1 }],
  ],
};

const rowOf = fc.record({
  timeMs: fc.oneof(
    fc.integer({ min: 0, max: 86_400_000 * 9 }),
    fc.constantFrom(...CUTS.dateEdgesMs, 86_400_000 * 3 - 1),
  ),
  model: fc.integer({ min: 0, max: 2 }),
  tags: fc.integer({ min: 0, max: 1 }),
  status: fc.integer({ min: 0, max: 2 }),
  requests: fc.constantFrom(1, 1, 1, 4),
  inputTokens: fc.oneof(fc.integer({ min: 0, max: 200_000 }), fc.constantFrom(0, 9, 10, 11, 120_000, 120_001)),
  outputTokens: fc.integer({ min: 0, max: 2 }),
  webSearches: fc.constantFrom(0, 0, 3),
  usageMissing: fc.constantFrom(0, 0, 0, 1),
  loggedCostNanoUsd: fc.constantFrom(Number.NaN, 0, 5, 9_990_000_000_000),
  latencyMs: fc.constantFrom(Number.NaN, 0, 120),
  feedback: fc.constantFrom(-1, 0, 1),
});
type Row = typeof rowOf extends fc.Arbitrary<infer T> ? T : never;

function toBatch(rows: readonly Row[]): RequestBatch {
  const batch = createRequestBatch(rows.length);
  rows.forEach((row, i) => {
    for (const [column, value] of Object.entries(row)) batch[column as 'model'][i] = value;
    batch.aggregate[i] = row.requests > 1 ? 1 : 0;
  });
  batch.length = rows.length;
  return batch;
}

/** Row by row, as the words of lib/domain/cube.ts say it. */
function naiveCells(rows: readonly Row[]): Map<string, number[]> {
  const cells = new Map<string, number[]>();
  for (const row of rows) {
    const date = new Date(row.timeMs);
    const second = date.getUTCHours() * 3600 + date.getUTCMinutes() * 60 + date.getUTCSeconds();
    const isAggregate = row.requests > 1;
    const clock = CUTS.clocks.reduce((mask, windows, i) => {
      const isIn = windows.some(
        (w) => (w.weekdays >> date.getUTCDay()) & 1 && second >= w.startSecond && second < w.endSecond,
      );
      return isIn ? mask | (1 << i) : mask;
    }, 0);
    const band =
      isAggregate || row.usageMissing ? NO_SIZE_BAND : CUTS.sizeEdges.filter((edge) => edge <= row.inputTokens).length;
    const mask =
      (row.inputTokens > 0 ? 1 : 0) |
      (row.outputTokens > 0 ? 1 << 6 : 0) |
      (row.webSearches > 0 ? 1 << 10 : 0) |
      (row.usageMissing ? UNIT_MASK_USAGE_MISSING : 0) |
      (isAggregate ? UNIT_MASK_AGGREGATE : 0); // prettier-ignore
    const interval = CUTS.dateEdgesMs.filter((edge) => edge <= row.timeMs).length;
    const key = [
      Math.floor(row.timeMs / 86_400_000),
      row.model,
      row.tags,
      interval,
      clock,
      band,
      mask,
      row.status,
    ].join();
    const hasCost = !Number.isNaN(row.loggedCostNanoUsd);
    const hasLatency = !Number.isNaN(row.latencyMs) && !isAggregate;
    const add = [
      row.requests,
      row.inputTokens,
      row.outputTokens,
      row.webSearches,
      hasCost ? row.requests : 0,
      hasCost ? row.loggedCostNanoUsd : 0,
      hasLatency ? 1 : 0,
      hasLatency ? row.latencyMs : 0,
      row.feedback > 0 ? 1 : 0,
      row.feedback < 0 ? 1 : 0,
    ]; // prettier-ignore
    const sum = cells.get(key) ?? add.map(() => 0);
    cells.set(
      key,
      sum.map((value, i) => value + (add[i] as number)),
    );
  }
  return cells;
}

function tableCells(table: CellTable): Map<string, number[]> {
  const { dimensions: d, measures: m } = table;
  return new Map(
    Array.from({ length: table.length }, (_, i) => [
      [
        d.day[i],
        d.model[i],
        d.tags[i],
        d.dateInterval[i],
        d.clockMask[i],
        d.sizeBand[i],
        d.unitMask[i],
        d.status[i],
      ].join(),
      (
        [
          'requests',
          'inputTokens',
          'outputTokens',
          'webSearches',
          'loggedRequests',
          'loggedCostNanoUsd',
          'latencyRequests',
          'latencyMs',
          'thumbsUp',
          'thumbsDown',
        ] as const
      ).map((name) => m[name][i] as number),
    ]),
  );
}

test('cells are the sums of their requests, however they arrive in batches', () => {
  let cases = 0;
  fc.assert(
    fc.property(fc.array(rowOf, { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 60 }), (rows, cut) => {
      const builder = createCellBuilder(CUTS);
      builder.add(toBatch(rows.slice(0, cut)));
      builder.add(toBatch(rows.slice(cut)));
      expect(tableCells(builder.toCellTable())).toEqual(naiveCells(rows));
      cases++;
    }),
    { numRuns: 200, seed: 5 },
  );
  expect(cases).toBe(200);
});

test('many cells keep their sums while the tables grow', () => {
  const builder = createCellBuilder(STANDARD_CUTS);
  const batch = createRequestBatch(5_000);
  for (let row = 0; row < 5_000; row++) {
    batch.timeMs[row] = (row % 2_500) * 86_400_000;
    batch.requests[row] = 1;
    batch.inputTokens[row] = 3;
  }
  batch.length = 5_000;
  builder.add(batch);
  builder.add(batch);
  const table = builder.toCellTable();
  expect(table.length).toBe(2_500);
  expect(CELL_MEASURES.every((measure) => table.measures[measure].length === 2_500)).toBe(true);
  expect(table.measures.requests.every((requests) => requests === 4)).toBe(true);
  // Edges 1, 2 and 3 are ≤ 3.
  expect(table.dimensions.sizeBand.every((band) => band === 3)).toBe(true);
});
