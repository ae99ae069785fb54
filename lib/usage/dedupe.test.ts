import { expect, test } from 'vitest';
import type { UsageRecord } from '@/lib/domain/usage';
import { createDeduper, type Deduper } from './dedupe';
import { createKeyTable } from './key-table';
import { emptyRecord } from './normalise';
import { appendRecord, createRequestBatch, LABEL_KINDS } from './request-batch';
import { finishKeys, hashAsciiBytes, hashLabel, hashText, isIdKey } from './row-key';

function marksOf(deduper: Deduper, keys: readonly (readonly [number, number])[]): number[] {
  const marks = new Uint8Array(keys.length);
  const lo = Int32Array.from(keys, ([low]) => low);
  const duplicates = deduper.mark(
    lo,
    Int32Array.from(keys, ([, high]) => high),
    keys.length,
    marks,
  );
  expect(duplicates).toBe(marks.filter((mark) => mark === 1).length);
  return [...marks];
}

test('without an id the k-th row is the k-th stored one', () => {
  const deduper = createDeduper(2);
  deduper.addStored(2, 9);
  deduper.addStored(2, 9);
  expect(
    marksOf(deduper, [
      [2, 9],
      [4, 9],
      [2, 9],
    ]),
  ).toEqual([1, 0, 1]);
  expect(
    marksOf(deduper, [
      [2, 9],
      [2, 9],
    ]),
  ).toEqual([0, 0]);
});

test('with an id any second sight is a duplicate, in the file too', () => {
  const deduper = createDeduper(1);
  deduper.addStored(3, 9);
  expect(
    marksOf(deduper, [
      [3, 9],
      [5, 9],
      [5, 9],
    ]),
  ).toEqual([1, 0, 1]);
});

test('a key table holds what a Map holds, the zero key and counts past 255 included', () => {
  const table = createKeyTable();
  const map = new Map<string, number>();
  let state = 3;
  for (let i = 0; i < 20_000; i++) {
    state = (state * 48_271) % 2_147_483_647;
    const [lo, hi] = [(state % 60) - 30, (state >> 8) % 70];
    const slot = table.insert(lo, hi);
    table.setCount(slot, table.count(slot) + 1);
    // The pair 0, 0 is stored as 0, 1.
    const name = `${lo},${lo === 0 && hi === 0 ? 1 : hi}`;
    map.set(name, (map.get(name) ?? 0) + 1);
  }
  expect(table.size()).toBe(map.size);
  for (const [name, count] of map) {
    const [lo, hi] = name.split(',').map(Number) as [number, number];
    if (table.count(table.find(lo, hi)) !== count) expect.fail(name);
  }
  expect(table.find(99, 99)).toBe(-1);
  const slot = table.insert(7_000, 1);
  table.setCount(slot, 300);
  expect(table.count(table.find(7_000, 1))).toBe(300);
});

/** Keys of records as an import makes them: `labels` are their shares' sum, an id its hash with the lowest bit set. */
function keysOf(records: readonly Partial<UsageRecord>[], key = { lo: 0, hi: 0 }): string[] {
  const batch = createRequestBatch(records.length);
  const ids = new Int32Array(LABEL_KINDS.length);
  for (const change of records) {
    appendRecord(batch, { ...emptyRecord(), timeMs: 1e12, inputTokens: 5, outputTokens: 6, ...change }, ids, key, {
      lo: 0,
      hi: 0,
    });
  }
  finishKeys(batch);
  return records.map((_, row) => `${batch.keyLo[row]},${batch.keyHi[row]}`);
}

test('every field of a call is in its key', () => {
  const keys = keysOf([
    {},
    { timeMs: 1e12 + 1 },
    { inputTokens: 6 },
    { outputTokens: 5 },
    { inputTokens: 6, outputTokens: 5 },
    { inputTokens: 5 + 2 ** 32 },
    { cacheReadTokens: 1 },
    { cacheWriteTokens: 1 },
    { webSearches: 1 },
    { loggedCostNanoUsd: 0 },
    { loggedCostNanoUsd: 1 },
    { latencyMs: 0 },
    { latencyMs: 1 },
    { feedback: 1 },
    { feedback: -1 },
    { status: 'failed' },
    { status: 'cacheHit' },
    { serviceTier: 'batch' },
    { requests: 2 },
    { requests: 2, aggregate: true },
    { usageMissing: true },
  ]); // prettier-ignore
  expect(new Set(keys).size).toBe(21);
  expect(keysOf([{}, {}])).toEqual([keys[0], keys[0]]);
  expect(keys.every((key) => !isIdKey(Number.parseInt(key, 10)))).toBe(true);
});

test('labels are in the key by text and kind, whatever their ids', () => {
  const share = (text: string, kind: number) => {
    const key = { lo: 0, hi: 0 };
    hashLabel(text, kind, key);
    return keysOf([{}], { lo: key.lo & ~1, hi: key.hi })[0];
  };
  expect(new Set([share('a', 0), share('a', 1), share('b', 0), keysOf([{}])[0]]).size).toBe(4);
});

test('with an id only id, time and tokens are in the key', () => {
  const id = { lo: 0, hi: 0 };
  hashText('req-1', id);
  const idKey = { lo: id.lo | 1, hi: id.hi };
  const [plain, ...same] = keysOf(
    [{}, { loggedCostNanoUsd: 5 }, { status: 'failed' }, { latencyMs: 4 }, { feedback: 1 }],
    idKey,
  );
  expect(same).toEqual(Array(4).fill(plain));
  expect(isIdKey(Number.parseInt(plain ?? '', 10))).toBe(true);
  expect(new Set(keysOf([{}, { timeMs: 2 }, { inputTokens: 2 }, { cacheWriteTokens: 2 }], idKey)).size).toBe(4);
});

test('text hashes alike from bytes and from strings', () => {
  for (const text of ['', 'a', 'abcd', 'req_1', '0f8fad5b-d9cb-469f-a165-70867728950e']) {
    const [a, b] = [
      { lo: 0, hi: 0 },
      { lo: 0, hi: 0 },
    ];
    hashText(text, a);
    expect(hashAsciiBytes(new TextEncoder().encode(`..${text}..`), 2, 2 + text.length, b)).toBe(true);
    expect(b).toEqual(a);
  }
  expect(hashAsciiBytes(new TextEncoder().encode('ü'), 0, 2, { lo: 0, hi: 0 })).toBe(false);
});

test('keys of a million like calls do not collide', () => {
  const batch = createRequestBatch(1_000_000);
  batch.length = 1_000_000;
  batch.requests.fill(1);
  for (let i = 0; i < batch.length; i++) {
    batch.inputTokens[i] = i % 1000;
    batch.outputTokens[i] = Math.floor(i / 1000) % 100;
    batch.timeMs[i] = 1_785_542_400_000 + Math.floor(i / 100_000) * 1000;
  }
  finishKeys(batch);
  const table = createKeyTable(1_000_000);
  for (let i = 0; i < batch.length; i++) table.insert(batch.keyLo[i] as number, batch.keyHi[i] as number);
  expect(table.size()).toBe(1_000_000);
});
