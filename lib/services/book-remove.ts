import { archiveBook, listBooks } from '@/db/queries/books';
import { WaybillError } from '@/lib/domain/errors';
import { getDatabase } from './database';

/** Takes an own book off the shelf; saved scenarios keep the version they were computed with. */
export async function removeBook(name: string): Promise<void> {
  const database = await getDatabase();
  const book = listBooks(database).find((candidate) => candidate.name === name);
  if (book === undefined) throw new WaybillError('not-found', `there is no price book "${name}"`);
  if (book.builtIn) throw new WaybillError('conflict', `"${name}" is a built-in book and stays`);
  archiveBook(database, name, Date.now());
}
