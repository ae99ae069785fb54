import type { Database } from '@/db/client';
import { hasBookVersion, loadAliases, loadBook, listBooks as queryBooks } from '@/db/queries/books';
import { type BookRef, parseBookRef } from '@/lib/domain/book-ref';
import { WaybillError } from '@/lib/domain/errors';
import type { OfferId } from '@/lib/domain/ids';
import type { PriceBook } from '@/lib/domain/price';
import { createMakerLookup, createResolver, type Resolver } from '@/lib/engine/names';
import { createPriceStack, type PriceStack } from '@/lib/engine/price-stack';
import { getDatabase } from './database';

/** The stack where nobody names one. */
export const DEFAULT_BOOKS: readonly string[] = ['overrides', 'genai-prices'];

/** Books in force, ready to be asked. */
export type OpenStack = {
  readonly refs: readonly BookRef[];
  readonly books: readonly PriceBook[];
  readonly stack: PriceStack;
  readonly resolve: Resolver;
  readonly makerOf: (offerId: OfferId) => OfferId;
};

/** More than the books there are: the Studio opens its stack, that stack without its contracts, and every other book alone. */
const MAX_REMEMBERED = 32;
const remembered = new Map<string, OpenStack>();
const rememberedBooks = new Map<string, PriceBook>();

/** What was made for a key, else what `make` makes; the one asked for longest ago is forgotten first. */
function remember<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.delete(key);
  known.set(key, value);
  if (known.size > MAX_REMEMBERED) known.delete(known.keys().next().value as string);
  return value;
}

/** Opens the named books (`name` or `name@version`), the first one on top. Throws 'not-found' for one that is none. */
export async function openStack(names: readonly string[]): Promise<OpenStack> {
  const database = await getDatabase();
  const aliases = loadAliases(database);
  const current = queryBooks(database);
  const refs = (names.length === 0 ? DEFAULT_BOOKS : names).map((text) => {
    const { name, version } = parseBookRef(text);
    if (version !== null) {
      if (hasBookVersion(database, name, version)) return { name, version };
      throw new WaybillError('not-found', `the price book "${name}" has no version "${version}"`);
    }
    const found = current.find((book) => book.name === name);
    if (found === undefined)
      throw new WaybillError(
        'not-found',
        `no price book is named "${name}"; there are ${current.map((book) => book.name).join(', ')}`,
      );
    return { name, version: found.version };
  });
  return stackOf(database, refs, aliases);
}

/** Opens versions of books that there are, the first one on top. */
export function stackOf(
  database: Database,
  refs: readonly BookRef[],
  aliases: ReturnType<typeof loadAliases> = loadAliases(database),
): OpenStack {
  return remember(remembered, JSON.stringify([database.sqlite.name, refs, [...aliases]]), () => {
    // A version never changes, so stacks that share a book share what was read.
    const books = refs.map((ref) =>
      remember(
        rememberedBooks,
        JSON.stringify([database.sqlite.name, ref]),
        () => loadBook(database, ref.name, ref.version) as PriceBook,
      ),
    );
    const resolve = createResolver(books, aliases);
    return { refs, books, stack: createPriceStack(books), resolve, makerOf: createMakerLookup(books, resolve) };
  });
}

/** All books, newest version of each. */
export async function listBooks(): Promise<ReturnType<typeof queryBooks>> {
  return queryBooks(await getDatabase());
}
