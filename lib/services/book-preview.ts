import { listBooks, loadBook } from '@/db/queries/books';
import { BOOK_FORMATS } from '@/lib/catalog/sources/book-formats';
import { isSlipReason } from '@/lib/catalog/sources/rate-cards';
import { formatBookRef, parseBookRef } from '@/lib/domain/book-ref';
import { type BookDiff, type BookPreview, CHANGE_KINDS } from '@/lib/domain/book-view';
import { WaybillError } from '@/lib/domain/errors';
import type { PriceBook } from '@/lib/domain/price';
import { diffBooks } from '@/lib/engine/book-diff';
import { effectOf } from './book-effect';
import { type BookFile, readBookFile } from './book-file';
import { DEFAULT_BOOKS, openStack } from './books';
import { getDatabase } from './database';

/** Lines of each kind that a screen is sent; suspicious ones are always among them. */
const MAX_LINES_OF_A_KIND = 1000;

/** A diff whose lines a browser can carry: what is the same is counted, of the rest the first, suspicious ones before. */
export function shortenDiff(diff: BookDiff): BookDiff {
  const lines = CHANGE_KINDS.filter((kind) => kind !== 'same').flatMap((kind) => {
    const own = diff.lines.filter((line) => line.kind === kind);
    return [...own.filter((line) => line.isSuspicious), ...own.filter((line) => !line.isSuspicious)].slice(
      0,
      MAX_LINES_OF_A_KIND,
    );
  });
  return { ...diff, lines };
}

/** The book to compare with: the one named (`name` or `name@version`), else the current one of that name; '' for none. */
async function loadAgainst(name: string, against: string | null): Promise<PriceBook | null> {
  if (against === '') return null;
  const database = await getDatabase();
  const ref = against === null ? { name: name.trim(), version: null } : parseBookRef(against);
  const current = listBooks(database).find((book) => book.name === ref.name);
  const version = ref.version ?? current?.version ?? null;
  const book = version === null ? null : loadBook(database, ref.name, version);
  if (book === null && against !== null) throw new WaybillError('not-found', `there is no price book "${against}"`);
  return book;
}

/** What applying a price file as the book `name` would change. Writes nothing. */
export async function previewBook(file: BookFile, against: string | null): Promise<BookPreview> {
  const { book, format, rejected } = readBookFile(file);
  const before = await loadAgainst(file.name, against);
  const { books: below } = await openStack(DEFAULT_BOOKS);
  return {
    format,
    formatTitle: BOOK_FORMATS[format].title,
    offers: new Set(book.rows.map(({ offerId }) => offerId)).size,
    rows: book.rows.length,
    rejected,
    slips: rejected.filter(({ reason }) => isSlipReason(reason)),
    against: before === null ? null : formatBookRef(before),
    diff: shortenDiff(diffBooks(before, book)),
    effect: effectOf(book, below, Date.now()),
  };
}

/** A preview in figures, without its lines. */
export function summarisePreview({ format, offers, rows, rejected, against, diff, effect }: BookPreview) {
  const countTerms = (lines: readonly { readonly kind: string }[]) =>
    Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, lines.filter((line) => line.kind === kind).length]));
  return {
    format,
    offers,
    rows,
    against,
    diff: {
      ...diff.counts,
      terms: countTerms(diff.terms),
      monthTerms: countTerms(diff.monthTerms),
      currencyChanged: diff.currency !== null,
    },
    suspicious: diff.lines
      .filter((line) => line.isSuspicious)
      .map(({ offerId, serviceTier, region, rates }) => ({
        offer: offerId,
        tier: serviceTier,
        region,
        rates: rates
          .filter((rate) => rate.isSuspicious)
          .map(({ unit, before, after }) => ({ class: unit, before, after })),
        note: 'ten times up or down: check the unit',
      })),
    defaultStack: { changed: effect.changed, added: effect.added },
    rejected,
  };
}
