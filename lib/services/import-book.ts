import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { listBooks } from '@/db/queries/books';
import { BOOK_FORMATS, detectBookFormat, isBookFormat } from '@/lib/catalog/sources/book-formats';
import type { ReadBook } from '@/lib/catalog/sources/read-book';
import { WaybillError } from '@/lib/domain/errors';
import { getDatabase } from './database';
import { parseBookName, saveBookVersion } from './save-book';

const MAX_TEXT_BYTES = 256 * 1024 * 1024;

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((cause: Error) => {
    throw new WaybillError('not-found', `cannot read ${path}: ${cause.message}`, { cause });
  });
  try {
    const text = (isGzip(bytes) ? gunzipSync(bytes, { maxOutputLength: MAX_TEXT_BYTES }) : bytes).toString('utf8');
    return text.replace(/^\uFEFF/, '');
  } catch (cause) {
    throw new WaybillError('bad-input', `cannot unpack ${path}: ${(cause as Error).message}`, { cause });
  }
}

/**
 * Reads a price file (plain or gzipped) into a new version of the book `name`. Returns the book and what of the file
 * it does not carry, each with its reason. Throws 'bad-input' where the file cannot be read as a whole.
 */
export async function importBook(input: { path: string; name: string; format: string }): Promise<ReadBook> {
  if (input.format !== 'auto' && !isBookFormat(input.format))
    throw new WaybillError(
      'usage',
      `unknown price format "${input.format}"; there are auto, ${Object.keys(BOOK_FORMATS).join(', ')}`,
    );
  const text = await readText(input.path);
  const database = await getDatabase();
  const name = parseBookName(input.name);
  if (listBooks(database).some((book) => book.name === name && book.builtIn))
    throw new WaybillError('conflict', `"${name}" is a built-in book; choose another name`);
  const format = input.format === 'auto' ? detectBookFormat(text) : input.format;
  const { book: read, rejected } = BOOK_FORMATS[format].read(text, name, '');
  if (read.rows.length === 0)
    throw new WaybillError('bad-input', `no price could be read: ${rejected[0]?.reason ?? 'the file is empty'}`);
  const source = format === 'csv' ? `CSV ${basename(input.path)}` : `${read.source}, ${basename(input.path)}`;
  const book = { ...read, source };
  const version = saveBookVersion(database, book, {
    label: '',
    change: `imported ${basename(input.path)}`,
    builtIn: false,
  });
  return { book: { ...book, version }, rejected };
}
