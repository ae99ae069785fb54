import { expect, test } from 'vitest';
import type { SketchRow } from '@/lib/domain/sketch';
import { addRow, duplicateRow, EMPTY_ROW, type KeyedRow, readyRows, sketchErrors, toDraftRow } from './sketch-draft';

const ROW: SketchRow = {
  task: 'chat',
  team: '',
  model: 'openai/gpt-4o',
  language: '',
  needs: '',
  requestsPerDay: 100,
  inputTokens: 1000,
  outputTokens: 200,
  spread: 1,
  cachedShare: 0.07,
};

test('a row that is opened and saved again is the same row', () => {
  const draft: KeyedRow[] = [{ key: 0, row: toDraftRow(ROW) }];
  expect(draft[0]?.row.cachedPct).toBe(7);
  expect(readyRows(draft).rows[0]?.cachedShare).toBeCloseTo(0.07, 12);
  expect({ ...readyRows(draft).rows[0], cachedShare: 0.07 }).toEqual(ROW);
  expect(sketchErrors('plan', draft)).toEqual({});
});

test('each field that is missing or wrong is named at its place, and its row is not counted yet', () => {
  const draft = addRow(addRow([], { ...toDraftRow(ROW), cachedPct: 140 }), EMPTY_ROW);
  expect(Object.keys(sketchErrors(' ', draft)).sort()).toEqual([
    'rows.0.cachedPct',
    'rows.1.inputTokens',
    'rows.1.model',
    'rows.1.outputTokens',
    'rows.1.requestsPerDay',
    'workload',
  ]);
  expect(readyRows(addRow(draft, toDraftRow(ROW))).keys).toEqual([2]);
});

test('a copy stands below its row, under a key of its own', () => {
  const draft = addRow(addRow([], toDraftRow(ROW)), EMPTY_ROW);
  expect(duplicateRow(draft, 0).map(({ key }) => key)).toEqual([0, 2, 1]);
});
