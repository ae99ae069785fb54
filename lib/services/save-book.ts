import { createHash } from 'node:crypto';
import type { Database } from '@/db/client';
import { hasBookVersion, insertBook, listBooks } from '@/db/queries/books';
import { WaybillError } from '@/lib/domain/errors';
import type { PriceBook } from '@/lib/domain/price';

const HASH_CHARS = 8;
const MAX_NAME_CHARS = 60;

/** Trims a book's name. Throws 'bad-input' for one that a link or `--book` could not carry. */
export function parseBookName(text: string): string {
  const name = text.trim();
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u.test(name) || name.length > MAX_NAME_CHARS)
    throw new WaybillError(
      'bad-input',
      `a book's name has letters, digits, spaces, dots, dashes or underscores, at most ${MAX_NAME_CHARS}: "${name}"`,
    );
  return name;
}

/** JSON with sorted keys and without what is absent, so that one content has one text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** The first characters of the hash of what a book holds. */
export function contentHash({ version: _version, ...content }: PriceBook): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex').slice(0, HASH_CHARS);
}

/**
 * Adds a version of a book: `label` and the hash of its content; earlier versions stay. Returns the version, which is
 * the current one where nothing changed. A content that was current before and is again gets a number.
 */
export function saveBookVersion(
  database: Database,
  book: Omit<PriceBook, 'version'>,
  { label, change, builtIn }: { readonly label: string; readonly change: string; readonly builtIn: boolean },
): string {
  const hash = contentHash({ ...book, version: '' });
  const first = label === '' ? hash : `${label}+${hash}`;
  const current = listBooks(database).find(({ name }) => name === book.name);
  if (current !== undefined && new RegExp(`(^|\\+)${hash}(\\.\\d+)?$`).test(current.version)) return current.version;
  let version = first;
  for (let again = 2; hasBookVersion(database, book.name, version); again++) version = `${first}.${again}`;
  insertBook(database, { ...book, version }, builtIn, Date.now(), change);
  return version;
}
