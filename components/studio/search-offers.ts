import { parseBookRef } from '@/lib/domain/book-ref';

/** An offer as the picker shows it: its price in each book that has one, in USD per 1M tokens. */
export type PickerOffer = {
  readonly id: string;
  readonly name: string;
  readonly prices: readonly { readonly book: string; readonly input: number | null; readonly output: number | null }[];
};

export type OfferPrice = PickerOffer['prices'][number];

/** The price the stack charges: that of its first book; else the first book's that has one, with `isInStack` false. */
export function priceInStack(
  offer: PickerOffer,
  stack: readonly string[],
): { readonly price: OfferPrice | null; readonly isInStack: boolean } {
  for (const ref of stack) {
    const { name } = parseBookRef(ref);
    const price = offer.prices.find((candidate) => candidate.book === name);
    if (price !== undefined) return { price, isInStack: true };
  }
  return { price: offer.prices[0] ?? null, isInStack: false };
}

export type OfferSearch = { readonly shown: readonly PickerOffer[]; readonly more: number };

/**
 * Offers whose id or name holds every word of the query. `first` come before others; then the maker's own
 * (`maker/model`) before resellers (`seller/maker/model`), the shorter id before the longer.
 */
export function searchOffers(
  offers: readonly PickerOffer[],
  query: string,
  first: ReadonlySet<string>,
  limit: number,
): OfferSearch {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = offers.filter(({ id, name }) => {
    const text = `${id} ${name}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const rank = ({ id }: PickerOffer) => (first.has(id) ? 0 : 1);
  const depth = ({ id }: PickerOffer) => id.split('/').length;
  const sorted = found.sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (words.length > 0 ? depth(a) - depth(b) || a.id.length - b.id.length : 0) ||
      (a.id < b.id ? -1 : 1),
  );
  return { shown: sorted.slice(0, limit), more: Math.max(0, sorted.length - limit) };
}
