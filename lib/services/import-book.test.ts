import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { downloadBook } from './book-download';
import { previewBook } from './book-preview';
import { removeBook } from './book-remove';
import { viewBook } from './book-view';
import { listBooks } from './books';
import { importBook, importBookBytes, previewImport } from './import-book';
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

  test('our CSV says every line it leaves out; without a good one it is refused', async () => {
    const path = file('contract.csv', '\uFEFFoffer,input,output\nopenai/gpt-4o,2,8\n');
    expect((await importBook({ path, name: 'contract', format: 'auto' })).rejected).toEqual([]);
    const mixed = file('mixed.csv', 'offer,input\nlab/a,1\nlab/b,one\nlab/c,2500000\n');
    const { book, rejected } = await importBook({ path: mixed, name: 'mixed', format: 'auto' });
    expect(book.rows.length).toBe(1);
    expect(rejected.map(({ entry }) => entry)).toEqual(['line 3 (lab/b)', 'line 4 (lab/c)']);
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

const bytes = (text: string) => new TextEncoder().encode(text);
const asCsv = (text: string, name = 'prices') => ({ bytes: bytes(text), fileName: 'p.csv', name, format: 'auto' });

describe('previewBook', () => {
  test('tells what is new, changed, gone and suspicious against the current version, and writes nothing', async () => {
    await importBookBytes(asCsv('offer,input\nlab/a,1\nlab/b,1\nlab/c,1\nlab/d,1\n'));
    const before = await listBooks();
    const next = asCsv('offer,input\nlab/a,1\nlab/b,2\nlab/c,10\nlab/e,1\nlab/f,-1\n');
    const preview = await previewBook(next, null);
    expect(preview.diff.counts).toEqual({ new: 1, changed: 2, gone: 1, same: 1, suspicious: 1 });
    expect(preview.rejected.map(({ entry }) => entry)).toEqual(['line 6 (lab/f)']);
    expect(preview).toMatchObject({ format: 'csv', offers: 4, rows: 4, against: expect.stringContaining('prices@') });
    expect(await listBooks()).toEqual(before);
  });

  test('compares with another book, or with nothing', async () => {
    const file = asCsv('offer,input\nlab/a,1\n', 'unheard');
    expect((await previewBook(file, 'prices')).diff.counts).toMatchObject({ same: 1, gone: 3 });
    expect((await previewBook(file, '')).diff.counts).toMatchObject({ new: 1, gone: 0 });
    await expect(previewBook(file, 'nope')).rejects.toThrow('no price book "nope"');
  });

  test('a contract says what it changes on top of the default stack, and what it does not reach', async () => {
    const contract = {
      waybillBook: 1,
      terms: [
        { label: 'Frame', scope: { offers: ['openai/gpt-4o', 'opnai/*'] }, percent: -20, source: 'contract 7' },
        { label: 'Later', percent: -5, from: '2999-01-01', source: 'contract 7' },
      ],
    };
    const input = { bytes: bytes(JSON.stringify(contract)), fileName: 'c.json', name: 'contract-7', format: 'auto' };
    const { effect, format } = await previewBook(input, null);
    expect(format).toBe('waybill');
    expect(effect).toMatchObject({ changed: 1, added: 0, unmatched: ['opnai/*'] });
    expect(effect.examples).toEqual([{ offerId: 'openai/gpt-4o', unit: 'input', usdBefore: 2.5, usdAfter: 2 }]);
    const [, later] = contract.terms;
    const onlyLater = { ...input, bytes: bytes(JSON.stringify({ ...contract, terms: [later] })) };
    const future = (await previewBook(onlyLater, null)).effect;
    expect(future.atMs).toBe(Date.UTC(2999, 0, 1));
    expect(future.changed).toBeGreaterThan(1000);
  });

  test('on the command line: figures, no version', async () => {
    const path = file('next.csv', 'offer,input\nlab/a,3\n');
    const before = await listBooks();
    expect(await previewImport({ path, name: 'prices', format: 'auto' })).toMatchObject({
      diff: { changed: 1, gone: 3, new: 0 },
      suspicious: [],
      rejected: [],
    });
    expect(await listBooks()).toEqual(before);
  });
});

describe('versions of an own book', () => {
  const query = { version: null, from: null, to: null, search: '', page: 1 };

  test('an edit adds one with its reason, and any two can be compared', async () => {
    await importBookBytes(asCsv('offer,input\nlab/a,1\n', 'own'));
    await importBookBytes(asCsv('offer,input\nlab/a,2\n', 'own'), { change: 'renewed' });
    const view = await viewBook('own', query);
    expect(view?.versions.map(({ change }) => change)).toEqual(['renewed', 'imported p.csv']);
    const [to = '', from = ''] = view?.versions.map(({ version }) => version) ?? [];
    const compared = await viewBook('own', { ...query, from, to, version: from });
    expect(compared).toMatchObject({ isCurrent: false, diff: { diff: { counts: { changed: 1 } } } });
    expect(compared?.rows[0]?.rates).toEqual({ input: 1 });
    await expect(viewBook('own', { ...query, version: 'none' })).rejects.toThrow('no version "none"');
  });

  test('what is downloaded imports as the same book: no new version', async () => {
    const { body, fileName } = await downloadBook('own', null, 'json');
    const before = (await viewBook('own', query))?.version;
    const again = await importBookBytes({ bytes: bytes(body), fileName, name: 'own', format: 'auto' });
    expect(again.book.version).toBe(before);
  });

  test('a new contract does not take the name of a book that is there', async () => {
    const file = asCsv('offer,input\nlab/a,5\n', 'own');
    await expect(importBookBytes(file, { mustBeNew: true })).rejects.toThrow('there is a book "own" already');
  });

  test('a removed one leaves the list and stays readable by its version; built-in ones stay', async () => {
    const ref = `own@${(await viewBook('own', query))?.version}`;
    await removeBook('own');
    expect(await viewBook('own', query)).toBeNull();
    const priced = await priceCall({ ...call, model: 'lab/a', inputTokens: 1e6, tier: 'standard' }, [ref]);
    expect(priced.usd).toBe(2);
    await expect(removeBook('own')).rejects.toThrow('no price book "own"');
    await expect(removeBook('genai-prices')).rejects.toThrow('built-in');
  });
});
