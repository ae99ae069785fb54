import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { createFileSource } from '../file-source';
import { type Limits, readLimits } from '../limits';
import { chunksOf, importText, storedCells, temporaryDatabase } from '../testing/import-text';

const CSV = 'time,model,input_tokens,output_tokens\n2026-08-01T00:00:00Z,gpt-4o,10,2\n2026-08-01T00:00:01Z,o3,7,1\n';
const MORE = 'time,model,input_tokens,output_tokens\n2026-08-02T00:00:00Z,gpt-4o,5,5\n';

async function unpack(bytes: Uint8Array, chunkBytes = 1000, limits: Partial<Limits> = {}) {
  const source = createFileSource(chunksOf(bytes, chunkBytes), undefined, { ...readLimits({}), ...limits });
  const files: { name: string | null; text: string }[] = [];
  for await (const { name, chunks } of source.files()) {
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    files.push({ name, text: Buffer.concat(parts).toString('utf8') });
  }
  return { files, bytesRead: source.bytesRead() };
}

describe('unpackFiles', () => {
  test('a plain file is one file without a name', async () => {
    expect((await unpack(strToU8(CSV))).files).toEqual([{ name: null, text: CSV }]);
  });

  test.each([1, 7, 100_000])('a zip archive gives its files in order, by chunks of %d bytes', async (chunkBytes) => {
    const zip = zipSync({
      'a/one.csv': strToU8(CSV),
      '__MACOSX/._one.csv': strToU8('x'),
      '.DS_Store': strToU8('x'),
      'b.csv.gz': gzipSync(MORE),
      'stored.csv': [strToU8(MORE), { level: 0 }],
    });
    const { files, bytesRead } = await unpack(zip, chunkBytes);
    expect(files).toEqual([
      { name: 'a/one.csv', text: CSV },
      { name: 'b.csv.gz', text: MORE },
      { name: 'stored.csv', text: MORE },
    ]);
    expect(bytesRead).toBe(zip.length);
  });

  test('names of an archive are shown without what could mislead, and used for nothing', async () => {
    const zip = zipSync({ '../../etc/\u202Epasswd\u0007.csv': strToU8(CSV) });
    expect((await unpack(zip)).files[0]?.name).toBe('../../etc/passwd.csv');
  });

  test('a file that is not read to its end does not hold up the next one', async () => {
    const zip = zipSync({ 'one.csv': strToU8(CSV.repeat(5000)), 'two.csv': strToU8(MORE) });
    const names: (string | null)[] = [];
    for await (const { name, chunks } of createFileSource(chunksOf(zip, 100)).files()) {
      names.push(name);
      await chunks.next();
    }
    expect(names).toEqual(['one.csv', 'two.csv']);
  });

  test.each([
    ['gzip', () => gzipSync(new Uint8Array(300_000_000))],
    ['zip', () => zipSync({ 'bomb.csv': new Uint8Array(300_000_000) })],
  ])('a %s bomb is refused before it is unpacked', async (_, make) => {
    await expect(unpack(make(), 65_536, { unpackedRatio: 200 })).rejects.toMatchObject({ code: 'too-large' });
    await expect(unpack(make(), 65_536, { unpackedBytes: 1e6 })).rejects.toThrow(/WAYBILL_MAX_UNPACKED_BYTES/);
  });

  test('what is damaged is said to be', async () => {
    const zip = zipSync({ 'one.csv': strToU8(CSV.repeat(1000)) });
    await expect(unpack(zip.subarray(0, zip.length >> 1))).rejects.toMatchObject({ code: 'bad-input' });
    await expect(unpack(zipSync({}))).rejects.toThrow('the zip archive is empty');
    await expect(unpack(zipSync({ 'folder/': new Uint8Array(0) }))).rejects.toThrow('holds no file');
    await expect(unpack(strToU8('PAR1 is no Parquet file'))).rejects.toThrow(/Parquet file cannot be read/);
    await expect(unpack(gzipSync(CSV).subarray(0, 30))).rejects.toThrow(/does not unpack/);
  });
});

describe('importing', () => {
  const COLUMNS = { time: ['2026-08-01T00:00:00Z', '2026-08-01T00:00:01Z'], model: ['gpt-4o', 'o3'] };

  test('an archive is imported file by file; what is no log in it is rejected by name', async () => {
    const database = temporaryDatabase();
    const zip = zipSync({ 'one.csv': strToU8(CSV), 'readme.txt': strToU8('hello'), 'two.csv': strToU8(MORE) });
    const { workloadId, report } = await importText(database, zip);
    expect(report.rows).toEqual({ read: 4, accepted: 3, rejected: 1, duplicates: 0 });
    expect(report.rejects[0]?.reason).toMatch(/^readme\.txt: this is neither CSV/);
    const alone = temporaryDatabase();
    await importText(alone, CSV);
    expect(storedCells(database, workloadId)).toEqual(storedCells(alone, (await importText(alone, MORE)).workloadId));
  });

  test('an archive may hold logs of several formats', async () => {
    const database = temporaryDatabase();
    const line = { time: 1754006400, main_model: 'o3', prompt_tokens: 7, completion_tokens: 1, cost: 0.1 };
    const zip = zipSync({ 'one.csv': strToU8(CSV), 'aider.jsonl': strToU8(`${JSON.stringify(line)}\n`) });
    const { report } = await importText(database, zip);
    expect(report.rows).toEqual({ read: 3, accepted: 3, rejected: 0, duplicates: 0 });
  });

  test('a Parquet file gives the cells of the CSV with the same rows', async () => {
    const file = parquetWriteBuffer({
      columnData: [
        { name: 'time', data: COLUMNS.time.map((time) => new Date(time)), type: 'TIMESTAMP' },
        { name: 'model', data: COLUMNS.model, type: 'STRING' },
        { name: 'input_tokens', data: [10n, 7n], type: 'INT64' },
        { name: 'output_tokens', data: [2, 1], type: 'INT32' },
      ],
    });
    const database = temporaryDatabase();
    const { workloadId, report } = await importText(database, new Uint8Array(file));
    expect(report.rows.accepted).toBe(2);
    const alone = temporaryDatabase();
    expect(storedCells(database, workloadId)).toEqual(storedCells(alone, (await importText(alone, CSV)).workloadId));
  });
});
