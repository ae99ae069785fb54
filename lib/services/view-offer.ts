import { loadEvidence } from '@/db/queries/evidence';
import { BENCHMARKS } from '@/lib/catalog/benchmarks';
import { parseOfferId, providerOf } from '@/lib/domain/ids';
import type { OfferPrice, OfferView } from '@/lib/domain/offer-view';
import type { PriceRow } from '@/lib/domain/price';
import { listBooks, openStack } from './books';
import { getDatabase } from './database';

const isInForce = (row: PriceRow, atMs: number) =>
  (row.validFromMs ?? -Infinity) <= atMs && atMs < (row.validToMs ?? Infinity);

const isSibling = (a: PriceRow, b: PriceRow) =>
  a.validFromMs === b.validFromMs && a.validToMs === b.validToMs && a.serviceTier === b.serviceTier;

/** Newest first; within the same dates the standard tier before the others. */
function toPrices(rows: readonly PriceRow[], atMs: number): OfferPrice[] {
  return rows
    .map((row) => ({
      ...row,
      isInForce: isInForce(row, atMs),
      hasOtherHours: rows.some((other) => other !== row && isSibling(row, other)),
    }))
    .sort(
      (a, b) =>
        (b.validFromMs ?? -Infinity) - (a.validFromMs ?? -Infinity) ||
        Number(b.serviceTier === 'standard') - Number(a.serviceTier === 'standard') ||
        Number(b.clock !== null) - Number(a.clock !== null) ||
        0,
    );
}

/** All that any book says of an offer; null where none has it. */
export async function viewOffer(name: string): Promise<OfferView | null> {
  const summaries = await listBooks();
  const { books, stack, makerOf } = await openStack(summaries.map((book) => book.name));
  const own = books.filter((book) => book.offers.some((offer) => offer.offerId === name));
  const offer = own.flatMap((book) => book.offers).find((candidate) => candidate.offerId === name);
  if (offer === undefined) return null;
  const offerId = parseOfferId(offer.offerId);
  const provider = providerOf(offerId);
  const makerOfferId = makerOf(offerId);
  const nowMs = Date.now();
  const titleOf = new Map(BENCHMARKS.map(({ id, title }) => [id, title]));
  return {
    offerId,
    name: offer.name,
    providerName: own.flatMap((book) => book.providers).find((rules) => rules.provider === provider)?.name ?? provider,
    facts: stack.factsOf(offerId),
    makerOfferId: makerOfferId === offerId ? null : makerOfferId,
    books: own.map((book) => ({
      name: book.name,
      version: book.version,
      source: book.source,
      licence: book.licence,
      prices: toPrices(
        book.rows.filter((row) => row.offerId === offerId),
        nowMs,
      ),
    })),
    evidence: loadEvidence(await getDatabase())
      .filter((item) => item.offerId === makerOfferId || item.offerId === offerId)
      .map((item) => ({ ...item, benchmarkTitle: titleOf.get(item.benchmark) ?? item.benchmark })),
  };
}
