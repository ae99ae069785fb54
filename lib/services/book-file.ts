import { gunzipSync } from 'node:zlib';
import { BOOK_FORMATS, type BookFormatId, detectBookFormat, isBookFormat } from '@/lib/catalog/sources/book-formats';
import type { ReadBook } from '@/lib/catalog/sources/read-book';
import { WaybillError } from '@/lib/domain/errors';

const MAX_TEXT_BYTES = 256 * 1024 * 1024;

/** A price file's bytes, the name it came under, the book it is to become, and a format or `auto`. */
export type BookFile = {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly name: string;
  readonly format: string;
};

function toText(bytes: Uint8Array, fileName: string): string {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    const plain = isGzip ? gunzipSync(bytes, { maxOutputLength: MAX_TEXT_BYTES }) : Buffer.from(bytes);
    return plain.toString('utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    throw new WaybillError('bad-input', `cannot unpack ${fileName}: ${(cause as Error).message}`, { cause });
  }
}

/** Throws 'usage' for a format that is none. */
export function checkBookFormat(format: string): void {
  if (format !== 'auto' && !isBookFormat(format))
    throw new WaybillError(
      'usage',
      `unknown price format "${format}"; there are auto, ${Object.keys(BOOK_FORMATS).join(', ')}`,
    );
}

/**
 * Reads a price file, plain or gzipped, without writing anything: the book, its version still empty, and what of the
 * file it does not carry. Throws 'bad-input' where the file cannot be read as a whole.
 */
export function readBookFile({ bytes, fileName, name, format }: BookFile): ReadBook & {
  readonly format: BookFormatId;
} {
  checkBookFormat(format);
  const text = toText(bytes, fileName);
  const known = isBookFormat(format) ? format : detectBookFormat(text);
  const { book: read, rejected } = BOOK_FORMATS[known].read(text, name, '');
  if (read.rows.length + (read.terms?.length ?? 0) + (read.monthTerms?.length ?? 0) === 0)
    throw new WaybillError('bad-input', `no price could be read: ${rejected[0]?.reason ?? 'the file is empty'}`);
  const source =
    known === 'waybill' ? read.source : known === 'csv' ? `CSV ${fileName}` : `${read.source}, ${fileName}`;
  return { format: known, book: { ...read, source }, rejected };
}
