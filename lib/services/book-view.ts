import { listBooks, listBookVersions, loadBook } from '@/db/queries/books';
import type { BookView } from '@/lib/domain/book-view';
import { WaybillError } from '@/lib/domain/errors';
import type { PriceRow } from '@/lib/domain/price';
import { diffBooks } from '@/lib/engine/book-diff';
import { toBookJson } from '@/lib/schema/price-book-json';
import { listVendorPatterns, toCard } from './book-list';
import { shortenDiff } from './book-preview';
import { DEFAULT_BOOKS } from './books';
import { getDatabase } from './database';

const ROWS_A_PAGE = 50;

export type BookQuery = {
  /** The version to show; null for the current one. */
  readonly version: string | null;
  /** Both set: what changed from the one version to the other. */
  readonly from: string | null;
  readonly to: string | null;
  /** Words that an offer id must hold. */
  readonly search: string;
  readonly page: number;
};

function spanOf(rows: readonly PriceRow[]) {
  const values = (dates: readonly (number | null)[]) => dates.filter((ms): ms is number => ms !== null);
  const froms = values(rows.map((row) => row.validFromMs));
  const tos = values(rows.map((row) => row.validToMs));
  return {
    fromMs: froms.length === 0 ? null : froms.reduce((a, b) => Math.min(a, b)),
    toMs: tos.length === 0 ? null : tos.reduce((a, b) => Math.max(a, b)),
  };
}

/** One version of a book with a page of its prices, its versions, and the diff asked for. Null where there is none. */
export async function viewBook(name: string, query: BookQuery): Promise<BookView | null> {
  const database = await getDatabase();
  const summary = listBooks(database).find((book) => book.name === name);
  if (summary === undefined) return null;
  const card = toCard(summary);
  const load = (version: string) => {
    const book = loadBook(database, name, version);
    if (book === null) throw new WaybillError('not-found', `the price book "${name}" has no version "${version}"`);
    return book;
  };
  const book = load(query.version ?? card.version);
  const versions = listBookVersions(database, name);
  const words = query.search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = book.rows.filter((row) => words.every((word) => row.offerId.toLowerCase().includes(word)));
  const pages = Math.max(1, Math.ceil(found.length / ROWS_A_PAGE));
  const page = Math.min(Math.max(1, query.page), pages);
  const { from, to } = query;
  return {
    ...card,
    ...spanOf(book.rows),
    version: book.version,
    isCurrent: book.version === card.version,
    studioHref: card.isInDefaultStack
      ? null
      : `/studio?${new URLSearchParams({ books: [name, ...DEFAULT_BOOKS].join() })}`,
    source: book.source,
    licence: book.licence,
    isObserved: book.observed,
    offers: book.offers.length,
    currency: book.currency ?? null,
    terms: book.terms?.length ?? 0,
    monthTerms: book.monthTerms?.length ?? 0,
    savedAtMs: versions.find(({ version }) => version === book.version)?.savedAtMs ?? card.savedAtMs,
    priceTerms: book.terms ?? [],
    monthTermList: book.monthTerms ?? [],
    rows: found.slice((page - 1) * ROWS_A_PAGE, page * ROWS_A_PAGE),
    rowCount: book.rows.length,
    shownRowCount: found.length,
    page,
    pages,
    versions: versions.map(({ version, savedAtMs, change }) => ({ version, savedAtMs, change })),
    diff: from === null || to === null ? null : { from, to, diff: shortenDiff(diffBooks(load(from), load(to))) },
  };
}

/** The current version of a person's own book in its JSON form, and what its editor offers. Null where there is none. */
export async function readEditableBook(name: string) {
  const database = await getDatabase();
  const summary = listBooks(database).find((book) => book.name === name);
  const book = summary === undefined || summary.builtIn ? null : loadBook(database, name, summary.version);
  return book === null ? null : { book: toBookJson(book), ...(await listVendorPatterns()) };
}
