import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { loadCells, rebuildCells } from '@/db/cells';
import { openDatabase } from '@/db/client';
import { STANDARD_CUTS } from '@/lib/engine/cuts';
import { importStream } from './import-stream';
import {
  chunksOf,
  countRows,
  importText,
  storedCells,
  temporaryDatabase,
  temporaryDatabasePath,
} from './testing/import-text';

const HEADER = 'time,model,task,team,input_tokens,output_tokens,cached_tokens,cost_usd';
const row = (i: number, change: { team?: string; task?: string } = {}) =>
  `2026-08-0${1 + (i % 9)}T12:00:${String(i % 60).padStart(2, '0')}Z,gpt-4o,${change.task ?? 'chat'},${change.team ?? 'ops'},${100 + i},${i},0,0.00${i}`;
const file = (rows: readonly string[], header = HEADER) => `${[header, ...rows].join('\n')}\n`;
const rows = (count: number) => Array.from({ length: count }, (_, i) => row(i));
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
const aider = () => readFileSync(new URL('./sample/aider-messages.jsonl.gz', import.meta.url));

test('the Aider log is read whole, dirty rows included', async () => {
  const database = temporaryDatabase();
  const { report, workloadId } = await importText(database, aider());
  expect(report.rows).toEqual({ read: 5563, accepted: 5563, rejected: 0, duplicates: 0 });
  const { measures, labels } = loadCells(database, workloadId);
  expect(sum(measures.requests)).toBe(5563);
  expect(labels.model).toContain('None');
  expect(Math.max(...measures.loggedCostNanoUsd)).toBeGreaterThanOrEqual(9_990e9);
  const again = await importText(database, aider());
  expect(again.report.rows).toEqual({ read: 5563, accepted: 0, rejected: 0, duplicates: 5563 });
  expect(sum(loadCells(database, workloadId).measures.requests)).toBe(5563);
});

test('totals, labels and the readable view say what the file says', async () => {
  const database = temporaryDatabase();
  const { workloadId, report } = await importText(database, file(rows(50)), { bytesTotal: 99 });
  const { measures } = loadCells(database, workloadId);
  expect(sum(measures.inputTokens)).toBe(sum(Array.from({ length: 50 }, (_, i) => 100 + i)));
  expect(report).toMatchObject({
    droppedColumns: [],
    droppedLabels: [],
    aggregateRows: 0,
    firstTimeMs: Date.UTC(2026, 7, 1, 12, 0, 0),
  });
  const view = database.sqlite
    .prepare('SELECT workload, model, task, team, sum(requests) AS requests, min(day) AS day FROM cells_readable')
    .get();
  expect(view).toEqual({
    workload: 'test',
    model: 'gpt-4o',
    task: 'chat',
    team: 'ops',
    requests: 50,
    day: '2026-08-01',
  });
});

test('a longer export of the same period adds only what is new; repeats in a file are calls', async () => {
  const database = temporaryDatabase();
  await importText(database, file([row(1), row(1), row(2)]));
  const { report, workloadId } = await importText(database, file([row(1), row(1), row(1), row(2), row(3)]));
  expect(report.rows).toEqual({ read: 5, accepted: 2, rejected: 0, duplicates: 3 });
  expect(sum(loadCells(database, workloadId).measures.requests)).toBe(5);
});

test('with an id the same id, time and tokens are one call, in the file too', async () => {
  const database = temporaryDatabase();
  const header = 'request_id,time,model,input_tokens,output_tokens,cost';
  const call = (id: string, input: number, cost: string) => `${id},2026-08-01T00:00:00Z,m,${input},1,${cost}`;
  const first = await importText(
    database,
    file([call('a', 1, '1'), call('a', 1, '2'), call('a', 2, '1'), call('', 1, '1'), call('', 1, '1')], header),
  );
  expect(first.report.rows).toMatchObject({ accepted: 4, duplicates: 1 });
  const second = await importText(database, file([call('a', 1, '9'), call('b', 1, '1')], header));
  expect(second.report.rows).toMatchObject({ accepted: 1, duplicates: 1 });
});

