import { parseOfferId } from '@/lib/domain/ids';
import type { CatalogLine } from '@/lib/domain/offer-view';
import type { OfferFacts } from '@/lib/domain/price';
import { listBooks, openStack } from './books';
import { listOffers, type PricedOffer } from './list-offers';

function toLine(offer: PricedOffer, { contextWindowTokens, capabilities, origin }: OfferFacts): CatalogLine {
  return {
    ...offer,
    contextWindowTokens: contextWindowTokens ?? null,
    origin: origin ?? null,
    capabilities:
      capabilities === undefined ? null : Object.keys(capabilities).filter((need) => capabilities[need] === true),
  };
}

/** Every offer of every book with the price in force now, as small as the catalog's table needs it. */
export async function viewCatalog(): Promise<readonly CatalogLine[]> {
  const books = await listBooks();
  const { stack } = await openStack(books.map((book) => book.name));
  // A book that only mends a price says nothing of the model itself.
  return (await listOffers(Date.now())).map((row) => toLine(row, stack.factsOf(parseOfferId(row.offerId))));
}
