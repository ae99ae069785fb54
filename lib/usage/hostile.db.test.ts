import { once } from 'node:events';
import { createGzip } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { afterEach, expect, test, vi } from 'vitest';
import { explainNoSpace } from './spool';
import { chunksOf, countRows, importText, storedCells, temporaryDatabase } from './testing/import-text';

const HEADER = 'time,model,task,input_tokens,output_tokens\n';
const NOTHING = { workloads: 0, uploads: 0, segments: 0, labels: 0, cells: 0 };

const SOUND = `${HEADER}${'2026-08-01T00:00:00Z,m,t,1,2\n'.repeat(20_000)}`;

/** A log in gzip that ends in as many bytes, all alike, made as it is read. */
async function* gzipOf(bytes: number): AsyncGenerator<Uint8Array> {
  const gzip = createGzip();
  const piece = new Uint8Array(1 << 20).fill(120);
  const write = async () => {
    gzip.write(SOUND);
    for (let sent = 0; sent < bytes; sent += piece.length) if (!gzip.write(piece)) await once(gzip, 'drain');
    gzip.end();
  };
  void write().catch(() => {});
  yield* gzip as AsyncIterable<Uint8Array>;
}

function zipOf(bytes: number): Uint8Array {
  const log = new Uint8Array(bytes).fill(120);
  log.set(strToU8(SOUND));
  return zipSync({ '../../x.csv': log });
}

afterEach(() => vi.unstubAllEnvs());

test('names with HTML, formulas, controls and prototype keys are stored as harmless text and found again', async () => {
  const database = temporaryDatabase();
  const names = [
    '<script>alert(1)</script>',
    '"><img onerror=x>',
    '=1+1',
    '__proto__',
    'constructor',
    'a\u202Eb\u0000c',
  ];
  const rows = names.map((name) => {
    const cell = `"${name.replaceAll('"', '""')}"`;
    return `2026-08-01T00:00:00Z,${cell},${cell},1,2\n`;
  });
  // Far enough from the head, where NUL says that a file is no text.
  const sound = '2026-08-01T00:00:00Z,m,t,1,2\n'.repeat(50);
  const { workloadId } = await importText(database, `${HEADER}${sound}${rows.join('')}`);
  const stored = database.sqlite.prepare("SELECT value FROM labels WHERE kind = 'model'").pluck().all() as string[];
  const kept = ['m', ...names.slice(0, -1), 'abc'];
  expect(stored.filter((name) => name !== '').sort()).toEqual(kept.sort());
  expect(storedCells(database, workloadId).length).toBe(kept.length);
});

test.each([
  ['a gzip bomb', () => gzipOf(1 << 30), 'too-large'],
  ['a zip bomb', () => chunksOf(zipOf(150_000_000)), 'too-large'],
  ['a zip of no log', () => chunksOf(zipSync({ '../x.txt': strToU8('hello') })), 'bad-input'],
  ['100,000 columns', () => chunksOf(Array.from({ length: 100_000 }, (_, i) => `c${i}`).join(',')), 'bad-input'],
  ['JSON 100,000 deep', () => chunksOf(`${'[{"a":'.repeat(100_000)}`), 'bad-input'],
])('%s is refused and leaves nothing', async (_, source, code) => {
  vi.stubEnv('WAYBILL_MAX_UNPACKED_RATIO', '300');
  const database = temporaryDatabase();
  await expect(importText(database, '', { source: source() })).rejects.toMatchObject({ code });
  expect(countRows(database)).toEqual(NOTHING);
});

test('a database that cannot grow is a full disk: a sentence, and nothing stays', async () => {
  const database = temporaryDatabase();
  const rows = Array.from(
    { length: 100_000 },
    (_, i) => `2026-08-01T00:00:00Z,m${i % 900},t${i % 900},${i},${i * 7}\n`,
  );
  const pages = database.sqlite.pragma('page_count', { simple: true }) as number;
  database.sqlite.pragma(`max_page_count = ${pages + 4}`);
  const cause = await importText(database, `${HEADER}${rows.join('')}`).catch((thrown: unknown) => thrown);
  expect(explainNoSpace(cause)).toMatchObject({
    code: 'no-space',
    message: expect.stringMatching(/^the disk is full/),
  });
  expect(countRows(database)).toEqual(NOTHING);
  database.sqlite.pragma('max_page_count = 1000000');
  const { report } = await importText(database, `${HEADER}${rows.join('')}`);
  expect(report.rows.accepted).toBe(100_000);
});
