import { hasBookVersion, loadAliases, loadBook, listBooks as queryBooks } from '@/db/queries/books';
import { WaybillError } from '@/lib/domain/errors';
import type { OfferId } from '@/lib/domain/ids';
import type { PriceBook } from '@/lib/domain/price';
import { createMakerLookup, createResolver, type Resolver } from '@/lib/engine/names';
import { createPriceStack, type PriceStack } from '@/lib/engine/price-stack';
import { getDatabase } from './database';

/** The stack where nobody names one. */
export const DEFAULT_BOOKS: readonly string[] = ['overrides', 'genai-prices'];

export type BookRef = { readonly name: string; readonly version: string };

/** `name@version` pins a version, as saved scenarios do; a name alone means its newest. */
export function parseBookRef(text: string): { readonly name: string; readonly version: string | null } {
  const at = text.indexOf('@');
  return at < 0 ? { name: text, version: null } : { name: text.slice(0, at), version: text.slice(at + 1) };
}

export function formatBookRef({ name, version }: BookRef): string {
  return `${name}@${version}`;
}

/** Books in force, ready to be asked. */
export type OpenStack = {
  readonly refs: readonly BookRef[];
  readonly books: readonly PriceBook[];
  readonly stack: PriceStack;
  readonly resolve: Resolver;
  readonly makerOf: (offerId: OfferId) => OfferId;
};

const MAX_REMEMBERED = 8;
const remembered = new Map<string, OpenStack>();

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
  const key = JSON.stringify([refs, [...aliases]]);
  const known = remembered.get(key);
  if (known !== undefined) return known;

  const books = refs.map((ref) => loadBook(database, ref.name, ref.version) as PriceBook);
  const resolve = createResolver(books, aliases);
  const opened = { refs, books, stack: createPriceStack(books), resolve, makerOf: createMakerLookup(books, resolve) };
  if (remembered.size >= MAX_REMEMBERED) remembered.delete(remembered.keys().next().value as string);
  remembered.set(key, opened);
  return opened;
}

/** All books, newest version of each. */
export async function listBooks(): Promise<ReturnType<typeof queryBooks>> {
  return queryBooks(await getDatabase());
}
