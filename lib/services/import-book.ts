import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { listBooks } from '@/db/queries/books';
import type { ReadBook } from '@/lib/catalog/sources/read-book';
import { WaybillError } from '@/lib/domain/errors';
import { type BookFile, checkBookFormat, readBookFile } from './book-file';
import { previewBook, summarisePreview } from './book-preview';
import { getDatabase } from './database';
import { parseBookName, saveBookVersion } from './save-book';

/** `change` says what the version changed; `mustBeNew` refuses the name of a book that is there. */
export type ImportOptions = { readonly change?: string; readonly mustBeNew?: boolean };

/**
 * Reads a price file into a new version of the book `name`. Returns the book and what of the file it does not carry,
 * each with its reason. Throws 'bad-input' where the file cannot be read as a whole, 'conflict' for a built-in name.
 */
export async function importBookBytes(
  file: BookFile,
  { change = '', mustBeNew = false }: ImportOptions = {},
): Promise<ReadBook> {
  checkBookFormat(file.format);
  const database = await getDatabase();
  const name = parseBookName(file.name);
  const there = listBooks(database).find((book) => book.name === name);
  if (there?.builtIn) throw new WaybillError('conflict', `"${name}" is a built-in book; choose another name`);
  if (there !== undefined && mustBeNew)
    throw new WaybillError('conflict', `there is a book "${name}" already; choose another name, or edit that one`);
  const { book, rejected } = readBookFile({ ...file, name });
  const version = saveBookVersion(database, book, {
    label: '',
    change: change.trim() || `imported ${file.fileName}`,
    builtIn: false,
  });
  return { book: { ...book, version }, rejected };
}

type PathInput = { readonly path: string; readonly name: string; readonly format: string };

async function readPath({ path, name, format }: PathInput): Promise<BookFile> {
  checkBookFormat(format);
  const bytes = await readFile(path).catch((cause: Error) => {
    throw new WaybillError('not-found', `cannot read ${path}: ${cause.message}`, { cause });
  });
  return { bytes, fileName: basename(path), name, format };
}

/** `importBookBytes` of a file on this machine. */
export async function importBook(input: PathInput): Promise<ReadBook> {
  return importBookBytes(await readPath(input));
}

/** What importing a file on this machine would change, in figures; writes nothing. */
export async function previewImport(input: PathInput): Promise<ReturnType<typeof summarisePreview>> {
  const name = parseBookName(input.name);
  return summarisePreview(await previewBook(await readPath({ ...input, name }), null));
}
