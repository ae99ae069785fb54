import { type Database, databasePath, openDatabase } from '@/db/client';
import { hasBookVersion, insertBook, loadBook } from '@/db/queries/books';
import { seedEvidence } from '@/db/queries/evidence';
import { handSetRows, withOverride } from '@/lib/catalog/override-row';
import { readGenaiPrices } from '@/lib/catalog/sources/genai-prices';
import { readOverrides } from '@/lib/catalog/sources/overrides';
import { readPolyglot } from '@/lib/catalog/sources/polyglot';
import { readPostBenchmarks } from '@/lib/catalog/sources/post-benchmarks';
import { readPostB, readPostCd } from '@/lib/catalog/sources/posts';
import { readShippedHistory, SHIPPED_HISTORY } from '@/lib/catalog/sources/shipped-history';
import type { PriceBook } from '@/lib/domain/price';
import { createMakerLookup, createResolver } from '@/lib/engine/names';
import { contentHash, saveBookVersion } from './save-book';

/** The book whose prices set by hand a new release must carry over. */
export const OVERRIDES = 'overrides';

/** A built-in book's version says its content too, so that a release that mends it makes a new version. */
function withContentVersion(book: PriceBook): PriceBook {
  return { ...book, version: `${book.version}+${contentHash(book)}` };
}

/** Seeds a release of a built-in book once; prices that a person set by hand in an earlier one stay in force. */
export function seedBook(database: Database, book: PriceBook): void {
  if (hasBookVersion(database, book.name, book.version)) return;
  const before = loadBook(database, book.name, null);
  const byHand = before === null ? [] : handSetRows(before);
  insertBook(database, book, true, Date.now(), before === null ? '' : 'a new release of Waybill');
  if (byHand.length === 0) return;
  const { version: label, ...merged } = byHand.reduce(withOverride, book);
  saveBookVersion(database, merged, { label, change: 'prices set by hand carried over', builtIn: true });
}

async function seed(database: Database): Promise<void> {
  const books = [readOverrides(), await readGenaiPrices(), readPostB(), readPostCd()];
  for (const book of books) seedBook(database, withContentVersion(book));
  if (!hasBookVersion(database, SHIPPED_HISTORY.name, SHIPPED_HISTORY.version))
    insertBook(database, readShippedHistory().book, true, Date.now());
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
  if (opened.waybillDatabase?.path !== path) {
    const ready = openSeeded(path);
    opened.waybillDatabase = { path, ready };
    // A start that failed is tried again by the next request.
    ready.catch(() => {
      if (opened.waybillDatabase?.ready === ready) opened.waybillDatabase = undefined;
    });
  }
  return opened.waybillDatabase.ready;
}
