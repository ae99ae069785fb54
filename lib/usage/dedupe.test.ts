import { expect, test } from 'vitest';
import { createDeduper } from './dedupe';
import { createKeyTable } from './key-table';
import { emptyRecord } from './normalise';
import { contentRowKey, hashText, idRowKey, isIdKey } from './row-key';

test('without an id the k-th row is the k-th stored one', () => {
  const deduper = createDeduper(2);
  deduper.addStored(2, 9);
  deduper.addStored(2, 9);
  expect([1, 2, 3, 4].map(() => deduper.isDuplicate(2, 9))).toEqual([true, true, false, false]);
  expect(deduper.isDuplicate(4, 9)).toBe(false);
});

test('with an id any second sight is a duplicate, in the file too', () => {
  const deduper = createDeduper(1);
  deduper.addStored(3, 9);
  expect([deduper.isDuplicate(3, 9), deduper.isDuplicate(5, 9), deduper.isDuplicate(5, 9)]).toEqual([true, false, true]);
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
    expect(table.count(table.find(lo, hi)), name).toBe(count);
  }
  expect(table.find(99, 99)).toBe(-1);
  const slot = table.insert(7_000, 1);
  table.setCount(slot, 300);
  expect(table.count(table.find(7_000, 1))).toBe(300);
});

test('every field of a call is in its key; with an id only id, time and tokens are', () => {
  const labels = new Int32Array(14);
  const keyOf = (change: object) => {
    const key = { lo: 0, hi: 0 };
    contentRowKey({ ...emptyRecord(), timeMs: 1e12, inputTokens: 5, outputTokens: 6, ...change }, labels, key);
    return `${key.lo},${key.hi}`;
  };
  const changes = [{}, { timeMs: 1e12 + 1 }, { inputTokens: 6 }, { outputTokens: 5 }, { inputTokens: 6, outputTokens: 5 }, { inputTokens: 5 + 2 ** 32 }, { cacheReadTokens: 1 }, { webSearches: 1 },
    { loggedCostNanoUsd: 0 }, { loggedCostNanoUsd: 1 }, { latencyMs: 0 }, { feedback: 1 }, { feedback: -1 }, { status: 'failed' }, { serviceTier: 'batch' }, { requests: 2 }, { usageMissing: true }, { aggregate: true }]; // prettier-ignore
  expect(new Set(changes.map(keyOf)).size).toBe(changes.length);
  const id = { lo: 0, hi: 0 };
  hashText('req-1', id);
  const idKey = (change: object) => {
    const key = { lo: 0, hi: 0 };
    idRowKey({ ...emptyRecord(), ...change }, id, key);
    expect(isIdKey(key.lo)).toBe(true);
    return `${key.lo},${key.hi}`;
  };
  expect(idKey({ loggedCostNanoUsd: 5, status: 'failed' })).toBe(idKey({}));
  expect(new Set([{}, { timeMs: 2 }, { inputTokens: 2 }, { cacheWriteTokens: 2 }].map(idKey)).size).toBe(4);
});

test('keys of a million like calls do not collide', () => {
  const record = { ...emptyRecord(), timeMs: 1_785_542_400_000 };
  const key = { lo: 0, hi: 0 };
  const table = createKeyTable(1_000_000);
  const labels = new Int32Array(14);
  for (let i = 0; i < 1_000_000; i++) {
    record.inputTokens = i % 1000;
    record.outputTokens = Math.floor(i / 1000) % 100;
    record.timeMs = 1_785_542_400_000 + Math.floor(i / 100_000) * 1000;
    contentRowKey(record, labels, key);
    table.insert(key.lo, key.hi);
  }
  expect(table.size()).toBe(1_000_000);
});
