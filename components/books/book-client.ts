import { askServer as ask } from '@/components/ui/ask-server';
import type { BookPreview } from '@/lib/domain/book-view';

type Query = { readonly [name: string]: string | undefined };

function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${path}?${new URLSearchParams(given)}`;
}

/** `against`: the book to compare with, '' for none; undefined for the current one of that name. */
export type PreviewQuery = {
  readonly name: string;
  readonly fileName: string;
  readonly format: string;
  readonly against?: string;
};

export function fetchBookPreview(query: PreviewQuery, body: BodyInit, signal?: AbortSignal): Promise<BookPreview> {
  return ask(withQuery('/api/books/preview', query), { method: 'POST', body, signal });
}

type ApplyQuery = {
  readonly name: string;
  readonly fileName: string;
  readonly format: string;
  readonly change?: string;
  readonly mustBeNew?: '1';
};

export function applyBook(query: ApplyQuery, body: BodyInit): Promise<{ readonly name: string }> {
  return ask(withQuery('/api/books', query), { method: 'POST', body });
}

export function removeBook(name: string): Promise<unknown> {
  return ask(`/api/books/${encodeURIComponent(name)}`, { method: 'DELETE' });
}

export function bookPath(name: string): string {
  return `/catalog/books/${encodeURIComponent(name)}`;
}