test.each([
  ['empty', '', 'the file is empty'],
  ['blank', ' \n\n', 'the file is empty'],
  ['binary', new Uint8Array([80, 0, 1, 2, 3]), 'the file is binary'],
  ['broken gzip', new Uint8Array([0x1f, 0x8b, 1, 2, 3, 4]), 'looks like gzip but does not unpack'],
  ['zip', new Uint8Array([0x50, 0x4b, 3, 4]), 'zip archive'],
  ['UTF-16', new Uint8Array([0xff, 0xfe, 97, 0]), 'UTF-16'],
  ['no table', 'hello', 'neither CSV with a header line nor JSON Lines'],
  ['header only', `${HEADER}\n`, 'a header but no rows'],
  ['no time column', 'model,input_tokens\nm,1\n', 'no time column found'],
  ['no token column', 'time,model\n2026-08-01,m\n', 'no token column found'],
  [
    'all rejected',
    file(['soon,m,t,t,1,1,0,0', '2026-08-01,m,t,t,-1,1,0,0']),
    'every row was rejected (2); the first, line 2: time does not parse: soon',
  ],
])('a file that cannot be a log is refused and leaves nothing: %s', async (_, content, message) => {
  const database = temporaryDatabase();
  const before = countRows(database);
  await expect(importText(database, content)).rejects.toThrow(message);
  expect(countRows(database)).toEqual(before);
});

test('a bad row costs that row, with its line and reason', async () => {
  const database = temporaryDatabase();
  const bad = [
    '2026-08-01,m,t,t,-1,1,0,0',
    '2026-08-01,m,t,t,10,1,20,0',
    '2026-02-31,m,t,t,1,1,0,0',
    '2026-08-01,m,t,t,1,1',
  ];
  const long = `2026-08-01,m,${'x'.repeat(17_000_000)},t,1,1,0,0`;
  const { report } = await importText(
    database,
    `${HEADER}\n${row(1)}\n${bad.join('\n')}\n${long}\n${row(2)}\n2026-08-01,m,t`,
  );
  expect(report.rows).toEqual({ read: 8, accepted: 2, rejected: 6, duplicates: 0 });
  expect(report.rejects).toEqual([
    { line: 3, reason: 'input tokens are negative: -1' },
    { line: 4, reason: 'cached tokens 20 exceed input tokens 10' },
    { line: 5, reason: 'time does not parse: 2026-02-31' },
    { line: 6, reason: 'expected 8 fields, found 6' },
    { line: 7, reason: 'record is longer than 16777216 bytes (WAYBILL_MAX_RECORD_BYTES)' },
    { line: 9, reason: 'expected 8 fields, found 3' },
  ]);
});

test('prompt text is dropped and named, never stored', async () => {
  const path = temporaryDatabasePath();
  const database = openDatabase(path);
  const text =
    '{"time":1,"prompt":"TOPSECRET words","prompt_tokens":3,"completion_tokens":1,"model":"m"}\n{"time": TOPSECRET}\n';
  const { report } = await importText(database, text);
  expect(report.droppedColumns).toEqual(['prompt']);
  database.sqlite.pragma('wal_checkpoint(TRUNCATE)');
  expect(readFileSync(path).includes('TOPSECRET')).toBe(false);
  await expect(
    importText(database, text, {
      columnMap: { columns: { time: 'time', inputTokens: 'prompt_tokens', task: 'prompt' } },
    }),
  ).rejects.toThrow('never stored');
});

test('a label with more than 1,000 values is dropped, wherever in the file that shows', async () => {
  const database = temporaryDatabase();
  // 70,000 rows fill one segment before the 1,001st user appears.
  const lines = Array.from({ length: 70_000 }, (_, i) => row(i % 50, { team: `u${i < 68_000 ? i % 1000 : i}` }));
  const { report, workloadId, uploadId } = await importText(database, file(lines));
  expect(report.droppedLabels).toEqual([{ label: 'team', column: 'team' }]);
  const cells = storedCells(database, workloadId);
  rebuildCells(database, workloadId, STANDARD_CUTS);
  expect(storedCells(database, workloadId)).toEqual(cells);
  expect(sum(loadCells(database, workloadId).measures.requests)).toBe(70_000);
  expect(loadCells(database, workloadId).dimensions.team.every((team) => team === 0)).toBe(true);
  expect(loadCells(database, workloadId).labels.team).toEqual(['']);
  // The values still tell rows apart: the same file is all duplicates.
  const again = await importText(database, file(lines));
  expect(again.report.rows.duplicates).toBe(70_000);
  expect(uploadId).not.toBe(again.uploadId);
});

test('exactly 1,000 values are kept', async () => {
  const database = temporaryDatabase();
  const { report } = await importText(
    database,
    file(Array.from({ length: 1000 }, (_, i) => row(i % 9, { team: `u${i}` }))),
  );
  expect(report.droppedLabels).toEqual([]);
});

