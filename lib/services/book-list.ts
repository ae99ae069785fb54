import { type BookSummary, listBooks } from '@/db/queries/books';
import { BOOK_FORMATS } from '@/lib/catalog/sources/book-formats';
import type { BookCard } from '@/lib/domain/book-view';
import { providerOf } from '@/lib/domain/ids';
import { DEFAULT_BOOKS, openStack } from './books';
import { getDatabase } from './database';

export function toCard({ builtIn, observed, ...summary }: BookSummary): BookCard {
  return {
    ...summary,
    isBuiltIn: builtIn,
    isObserved: observed,
    isInDefaultStack: DEFAULT_BOOKS.includes(summary.name),
  };
}

/** Every book on the shelf, newest version of each: own books first, as they are the ones a person works on. */
export async function listBookCards(): Promise<BookCard[]> {
  const cards = listBooks(await getDatabase()).map(toCard);
  return [...cards.filter((card) => !card.isBuiltIn), ...cards.filter((card) => card.isBuiltIn)];
}

/** What the import form chooses among. */
export async function bookImportChoices() {
  const cards = await listBookCards();
  return {
    books: cards.map(({ name, isBuiltIn }) => ({ name, isBuiltIn })),
    formats: Object.entries(BOOK_FORMATS).map(([id, { title }]) => ({ id, title })),
  };
}

/** `vendor/*` for every vendor of the default stack, and now. */
export async function listVendorPatterns(): Promise<{ readonly patterns: readonly string[]; readonly nowMs: number }> {
  const { books } = await openStack(DEFAULT_BOOKS);
  const providers = new Set(books.flatMap((book) => book.rows.map((row) => providerOf(row.offerId))));
  return { patterns: [...providers].sort().map((provider) => `${provider}/*`), nowMs: Date.now() };
}
