import type { BookPreview } from '@/lib/domain/book-view';
import type { BookApplyQuery, BookPreviewQuery } from '@/lib/schema/price-book-request';
import { previewBook } from './book-preview';
import { importBookBytes } from './import-book';
import { readBody } from './read-body';

/** Price files are small: LiteLLM's whole map is 1.5 MB. */
export const MAX_BOOK_BYTES = 64 * 1024 * 1024;

/** What applying the file in a request's body would change. Writes nothing. */
export async function previewBookUpload(
  { against, ...query }: BookPreviewQuery,
  body: ReadableStream<Uint8Array> | null,
): Promise<BookPreview> {
  return previewBook({ ...query, bytes: await readBody(body, MAX_BOOK_BYTES, 'a price file') }, against ?? null);
}

/** Makes the file in a request's body a new version of a book. */
export async function applyBookUpload(
  { change, mustBeNew, ...query }: BookApplyQuery,
  body: ReadableStream<Uint8Array> | null,
): Promise<{ readonly name: string; readonly version: string; readonly rejected: number }> {
  const bytes = await readBody(body, MAX_BOOK_BYTES, 'a price file');
  const { book, rejected } = await importBookBytes({ ...query, bytes }, { change, mustBeNew: mustBeNew === '1' });
  return { name: book.name, version: book.version, rejected: rejected.length };
}
