import { type OfferId, providerOf } from '@/lib/domain/ids';
import type { PriceBook } from '@/lib/domain/price';

export type ModelNames = { readonly [offerId: string]: string };

/** A book's written name where it is one (`DeepSeek V4 Flash`, not `gpt 4o`), else the last part of the id. */
export function writtenName(offerId: string, name: string): string {
  return /\p{Lu}/u.test(name) && !name.includes('/') ? name : offerId.slice(offerId.lastIndexOf('/') + 1);
}

/** Names for these offer ids; two that would read alike carry their seller. Names that are no offer stay as they are. */
export function nameModels(offerIds: Iterable<string>, books: readonly PriceBook[]): ModelNames {
  const wanted = new Set(offerIds);
  const stated = new Map<string, string>();
  for (const offer of books.flatMap((book) => book.offers))
    if (wanted.has(offer.offerId) && !stated.has(offer.offerId)) stated.set(offer.offerId, offer.name);
  const names = new Map(
    [...wanted].map((id) => {
      const name = stated.get(id);
      return [id, name === undefined ? id : writtenName(id, name)];
    }),
  );
  const uses = new Map<string, number>();
  for (const name of names.values()) uses.set(name, (uses.get(name) ?? 0) + 1);
  return Object.fromEntries(
    [...names].map(([id, name]) => {
      const isShared = (uses.get(name) ?? 0) > 1 && stated.has(id);
      return [id, isShared ? `${name} (${providerOf(id as OfferId)})` : name];
    }),
  );
}

/** The written name of each vendor: of the first book that has one, since a book by hand repeats the id. */
export function nameVendors(books: readonly PriceBook[]): (provider: string) => string {
  const names = new Map<string, string>();
  for (const { provider, name } of books.flatMap((book) => book.providers))
    if (name !== provider && !names.has(provider)) names.set(provider, name);
  return (provider) => names.get(provider) ?? provider;
}
