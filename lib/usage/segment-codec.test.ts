import { tableFromIPC } from 'apache-arrow';
import { expect, test } from 'vitest';
import { BATCH_COLUMNS, createRequestBatch } from './request-batch';
import { compressSegmentSync, decodeSegment, encodeSegment } from './segment-codec';

function randomBatch(rows: number) {
  const batch = createRequestBatch(rows);
  let state = 99;
  const next = (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  batch.length = rows;
  for (let row = 0; row < rows; row++) {
    batch.timeMs[row] = 1_785_542_400_000 + row * 2_600;
    batch.keyLo[row] = next(2 ** 31) * (row % 2 ? 1 : -1);
    batch.keyHi[row] = next(2 ** 31) | 0;
    batch.promptLo[row] = next(2 ** 31) * (row % 3 ? 1 : -1);
    batch.promptHi[row] = next(2 ** 31) | 0;
    batch.model[row] = next(5);
    batch.task[row] = next(300);
    batch.requests[row] = 1;
    batch.inputTokens[row] = next(8_000);
    batch.outputTokens[row] = next(800);
    batch.cacheReadTokens[row] = row === 7 ? 2 ** 52 + 1 : 0;
    batch.loggedCostNanoUsd[row] = row % 50 === 0 ? Number.NaN : next(90_000_000);
    batch.latencyMs[row] = Number.NaN;
    batch.feedback[row] = next(3) - 1;
  }
  return batch;
}

test.each([1, 7, 3_000])('a segment of %i rows comes back as it was', (rows) => {
  const batch = randomBatch(rows);
  const into = createRequestBatch(4_096);
  for (const column of BATCH_COLUMNS) into[column].fill(9);
  decodeSegment(compressSegmentSync(encodeSegment(batch)), 'arrow+br', into);
  expect(into.length).toBe(rows);
  for (const column of BATCH_COLUMNS) expect(into[column].slice(0, rows), column).toEqual(batch[column]);
  decodeSegment(encodeSegment(batch), 'arrow', into, ['keyLo']);
  expect(into.keyLo.slice(0, rows)).toEqual(batch.keyLo);
});

test('a segment without prompt hashes has no column for them, and one that never had any reads as none', () => {
  const batch = randomBatch(50);
  batch.promptLo.fill(0);
  batch.promptHi.fill(0);
  const stored = encodeSegment(batch);
  expect(tableFromIPC(stored).getChild('promptLo')).toBeNull();
  const into = createRequestBatch(64);
  into.promptLo.fill(7);
  decodeSegment(stored, 'arrow', into);
  expect(into.promptLo.slice(0, 50)).toEqual(batch.promptLo.slice(0, 50));
});

test('a segment is an Arrow table that others can read: narrow types, a timestamp, no columns of defaults', () => {
  const table = tableFromIPC(encodeSegment(randomBatch(100)));
  const types = Object.fromEntries(table.schema.fields.map((field) => [field.name, String(field.type)]));
  expect(types).toMatchObject({
    timeMs: 'Timestamp<MILLISECOND>',
    keyLo: 'Uint32',
    model: 'Uint8',
    task: 'Uint16',
    inputTokens: 'Uint16',
    feedback: 'Int8',
    loggedCostNanoUsd: 'Float64',
  });
  expect(Object.keys(types)).not.toContain('latencyMs');
  expect(Object.keys(types)).not.toContain('team');
  expect(Number(table.getChild('timeMs')?.get(1))).toBe(1_785_542_402_600);
});
