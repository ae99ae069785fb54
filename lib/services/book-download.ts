import { listBooks, loadBook } from '@/db/queries/books';
import { toCsvTable } from '@/lib/catalog/sources/csv-table';
import { WaybillError } from '@/lib/domain/errors';
import type { PriceBook } from '@/lib/domain/price';
import { toBookJson } from '@/lib/schema/price-book-json';
import { getDatabase } from './database';
import { writeCsv } from './write-csv';

/** A book's price rows as our CSV template. */
export function writeBookCsv(book: PriceBook): string {
  const { columns, rows } = toCsvTable(book);
  return writeCsv(columns, rows);
}

/** A book whole, as JSON that can be kept in git and imported again. */
export function writeBookJson(book: PriceBook): string {
  return `${JSON.stringify(toBookJson(book), null, 2)}\n`;
}

/** A version of a book, the current one where none is named, as a file. Throws 'not-found'. */
export async function downloadBook(name: string, version: string | null, format: 'csv' | 'json') {
  const database = await getDatabase();
  const current = listBooks(database).find((book) => book.name === name)?.version ?? null;
  const chosen = version ?? current;
  const book = chosen === null ? null : loadBook(database, name, chosen);
  if (book === null)
    throw new WaybillError('not-found', `there is no price book "${name}"${version ? ` at ${version}` : ''}`);
  const isCsv = format === 'csv';
  if (isCsv && book.rows.length === 0)
    throw new WaybillError('bad-input', `"${name}" has terms and no prices: download it as JSON`);
  return {
    fileName: `${name}.${format}`,
    type: isCsv ? 'text/csv; charset=utf-8' : 'application/json',
    body: isCsv ? writeBookCsv(book) : writeBookJson(book),
  };
}
