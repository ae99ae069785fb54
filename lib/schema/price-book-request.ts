import { createLoader, parseAsInteger, parseAsString } from 'nuqs/server';
import { z } from 'zod';

const file = {
  name: z.string().trim().default('unnamed'),
  fileName: z.string().trim().min(1).max(300).default('price file'),
  format: z.string().min(1).default('auto'),
};

/** `against`: the book to compare with, `name` or `name@version`, '' for none; absent: the current one of that name. */
export const bookPreviewQuery = z.object({ ...file, against: z.string().optional() });
export type BookPreviewQuery = z.infer<typeof bookPreviewQuery>;

/** `change`: why, for the list of versions. `mustBeNew=1` refuses the name of a book that is there. */
export const bookApplyQuery = z.object({
  ...file,
  name: z.string().trim().min(1, 'give the book a name'),
  change: z.string().trim().max(300, 'at most 300 characters').default(''),
  mustBeNew: z.enum(['0', '1']).default('0'),
});
export type BookApplyQuery = z.infer<typeof bookApplyQuery>;

export const bookDownloadQuery = z.object({
  version: z.string().optional(),
  format: z.enum(['csv', 'json']).default('csv'),
});

/** A book's page: the version shown, a search and a page of its prices, and two versions to compare. */
export const bookPageParams = {
  version: parseAsString,
  from: parseAsString,
  to: parseAsString,
  q: parseAsString.withDefault(''),
  page: parseAsInteger.withDefault(1),
};
export const loadBookPageParams = createLoader(bookPageParams);

/** The book that a file is to become a version of. */
export const loadAddBookParams = createLoader({ name: parseAsString });
