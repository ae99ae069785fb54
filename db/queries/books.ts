import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import type { OfferId } from '@/lib/domain/ids';
import type { BookCurrency, PriceBook } from '@/lib/domain/price';
import type { Database } from '../client';
import { aliases, offers, priceBooks, priceRows } from '../schema';

export type BookSummary = {
  readonly name: string;
  readonly version: string;
  readonly offers: number;
  readonly source: string;
  readonly licence: string;
  readonly builtIn: boolean;
  readonly observed: boolean;
  readonly currency: BookCurrency | null;
  readonly terms: number;
  readonly monthTerms: number;
  readonly savedAtMs: number;
  readonly fromMs: number | null;
  readonly toMs: number | null;
};

/** The newest version of each book, in the order they first came in. */
function currentBookIds(database: Database): number[] {
  return database.db
    .select({ id: sql<number>`max(${priceBooks.id})` })
    .from(priceBooks)
    .where(isNull(priceBooks.archivedAtMs))
    .groupBy(priceBooks.name)
    .orderBy(sql`min(${priceBooks.id})`)
    .all()
    .map((row) => row.id);
}

export function hasBookVersion(database: Database, name: string, version: string): boolean {
  const where = and(eq(priceBooks.name, name), eq(priceBooks.version, version));
  return database.db.select({ id: priceBooks.id }).from(priceBooks).where(where).get() !== undefined;
}

/** Adds a version of a book, unless it is there already; `change` says what it changed. */
export function insertBook(database: Database, book: PriceBook, builtIn: boolean, nowMs: number, change = ''): void {
  database.sqlite
    .transaction(() => {
      if (hasBookVersion(database, book.name, book.version)) return;
      const { id } = database.db
        .insert(priceBooks)
        .values({ ...book, builtIn, createdAtMs: nowMs, change })
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
        `INSERT INTO price_rows (book_id, offer_id, valid_from_ms, valid_to_ms, clock, service_tier, region, rates, context_tiers, source_url, checked_on, note)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      );
      for (const row of book.rows)
        insertRow.run(
          id,
          row.offerId,
          row.validFromMs,
          row.validToMs,
          row.clock === null ? null : JSON.stringify(row.clock),
          row.serviceTier,
          row.region ?? null,
          JSON.stringify(row.rates),
          JSON.stringify(row.contextTiers),
          row.sourceUrl,
          row.checkedOn,
          row.note ?? null,
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
      observed: book.observed,
      currency: book.currency,
      terms: book.terms?.length ?? 0,
      monthTerms: book.monthTerms?.length ?? 0,
      savedAtMs: book.createdAtMs,
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
    ...(book.currency === null ? {} : { currency: book.currency }),
    ...(book.terms === null ? {} : { terms: book.terms }),
    ...(book.monthTerms === null ? {} : { monthTerms: book.monthTerms }),
    offers: bookOffers.map((offer) => ({
      offerId: offer.offerId as OfferId,
      name: offer.name,
      match: offer.match,
      facts: offer.facts,
      sameModelAs: offer.sameModelAs as OfferId | null,
    })),
    // Absent and null say the same; a book read back must be the book that was written.
    rows: rows.map(({ id: _id, bookId: _bookId, region, note, ...row }) => ({
      ...row,
      offerId: row.offerId as OfferId,
      ...(region === null ? {} : { region }),
      ...(note === null ? {} : { note }),
    })),
  };
}

export type BookVersion = {
  readonly version: string;
  readonly savedAtMs: number;
  readonly builtIn: boolean;
  readonly change: string;
};

/** All versions of a book, the newest first. */
export function listBookVersions(database: Database, name: string): BookVersion[] {
  return database.db
    .select({
      version: priceBooks.version,
      savedAtMs: priceBooks.createdAtMs,
      builtIn: priceBooks.builtIn,
      change: priceBooks.change,
    })
    .from(priceBooks)
    .where(eq(priceBooks.name, name))
    .orderBy(desc(priceBooks.id))
    .all();
}

/** Takes a book with all its versions off the shelf; what was computed with them still finds them. */
export function archiveBook(database: Database, name: string, nowMs: number): void {
  const where = and(eq(priceBooks.name, name), isNull(priceBooks.archivedAtMs));
  database.db.update(priceBooks).set({ archivedAtMs: nowMs }).where(where).run();
}

export function saveAlias(database: Database, name: string, offerId: OfferId, nowMs: number): void {
  const values = { name, offerId, createdAtMs: nowMs };
  database.db.insert(aliases).values(values).onConflictDoUpdate({ target: aliases.name, set: values }).run();
}

export function deleteAlias(database: Database, name: string): void {
  database.db.delete(aliases).where(eq(aliases.name, name)).run();
}

export function loadAliases(database: Database): Map<string, OfferId> {
  const rows = database.db.select().from(aliases).all();
  return new Map(rows.map((row) => [row.name, row.offerId as OfferId]));
}
