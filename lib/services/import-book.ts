import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { insertBook, listBooks } from '@/db/queries/books';
import { readCsvTemplate } from '@/lib/catalog/sources/csv-template';
import { WaybillError } from '@/lib/domain/errors';
import { getDatabase } from './database';

const VERSION_CHARS = 8;

/** Reads a price file into a new version of the book `name`. Throws 'bad-input' with the line of the first problem. */
export async function importBook(input: { path: string; name: string; format: string }): Promise<void> {
  if (input.format !== 'auto' && input.format !== 'csv')
    throw new WaybillError('usage', `unknown price format "${input.format}"; there are auto, csv`);
  const text = await readFile(input.path, 'utf8').catch((cause: Error) => {
    throw new WaybillError('not-found', `cannot read ${input.path}: ${cause.message}`, { cause });
  });
  const database = await getDatabase();
  const existing = listBooks(database).find((book) => book.name === input.name);
  if (existing?.builtIn) throw new WaybillError('conflict', `"${input.name}" is a built-in book; choose another name`);
  const version = createHash('sha256').update(text).digest('hex').slice(0, VERSION_CHARS);
  const book = readCsvTemplate(text, input.name, version);
  insertBook(database, { ...book, source: `CSV ${basename(input.path)}` }, false, Date.now());
}
