import { type BookSummary, listBookVersions, loadBook } from '@/db/queries/books';
import { handSetRows, withOverride } from '@/lib/catalog/override-row';
import { WaybillError } from '@/lib/domain/errors';
import { type OfferId, parseOfferId } from '@/lib/domain/ids';
import type { PriceBook, PriceRow } from '@/lib/domain/price';
import { formatIssues } from '@/lib/schema/issues';
import { type OverrideInput, overrideSchema } from '@/lib/schema/override';
import { listBooks, openStack } from './books';
import { getDatabase, OVERRIDES } from './database';
import { parseBookName, saveBookVersion } from './save-book';

const ISO_DATE_CHARS = 10;

/** The part of a version before the hash of its content. */
export function versionLabel(version: string): string {
  return version.replace(/\+?[0-9a-f]{8}(\.\d+)?$/, '');
}

/** Whether a person may write prices into a book: the built-in `overrides`, or an own one in USD that is no history. */
export function takesOverrides({ name, builtIn, observed, currency }: BookSummary): boolean {
  return name === OVERRIDES || (!builtIn && !observed && currency === null);
}

function refusal({ name, builtIn, currency }: BookSummary): string {
  if (builtIn) return `the book "${name}" is built in; write into "${OVERRIDES}" or a book of your own`;
  return currency === null
    ? `the book "${name}" is a history of what was seen; its prices are not set by hand`
    : `the book "${name}" is written in ${currency.code}; prices set by hand are in USD`;
}

/** The book to write into with its summary; an own one that is not there yet is begun. Throws for one that takes none. */
async function openForWriting(name: string): Promise<{ readonly book: PriceBook; readonly builtIn: boolean }> {
  const summary = (await listBooks()).find((book) => book.name === name);
  if (summary === undefined) {
    const begun = { name: parseBookName(name), version: '', source: 'set by hand', licence: 'own', observed: false };
    return { book: { ...begun, providers: [], offers: [], rows: [] }, builtIn: false };
  }
  if (!takesOverrides(summary)) throw new WaybillError('bad-input', `book: ${refusal(summary)}`);
  const book = loadBook(await getDatabase(), summary.name, summary.version) as PriceBook;
  return { book, builtIn: summary.builtIn };
}

/** The offer under the name the other books give it, so that it is not renamed where the price is set. */
function withOffer(book: PriceBook, offerId: OfferId, others: readonly PriceBook[]): PriceBook {
  const stated = others.flatMap(({ offers }) => offers).find((offer) => offer.offerId === offerId);
  if (stated === undefined) throw new WaybillError('not-found', `offer: no price book has an offer "${offerId}"`);
  if (book.offers.some((offer) => offer.offerId === offerId)) return book;
  const offer = { offerId, name: stated.name, match: null, facts: {}, sameModelAs: stated.sameModelAs };
  return { ...book, offers: [...book.offers, offer] };
}

/**
 * Writes a price set by hand into a book, as a new version of it; earlier versions stay as they were. Throws
 * 'bad-input' that names the place, 'not-found' for an offer that no book has.
 */
export async function overridePrice(
  input: OverrideInput,
): Promise<{ readonly book: string; readonly version: string }> {
  const parsed = overrideSchema.safeParse(input);
  if (!parsed.success) throw new WaybillError('bad-input', formatIssues(parsed.error.issues));
  const { book: name, offerId: id, from, to, reason, source, ...price } = parsed.data;
  const offerId = parseOfferId(id);
  const { books } = await openStack((await listBooks()).map((summary) => summary.name));
  const { book, builtIn } = await openForWriting(name.trim());
  const row: PriceRow = {
    offerId,
    rates: price.rates,
    serviceTier: price.serviceTier,
    ...(price.region === null ? {} : { region: price.region }),
    validFromMs: from,
    validToMs: to,
    clock: null,
    contextTiers: [],
    sourceUrl: source,
    checkedOn: new Date(Date.now()).toISOString().slice(0, ISO_DATE_CHARS),
    note: reason,
  };
  const { version, ...next } = withOverride(withOffer(book, offerId, books), row);
  const saved = saveBookVersion(await getDatabase(), next, {
    label: versionLabel(version),
    change: `a price of ${offerId} set by hand: ${reason}`,
    builtIn,
  });
  return { book: book.name, version: saved };
}

/** Which of a book's prices set by hand is meant. */
export type OverrideRef = Pick<PriceRow, 'validFromMs' | 'validToMs' | 'serviceTier'> & {
  readonly offerId: string;
  readonly region: string | null;
};

const isMeant = (row: PriceRow, ref: OverrideRef) =>
  row.offerId === ref.offerId &&
  row.validFromMs === ref.validFromMs &&
  row.validToMs === ref.validToMs &&
  row.serviceTier === ref.serviceTier &&
  (row.region ?? null) === ref.region;

const contentOf = (rows: readonly PriceRow[]) => rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();

/** The newest version without prices set by hand: what they were laid over. */
async function baseOf(name: string): Promise<PriceBook | null> {
  const database = await getDatabase();
  for (const { version } of listBookVersions(database, name)) {
    const book = loadBook(database, name, version);
    if (book !== null && handSetRows(book).length === 0) return book;
  }
  return null;
}

/**
 * Takes a price set by hand back, as a new version of its book: the rows it had cut are whole again, unless the book was
 * changed by other means since; then the row alone goes. Throws 'not-found' where there is no such price.
 */
export async function withdrawOverride(name: string, ref: OverrideRef): Promise<{ readonly version: string }> {
  const { book, builtIn } = await openForWriting(name);
  const byHand = handSetRows(book);
  const kept = byHand.filter((row) => !isMeant(row, ref));
  if (kept.length === byHand.length)
    throw new WaybillError('not-found', `the book "${name}" has no such price of ${ref.offerId} set by hand`);
  const base = await baseOf(name);
  const isUntouched =
    base !== null && contentOf(byHand.reduce(withOverride, base).rows).join() === contentOf(book.rows).join();
  const { version, ...next } =
    base !== null && isUntouched
      ? { ...book, rows: kept.reduce(withOverride, base).rows }
      : { ...book, rows: book.rows.filter((row) => !isMeant(row, ref) || !byHand.includes(row)) };
  const hasRows = new Set(next.rows.map(({ offerId }) => offerId));
  const wasStated = new Set(base?.offers.map(({ offerId }) => offerId));
  const offers = next.offers.filter(
    ({ offerId }) => offerId !== ref.offerId || hasRows.has(offerId) || wasStated.has(offerId),
  );
  const saved = saveBookVersion(
    await getDatabase(),
    { ...next, offers },
    { label: versionLabel(version), change: `a price of ${ref.offerId} set by hand withdrawn`, builtIn },
  );
  return { version: saved };
}
