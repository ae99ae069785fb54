import type { BookPreview } from '@/lib/domain/book-view';
import { WaybillError } from '@/lib/domain/errors';
import type { BookApplyQuery, BookPreviewQuery } from '@/lib/schema/price-book-request';
import { previewBook } from './book-preview';
import { importBookBytes } from './import-book';

/** Price files are small: LiteLLM's whole map is 1.5 MB. */
export const MAX_BOOK_BYTES = 64 * 1024 * 1024;

async function readBody(body: ReadableStream<Uint8Array> | null): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > MAX_BOOK_BYTES)
      throw new WaybillError('too-large', `a price file has at most ${MAX_BOOK_BYTES / 1024 / 1024} MB`);
    chunks.push(chunk);
  }
  if (length === 0) throw new WaybillError('bad-input', 'the file is empty');
  return Buffer.concat(chunks);
}

/** What applying the file in a request's body would change. Writes nothing. */
export async function previewBookUpload(
  { against, ...query }: BookPreviewQuery,
  body: ReadableStream<Uint8Array> | null,
): Promise<BookPreview> {
  return previewBook({ ...query, bytes: await readBody(body) }, against ?? null);
}

/** Makes the file in a request's body a new version of a book. */
export async function applyBookUpload(
  { change, mustBeNew, ...query }: BookApplyQuery,
  body: ReadableStream<Uint8Array> | null,
): Promise<{ readonly name: string; readonly version: string; readonly rejected: number }> {
  const bytes = await readBody(body);
  const { book, rejected } = await importBookBytes({ ...query, bytes }, { change, mustBeNew: mustBeNew === '1' });
  return { name: book.name, version: book.version, rejected: rejected.length };
}
