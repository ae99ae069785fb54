import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { OfferId } from '@/lib/domain/ids';
import type { PriceBook } from '@/lib/domain/price';
import type { Database } from '../client';
import { aliases, offers, priceBooks, priceRows } from '../schema';

export type BookSummary = {
  readonly name: string;
  readonly version: string;
  readonly offers: number;
  readonly source: string;
  readonly licence: string;
  readonly builtIn: boolean;
  readonly fromMs: number | null;
  readonly toMs: number | null;
};

/** The newest version of each book, in the order they first came in. */
function currentBookIds(database: Database): number[] {
  return database.db
    .select({ id: sql<number>`max(${priceBooks.id})` })
    .from(priceBooks)
    .groupBy(priceBooks.name)
    .orderBy(sql`min(${priceBooks.id})`)
    .all()
    .map((row) => row.id);
}

export function hasBookVersion(database: Database, name: string, version: string): boolean {
  const where = and(eq(priceBooks.name, name), eq(priceBooks.version, version));
  return database.db.select({ id: priceBooks.id }).from(priceBooks).where(where).get() !== undefined;
}

/** Adds a version of a book; versions already there stay as they are. */
export function insertBook(database: Database, book: PriceBook, builtIn: boolean, nowMs: number): void {
  database.sqlite
    .transaction(() => {
      if (hasBookVersion(database, book.name, book.version)) return;
      const { id } = database.db
        .insert(priceBooks)
        .values({ ...book, builtIn, createdAtMs: nowMs })
        .returning({ id: priceBooks.id })
        .get();
      const insertOffer = database.sqlite.prepare(
        'INSERT INTO offers (book_id, position, offer_id, name, match, facts, same_model_as) VALUES (?, ?, ?, ?, ?, ?, ?)',
      );
      for (const [position, offer] of book.offers.entries())
        insertOffer.run(
          id,
          position,
          offer.offerId,
          offer.name,
          JSON.stringify(offer.match),
          JSON.stringify(offer.facts),
          offer.sameModelAs,
        );
      const insertRow = database.sqlite.prepare(
        `INSERT INTO price_rows (book_id, offer_id, valid_from_ms, valid_to_ms, clock, service_tier, rates, context_tiers, source_url, checked_on)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      );
      for (const row of book.rows)
        insertRow.run(
          id,
          row.offerId,
          row.validFromMs,
          row.validToMs,
          row.clock === null ? null : JSON.stringify(row.clock),
          row.serviceTier,
          JSON.stringify(row.rates),
          JSON.stringify(row.contextTiers),
          row.sourceUrl,
          row.checkedOn,
        );
    })
    .immediate();
}

export function listBooks(database: Database): BookSummary[] {
  return currentBookIds(database).map((id) => {
    const book = database.db
      .select()
      .from(priceBooks)
      .where(eq(priceBooks.id, id))
      .get() as typeof priceBooks.$inferSelect;
    const { offerCount } = database.db
      .select({ offerCount: sql<number>`count(*)` })
      .from(offers)
      .where(eq(offers.bookId, id))
      .get() as { offerCount: number };
    const range = database.db
      .select({
        fromMs: sql<number | null>`min(${priceRows.validFromMs})`,
        toMs: sql<number | null>`max(${priceRows.validToMs})`,
      })
      .from(priceRows)
      .where(eq(priceRows.bookId, id))
      .get() as { fromMs: number | null; toMs: number | null };
    return {
      name: book.name,
      version: book.version,
      offers: offerCount,
      source: book.source,
      licence: book.licence,
      builtIn: book.builtIn,
      ...range,
    };
  });
}

/** One book whole: its newest version, or the one named; null when there is none. */
export function loadBook(database: Database, name: string, version: string | null): PriceBook | null {
  const where =
    version === null ? eq(priceBooks.name, name) : and(eq(priceBooks.name, name), eq(priceBooks.version, version));
  const book = database.db.select().from(priceBooks).where(where).orderBy(desc(priceBooks.id)).get();
  if (book === undefined) return null;
  const bookOffers = database.db
    .select()
    .from(offers)
    .where(eq(offers.bookId, book.id))
    .orderBy(asc(offers.position))
    .all();
  const rows = database.db
    .select()
    .from(priceRows)
    .where(eq(priceRows.bookId, book.id))
    .orderBy(asc(priceRows.id))
    .all();
  return {
    name: book.name,
    version: book.version,
    source: book.source,
    licence: book.licence,
    observed: book.observed,
    providers: book.providers,
    offers: bookOffers.map((offer) => ({
      offerId: offer.offerId as OfferId,
      name: offer.name,
      match: offer.match,
      facts: offer.facts,
      sameModelAs: offer.sameModelAs as OfferId | null,
    })),
    rows: rows.map(({ id: _id, bookId: _bookId, ...row }) => ({ ...row, offerId: row.offerId as OfferId })),
  };
}

export function loadAliases(database: Database): Map<string, OfferId> {
  const rows = database.db.select().from(aliases).all();
  return new Map(rows.map((row) => [row.name, row.offerId as OfferId]));
}