test('rows of a packed file are those of the plain one; gzip is seen by its first bytes', async () => {
  const plain = temporaryDatabase();
  const packed = temporaryDatabase();
  const text = file(rows(200));
  const a = await importText(plain, text);
  const b = await importText(packed, gzipSync(text));
  expect(storedCells(packed, b.workloadId)).toEqual(storedCells(plain, a.workloadId));
  await expect(importText(plain, gzipSync(text).subarray(0, 60))).rejects.toThrow('does not unpack');
});

test('every chunk size gives the same cells', async () => {
  const text = file([...rows(20), '"2026-08-01T00:00:00Z","a ""b"",c",t,ü,"1,234",1,0,']).replaceAll('\n', '\r\n');
  const seen = new Set<string>();
  for (const size of [1, 2, 3, 7, 64, 1 << 20]) {
    const database = temporaryDatabase();
    const { workloadId } = await importText(database, '', { source: chunksOf(text, size) });
    seen.add(storedCells(database, workloadId).join('\n'));
  }
  expect(seen.size).toBe(1);
  expect([...seen][0]).toContain('a \\"b\\",c');
});

test('a cancelled import leaves nothing, even where the sender has gone silent', async () => {
  const database = temporaryDatabase();
  const before = countRows(database);
  const controller = new AbortController();
  async function* silent(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(file(rows(20_000)));
    setTimeout(() => controller.abort(), 20);
    await new Promise(() => {});
  }
  await expect(importText(database, '', { source: silent(), signal: controller.signal })).rejects.toThrow('cancelled');
  expect(countRows(database)).toEqual(before);
});

test('a failed import into a workload that was there leaves it as it was', async () => {
  const database = temporaryDatabase();
  const { workloadId } = await importText(database, file(rows(20)));
  const before = [countRows(database), storedCells(database, workloadId)];
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(file(rows(70_000)));
    throw new Error('connection lost');
  }
  await expect(importText(database, '', { source: broken() })).rejects.toThrow('connection lost');
  expect([countRows(database), storedCells(database, workloadId)]).toEqual(before);
});

test('imports into one workload at the same time take turns', async () => {
  const path = temporaryDatabasePath();
  const handles = [openDatabase(path), openDatabase(path), openDatabase(path)];
  const text = file(rows(300));
  async function* slowly(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunksOf(text, 2_000)) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      yield chunk;
    }
  }
  const results = await Promise.all(handles.map((database) => importText(database, '', { source: slowly() })));
  expect(results.map(({ report }) => report.rows.accepted).sort()).toEqual([0, 0, 300]);
  expect(sum(loadCells(handles[0] as (typeof handles)[0], results[0]?.workloadId ?? 0).measures.requests)).toBe(300);
});

test('cuts that change while an import runs hold for it too', async () => {
  const database = temporaryDatabase();
  const { workloadId } = await importText(database, file(rows(20)));
  const finer = { ...STANDARD_CUTS, sizeEdges: [105], dateEdgesMs: [Date.UTC(2026, 7, 3)] };
  await importText(database, file(Array.from({ length: 60 }, (_, i) => row(i + 100))), {
    onBegin: () => {},
    onProgress: () => rebuildCells(database, workloadId, finer),
  });
  const cells = storedCells(database, workloadId);
  expect(loadCells(database, workloadId).cuts).toEqual(finer);
  rebuildCells(database, workloadId, finer);
  expect(storedCells(database, workloadId)).toEqual(cells);
});

test('zero tokens are accepted and counted, blank tokens are missing usage, aggregates are counted', async () => {
  const database = temporaryDatabase();
  const header = 'time,requests,input_tokens,output_tokens';
  const { report } = await importText(
    database,
    file(['1785542400,1,0,0', '1785542400,1,,5', '1785542400,40,100,5'], header),
  );
  expect(report).toMatchObject({ rows: { accepted: 3 }, zeroTokenRows: 1, missingUsageRows: 1, aggregateRows: 1 });
});

test('progress counts bytes and rows', async () => {
  const database = temporaryDatabase();
  const seen: number[] = [];
  const text = file(rows(9_000));
  await importStream({
    database,
    workloadName: 'p',
    fileName: 'p',
    bytesTotal: text.length,
    format: 'csv',
    source: chunksOf(text, 300_000),
    onProgress: ({ bytesRead, rowsRead }) => seen.push(bytesRead, rowsRead),
  }); // prettier-ignore
  expect(seen.slice(-2)).toEqual([text.length, 9_000]);
});
