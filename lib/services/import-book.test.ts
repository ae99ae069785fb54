import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listBooks } from './books';
import { importBook } from './import-book';
import { priceCall } from './price-call';

const folder = mkdtempSync(join(tmpdir(), 'waybill-books-'));
const file = (name: string, content: string | Buffer) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const catalog = new URL('../catalog/', import.meta.url).pathname;
const history = `${catalog}data/litellm-history.csv.gz`;
const excerpt = `${catalog}sources/__fixtures__/litellm-excerpt-2026-08-01.json`;
const call = {
  atMs: 0,
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
};

beforeAll(() => {
  process.env.WAYBILL_DB = join(folder, 'books.db');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('importBook', () => {
  test('a gzipped history, found out by its content, prices by the date of the call', async () => {
    const { book, rejected } = await importBook({ path: history, name: 'history', format: 'auto' });
    expect(book).toMatchObject({ name: 'history', observed: true });
    expect(rejected.filter(({ reason }) => reason.endsWith('a slip of units')).length).toBe(138);
    const o3 = { ...call, model: 'o3', inputTokens: 1e6, outputTokens: 1e6, tier: 'standard' } as const;
    const usdAt = async (at: string) => (await priceCall({ ...o3, atMs: Date.parse(at) }, ['history'])).usd;
    expect(await usdAt('2025-05-01T00:00:00Z')).toBe(50);
    expect(await usdAt('2025-07-01T00:00:00Z')).toBe(10);
    expect(await usdAt('2020-01-01T00:00:00Z')).toBe(50);
  });

  test('LiteLLM’s map keeps service tiers, context tiers and facts through the database', async () => {
    const { rejected } = await importBook({ path: excerpt, name: 'litellm', format: 'litellm' });
    expect(rejected.length).toBeGreaterThan(10);
    const batch = { ...call, model: 'gpt-4o', inputTokens: 1e6, tier: 'batch' } as const;
    expect(await priceCall(batch, ['litellm'])).toMatchObject({ usd: 1.25, book: 'litellm' });
    const long = { ...call, model: 'claude-sonnet-4-5', inputTokens: 200_001, tier: 'standard' } as const;
    expect((await priceCall(long, ['litellm'])).usd).toBeCloseTo(1.200006, 12);
  });

  test('our CSV rejects nothing: a wrong line refuses the file', async () => {
    const path = file('contract.csv', '\uFEFFoffer,input,output\nopenai/gpt-4o,2,8\n');
    expect((await importBook({ path, name: 'contract', format: 'auto' })).rejected).toEqual([]);
    const slip = file('slip.csv', 'offer,input,output\nopenai/gpt-4o,2500000,8\n');
    await expect(importBook({ path: slip, name: 'slip', format: 'auto' })).rejects.toThrow('line 2');
  });

  test('the built-in books are five, and keep their names', async () => {
    const builtIn = (await listBooks()).filter((book) => book.builtIn).map((book) => book.name);
    expect(builtIn).toEqual(['overrides', 'genai-prices', 'post-b', 'post-cd', 'litellm-history']);
    await expect(importBook({ path: excerpt, name: 'post-b', format: 'auto' })).rejects.toThrow('built-in');
  });

  test.each([
    ['an unknown format', { format: 'xml' }, 'there are auto, csv, litellm-history, litellm, models-dev, openrouter'],
    ['no such file', { path: join(folder, 'none.csv') }, 'cannot read'],
    ['unknown content', { path: file('log.csv', 'time,model,cost\n') }, 'not a price file known here; there are csv:'],
    ['broken gzip', { path: file('cut.gz', gzipSync('offer,input\n').subarray(0, 15)) }, 'cannot unpack'],
    ['no price at all', { path: file('none.json', '{"a":{"litellm_provider":"openai"}}') }, 'no price could be read'],
  ])('%s is refused in words', async (_name, input, message) => {
    await expect(importBook({ path: excerpt, name: 'x', format: 'auto', ...input })).rejects.toThrow(message);
  });
});
