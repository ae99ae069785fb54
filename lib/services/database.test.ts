import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hasBookVersion, loadBook } from '@/db/queries/books';
import { withOverride } from '@/lib/catalog/override-row';
import { readShippedHistory, SHIPPED_HISTORY } from '@/lib/catalog/sources/shipped-history';
import { parseOfferId } from '@/lib/domain/ids';
import type { PriceRow } from '@/lib/domain/price';
import { getDatabase, seedBook } from './database';
import { contentHash, saveBookVersion } from './save-book';

const path = join(tmpdir(), `waybill-seed-${process.pid}.db`);
beforeAll(() => {
  process.env.WAYBILL_DB = path;
});
afterAll(() => rmSync(path, { force: true }));

it('the shipped history is seeded under the version its content has', async () => {
  const { book } = readShippedHistory();
  expect(SHIPPED_HISTORY.version).toBe(`2026-07+${contentHash(book)}`);
  expect(hasBookVersion(await getDatabase(), SHIPPED_HISTORY.name, SHIPPED_HISTORY.version)).toBe(true);
});

it('a book read back has the content that was written', async () => {
  const database = await getDatabase();
  for (const name of ['overrides', 'genai-prices', 'post-b', SHIPPED_HISTORY.name]) {
    const book = loadBook(database, name, null);
    if (book === null) throw new Error(name);
    expect(saveBookVersion(database, book, { label: 'again', change: '', builtIn: true })).toBe(book.version);
  }
});

it('a new release of a built-in book keeps the prices that a person set by hand', async () => {
  const database = await getDatabase();
  const row: PriceRow = {
    offerId: parseOfferId('openai/gpt-4o'),
    validFromMs: Date.parse('2026-11-01'),
    validToMs: null,
    clock: null,
    serviceTier: 'standard',
    rates: { input: 2, output: 8 },
    contextTiers: [],
    sourceUrl: 'mail of 2026-10-28',
    checkedOn: '2026-11-22',
    note: 'negotiated',
  };
  const overrides = loadBook(database, 'overrides', null);
  if (overrides === null) throw new Error('no overrides');
  saveBookVersion(database, withOverride(overrides, row), { label: 'x', change: 'gpt-4o', builtIn: true });
  seedBook(database, { ...overrides, version: 'next release' });
  const now = loadBook(database, 'overrides', null);
  expect(now?.rows).toContainEqual(row);
  expect(now?.rows).toHaveLength(overrides.rows.length + 1);
});
