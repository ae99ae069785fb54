import type { PriceBook } from '@/lib/domain/price';
import { type ModelNames, nameOffers } from '@/lib/engine/model-names';

/** What the first book that sells them calls these offers. */
export function statedNames(offerIds: Iterable<string>, books: readonly PriceBook[]): ReadonlyMap<string, string> {
  const wanted = new Set(offerIds);
  const stated = new Map<string, string>();
  for (const { offers } of books)
    for (const offer of offers)
      if (wanted.has(offer.offerId) && !stated.has(offer.offerId)) stated.set(offer.offerId, offer.name);
  return stated;
}

/** Names for these offer ids; two that would read alike carry their seller. Names that are no offer stay as they are. */
export function nameModels(offerIds: Iterable<string>, books: readonly PriceBook[]): ModelNames {
  const wanted = [...offerIds];
  const stated = statedNames(wanted, books);
  return nameOffers(wanted, (offerId) => stated.get(offerId));
}

/** The written name of each vendor: of the first book that has one, since a book by hand repeats the id. */
export function nameVendors(books: readonly PriceBook[]): (provider: string) => string {
  const names = new Map<string, string>();
  for (const { provider, name } of books.flatMap((book) => book.providers))
    if (name !== provider && !names.has(provider)) names.set(provider, name);
  return (provider) => names.get(provider) ?? provider;
}
