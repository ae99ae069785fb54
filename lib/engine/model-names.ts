import { type OfferId, providerOf } from '@/lib/domain/ids';

export type ModelNames = { readonly [offerId: string]: string };

/** A book's written name where it is one (`DeepSeek V4 Flash`, not `gpt 4o`), else the last part of the id. */
export function writtenName(offerId: string, name: string): string {
  return /\p{Lu}/u.test(name) && !name.includes('/') ? name : offerId.slice(offerId.lastIndexOf('/') + 1);
}

/**
 * Names for these offer ids, from what a book calls each (`statedOf`); two that would read alike carry their seller.
 * Names that are no offer stay as they are.
 */
export function nameOffers(offerIds: Iterable<string>, statedOf: (offerId: string) => string | undefined): ModelNames {
  const names = new Map(
    [...new Set(offerIds)].map((id) => {
      const name = statedOf(id);
      return [id, name === undefined ? id : writtenName(id, name)];
    }),
  );
  const uses = new Map<string, number>();
  for (const name of names.values()) uses.set(name, (uses.get(name) ?? 0) + 1);
  return Object.fromEntries(
    [...names].map(([id, name]) => {
      const isShared = (uses.get(name) ?? 0) > 1 && statedOf(id) !== undefined;
      return [id, isShared ? `${name} (${providerOf(id as OfferId)})` : name];
    }),
  );
}
