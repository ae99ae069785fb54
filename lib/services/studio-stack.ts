import type { Database } from '@/db/client';
import { type BookSummary, listBookVersions } from '@/db/queries/books';
import { parseBookRef } from '@/lib/domain/book-ref';
import type { ShelfBook, StackEntry } from '@/lib/domain/scenario-view';
import type { OpenStack } from './books';

export function toShelfBook({ name, offers, terms, monthTerms, observed, source }: BookSummary): ShelfBook {
  return { name, offers, terms: terms + monthTerms, isObserved: observed, source };
}

/** The stack of a scenario, top first; `texts` are its books as the address has them. */
export function listStack(
  database: Database,
  texts: readonly string[],
  { refs, books }: OpenStack,
  current: readonly BookSummary[],
): StackEntry[] {
  return refs.map(({ name, version }, at) => {
    const book = books[at];
    const ref = texts[at] ?? name;
    const isPinned = parseBookRef(ref).version !== null;
    const newest = current.find((one) => one.name === name);
    const saved = listBookVersions(database, name).find((one) => one.version === version);
    return {
      ref,
      name,
      offers: book?.offers.length ?? 0,
      terms: (book?.terms?.length ?? 0) + (book?.monthTerms?.length ?? 0),
      isObserved: book?.observed ?? false,
      pinnedMs: isPinned ? (saved?.savedAtMs ?? null) : null,
      newer: newest === undefined ? 'put away' : newest.version === version ? null : 'exists',
    };
  });
}

/**
 * Books to look for a template's models in, beside the stack: none of what was only observed; what ships with Waybill
 * first, then own books from the smallest, so that a contract comes before an imported price map that repeats it.
 */
export function templateBooks(current: readonly BookSummary[], { refs }: OpenStack): string[] {
  const free = current.filter(({ name, observed }) => !observed && !refs.some((ref) => ref.name === name));
  const own = free.filter(({ builtIn }) => !builtIn).sort((a, b) => a.offers - b.offers);
  return [...free.filter(({ builtIn }) => builtIn), ...own].map(({ name }) => name);
}
