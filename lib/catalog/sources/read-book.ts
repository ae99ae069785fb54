import type { PriceBook } from '@/lib/domain/price';

/** What a source says that the book does not carry, or carries differently: nothing is dropped without its reason. */
export type Rejection = { readonly entry: string; readonly reason: string };

/** A price file as read: the book, and every entry or field left out of it. */
export type ReadBook = { readonly book: PriceBook; readonly rejected: readonly Rejection[] };

/** Reads the text of a price file into a book called `name`. Throws WaybillError 'bad-input' if it is no such file. */
export type BookReader = (text: string, name: string, version: string) => ReadBook;
