import { formatCount } from '@/components/ui/format';
import { parseBookRef } from '@/lib/domain/book-ref';
import type { ShelfBook, StackEntry } from '@/lib/domain/scenario-view';

/** The books of a stack as the address has them, also those that the server has not answered for yet. */
export function stackEntries(
  refs: readonly string[],
  served: readonly StackEntry[],
  shelf: readonly ShelfBook[],
): StackEntry[] {
  return refs.map((ref) => {
    const known = served.find((entry) => entry.ref === ref);
    if (known !== undefined) return known;
    const { name } = parseBookRef(ref);
    const book = shelf.find((one) => one.name === name);
    const { offers = 0, terms = 0, isObserved = false } = book ?? {};
    return { ref, name, offers, terms, isObserved, pinnedMs: null, newer: null };
  });
}

/** `1,694 offers`, `3 terms`, `observed prices, 2,851 offers`. */
export function bookWords({ offers, terms, isObserved }: Pick<StackEntry, 'offers' | 'terms' | 'isObserved'>): string {
  const count = (number: number, noun: string) =>
    number === 0 ? [] : [`${formatCount(number)} ${noun}${number === 1 ? '' : 's'}`];
  return (
    [...(isObserved ? ['observed'] : []), ...count(terms, 'term'), ...count(offers, 'offer')].join(', ') || 'empty'
  );
}

/** With a book added: one with terms on top, where they change the books below; another at the end. */
export function withBook(refs: readonly string[], { name, terms }: Pick<ShelfBook, 'name' | 'terms'>): string[] {
  return terms > 0 ? [name, ...refs] : [...refs, name];
}

/** With the book at a place one up or down; the same where it stands at the end. */
export function withMoved(refs: readonly string[], at: number, by: -1 | 1): string[] {
  const moved = [...refs];
  const [one, other] = [refs[at], refs[at + by]];
  if (one === undefined || other === undefined) return moved;
  moved[at] = other;
  moved[at + by] = one;
  return moved;
}
