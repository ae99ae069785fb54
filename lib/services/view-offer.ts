import { loadEvidence } from '@/db/queries/evidence';
import { BENCHMARKS } from '@/lib/catalog/benchmarks';
import { sourcesOfFacts } from '@/lib/catalog/fact-sources';
import { type OfferId, parseOfferId, providerOf } from '@/lib/domain/ids';
import type { OfferHistory } from '@/lib/domain/offer-history';
import type { OfferPrice, OfferTerm, OfferView, OverrideDraft } from '@/lib/domain/offer-view';
import type { BookCurrency, PriceBook, PriceRow, RateCard } from '@/lib/domain/price';
import { findHours } from '@/lib/engine/price-hours';
import { createPriceStack } from '@/lib/engine/price-stack';
import { isTermInForce, matchesOffer } from '@/lib/engine/price-terms';
import { listBooks, openStack } from './books';
import { getDatabase } from './database';
import { namesOfProviders } from './list-offers';
import { viewHistory } from './offer-history';
import { takesOverrides } from './override-price';

const isSibling = (a: PriceRow, b: PriceRow) =>
  a.validFromMs === b.validFromMs &&
  a.validToMs === b.validToMs &&
  a.serviceTier === b.serviceTier &&
  (a.region ?? null) === (b.region ?? null);

function toUsd(rates: RateCard, currency: BookCurrency | null): RateCard | null {
  if (currency === null) return null;
  return Object.fromEntries(Object.entries(rates).map(([unit, rate]) => [unit, rate * currency.usdPerUnit]));
}

/** Newest first; within the same dates the standard tier before the others. */
function toPrices(book: PriceBook, offerId: OfferId, atMs: number, canWithdraw: boolean): OfferPrice[] {
  const rows = book.rows.filter((row) => row.offerId === offerId);
  return rows
    .map((row) => ({
      ...row,
      isInForce: isTermInForce(row, atMs),
      hasOtherHours: rows.some((other) => other !== row && isSibling(row, other)),
      usdRates: toUsd(row.rates, book.currency ?? null),
      isByHand: canWithdraw && row.note != null && row.note !== '',
    }))
    .sort(
      (a, b) =>
        (b.validFromMs ?? -Infinity) - (a.validFromMs ?? -Infinity) ||
        Number(b.serviceTier === 'standard') - Number(a.serviceTier === 'standard') ||
        Number(b.clock !== null) - Number(a.clock !== null) ||
        0,
    );
}

function termsOf(books: readonly PriceBook[], offerId: OfferId, atMs: number): OfferTerm[] {
  return books.flatMap((book) =>
    (book.terms ?? [])
      .filter(({ scope }) => matchesOffer(scope.offers, offerId))
      .map((term) => ({ book: book.name, term, isInForce: isTermInForce(term, atMs) })),
  );
}

/** What a price set by hand starts from: the price in the default stack, else in the first book that has one. */
async function draftOf(
  offerId: OfferId,
  own: readonly PriceBook[],
  writable: readonly string[],
  atMs: number,
): Promise<OverrideDraft> {
  const { stack: usual } = await openStack([]);
  for (const stack of [usual, ...own.map((book) => createPriceStack([book]))]) {
    const hours = findHours(stack, offerId, atMs, 'standard');
    if (typeof hours === 'string') continue;
    const found = hours[0]?.found;
    if (found === undefined) continue;
    return {
      rates: found.row.rates,
      from: found.book,
      source: found.row.sourceUrl,
      hasContextTiers: found.row.contextTiers.length > 0,
      hasHours: hours.length > 1,
      books: writable,
    };
  }
  return { rates: {}, from: null, source: '', hasContextTiers: false, hasHours: false, books: writable };
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
  const writable = summaries.filter(takesOverrides).map((book) => book.name);
  return {
    offerId,
    name: offer.name,
    providerName: namesOfProviders(books).get(provider) ?? provider,
    facts: stack.factsOf(offerId),
    factSources: factSourcesOf(own, offerId, summaries),
    makerOfferId: makerOfferId === offerId ? null : makerOfferId,
    books: own.map((book) => ({
      name: book.name,
      version: book.version,
      source: book.source,
      licence: book.licence,
      observed: book.observed,
      currency: book.currency ?? null,
      prices: toPrices(book, offerId, nowMs, writable.includes(book.name)),
    })),
    terms: termsOf(books, offerId, nowMs),
    evidence: loadEvidence(await getDatabase())
      .filter((item) => item.offerId === makerOfferId || item.offerId === offerId)
      .map((item) => ({ ...item, benchmarkTitle: titleOf.get(item.benchmark) ?? item.benchmark })),
    draft: await draftOf(offerId, own, writable, nowMs),
  };
}

/** Where each fact of an offer is from; a fact without a source of its own is its book's. */
export function factSourcesOf(
  books: readonly PriceBook[],
  offerId: OfferId,
  saved: readonly { readonly name: string; readonly savedAtMs: number }[],
): OfferView['factSources'] {
  const dayOf = ({ name }: PriceBook) => {
    const ms = saved.find((summary) => summary.name === name)?.savedAtMs;
    return ms === undefined ? '' : new Date(ms).toISOString().slice(0, 10);
  };
  return sourcesOfFacts(
    books.flatMap((book) =>
      book.offers
        .filter((offer) => offer.offerId === offerId)
        .map(({ facts }) => ({
          facts,
          book: { source: `${book.source} (book ${book.name})`, url: null, on: dayOf(book) },
        })),
    ),
  );
}

/** An offer with its price history beside a workload's calls; null where no book has it. */
export async function viewOfferPage(
  name: string,
  workload: string | null,
): Promise<{ readonly offer: OfferView; readonly history: OfferHistory } | null> {
  const offer = await viewOffer(name);
  return offer === null ? null : { offer, history: await viewHistory(offer.offerId, workload) };
}
