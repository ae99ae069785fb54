import { createHash } from 'node:crypto';
import { type Database, databasePath, openDatabase } from '@/db/client';
import { insertBook } from '@/db/queries/books';
import { seedEvidence } from '@/db/queries/evidence';
import { readGenaiPrices } from '@/lib/catalog/sources/genai-prices';
import { readOverrides } from '@/lib/catalog/sources/overrides';
import { readPolyglot } from '@/lib/catalog/sources/polyglot';
import { readPostBenchmarks } from '@/lib/catalog/sources/post-benchmarks';
import { readPostB, readPostCd } from '@/lib/catalog/sources/posts';
import type { PriceBook } from '@/lib/domain/price';
import { createMakerLookup, createResolver } from '@/lib/engine/names';

const HASH_CHARS = 8;

/** A built-in book's version says its content too, so that a release that mends it makes a new version. */
function withContentVersion(book: PriceBook): PriceBook {
  const hash = createHash('sha256').update(JSON.stringify(book)).digest('hex').slice(0, HASH_CHARS);
  return { ...book, version: `${book.version}+${hash}` };
}

async function seed(database: Database): Promise<void> {
  const books = [readOverrides(), await readGenaiPrices(), readPostB(), readPostCd()];
  for (const book of books) insertBook(database, withContentVersion(book), true, Date.now());
  const resolve = createResolver(books, new Map());
  const makerOf = createMakerLookup(books, resolve);
  const toMaker = (name: string) => {
    const resolution = resolve(name);
    return resolution === null ? null : makerOf(resolution.offerId);
  };
  seedEvidence(database, [...readPostBenchmarks(), ...readPolyglot(toMaker)]);
}

type Opened = { readonly path: string; readonly ready: Promise<Database> };
const opened = globalThis as typeof globalThis & { waybillDatabase?: Opened };

async function openSeeded(path: string): Promise<Database> {
  const database = openDatabase(path);
  await seed(database);
  return database;
}

/** The one database of this thread, opened, migrated and seeded on first use. */
export function getDatabase(): Promise<Database> {
  const path = databasePath();
  if (opened.waybillDatabase?.path !== path) opened.waybillDatabase = { path, ready: openSeeded(path) };
  return opened.waybillDatabase.ready;
}
