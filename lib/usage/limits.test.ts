import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createFileSource } from './file-source';
import { LIMIT_SETTINGS, readLimits } from './limits';
import { chunksOf } from './testing/import-text';
import { readText } from './testing/read-text';

const HEADER = 'time,model,input_tokens,output_tokens\n';
const ROW = '2026-08-01T00:00:00Z,m,10,2\n';
const LONG_ROW = ROW.replace('m', `"${'m'.repeat(60)}"`);
const OBJECT = '{"time":"2026-08-01T00:00:00Z","model":"m","input_tokens":10,"output_tokens":2}';
const LONG = OBJECT.replace('"m"', `"${'m'.repeat(60)}"`);

afterEach(() => vi.unstubAllEnvs());

test('the guide lists every limit with its variable and default', () => {
  const guide = readFileSync(fileURLToPath(new URL('../../docs/guide.md', import.meta.url)), 'utf8');
  const rows = guide.split('\n').filter((line) => line.startsWith('| `WAYBILL_MAX_'));
  const listed = rows.map((row) => row.split('|').map((cell) => cell.trim()));
  expect(listed.map(([, name]) => name)).toEqual(Object.values(LIMIT_SETTINGS).map(({ env }) => `\`${env}\``));
  const numbers = listed.map(([, , , value = '']) => Number(value.replace(/\(.*\)|,/g, '')));
  expect(numbers).toEqual(Object.values(LIMIT_SETTINGS).map(({ value }) => value));
});

test('a setting that is no positive number is refused by name', () => {
  for (const value of ['0', '-1', 'many', '1GB'])
    expect(() => readLimits({ WAYBILL_MAX_COLUMNS: value })).toThrow(/^WAYBILL_MAX_COLUMNS is not a positive number/);
  expect(readLimits({ WAYBILL_MAX_COLUMNS: '', WAYBILL_MAX_NESTING: '7' })).toMatchObject({
    columns: 2000,
    nesting: 7,
  });
});

describe('each limit is judged below, at and above, and its message names it', () => {
  const reasonOf = async (text: string): Promise<string | null> => {
    try {
      return (await readText(text)).rejects[0]?.reason ?? null;
    } catch (cause) {
      return (cause as Error).message;
    }
  };

  test.each([
    ['WAYBILL_MAX_RECORD_BYTES', `${HEADER}${ROW}`, HEADER.length - 1],
    ['WAYBILL_MAX_RECORD_BYTES', `${HEADER}${LONG_ROW}`, LONG_ROW.length - 1],
    ['WAYBILL_MAX_RECORD_BYTES', `${OBJECT}\n${OBJECT}\n${LONG}\n`, LONG.length],
    ['WAYBILL_MAX_RECORD_BYTES', `[${OBJECT},\n${OBJECT},\n${LONG}]`, LONG.length],
    ['WAYBILL_MAX_COLUMNS', `${HEADER}${ROW}`, 4],
    ['WAYBILL_MAX_COLUMNS', `${OBJECT}\n${OBJECT}\n`, 4],
    ['WAYBILL_MAX_NESTING', `${OBJECT}\n${OBJECT.replace('"m"', '{"a":{"b":[1]}}')}\n`, 4],
  ])('%s', async (env, text, atLimit) => {
    vi.stubEnv(env, String(atLimit));
    expect(await reasonOf(text)).toBe(null);
    vi.stubEnv(env, String(atLimit + 1));
    expect(await reasonOf(text)).toBe(null);
    vi.stubEnv(env, String(atLimit - 1));
    expect(await reasonOf(text)).toMatch(new RegExp(`${atLimit - 1}.*\\(${env}\\)`));
  });

  test('WAYBILL_MAX_FILE_BYTES, wherever the file comes from', async () => {
    const read = async (): Promise<number> => {
      let bytes = 0;
      for await (const { chunks } of createFileSource(chunksOf(HEADER, 10)).files())
        for await (const chunk of chunks) bytes += chunk.length;
      return bytes;
    };
    vi.stubEnv('WAYBILL_MAX_FILE_BYTES', String(HEADER.length));
    expect(await read()).toBe(HEADER.length);
    vi.stubEnv('WAYBILL_MAX_FILE_BYTES', String(HEADER.length - 1));
    await expect(read()).rejects.toMatchObject({
      code: 'too-large',
      message: `the file is larger than ${HEADER.length - 1} bytes (WAYBILL_MAX_FILE_BYTES)`,
    });
  });
});
