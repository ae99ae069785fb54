import { expect, it } from 'vitest';
import { bookWords, stackEntries, withBook, withMoved } from './stack-entries';

const shelf = [{ name: 'acme', offers: 0, terms: 3, isObserved: false, source: 'contract' }];

it('a pinned book goes by its name, and one the server has not answered for by what the shelf says', () => {
  const pinned = {
    ref: 'list@v1',
    name: 'list',
    offers: 9,
    terms: 0,
    isObserved: false,
    pinnedMs: 5,
    newer: 'exists',
  } as const;
  const entries = stackEntries(['acme', 'list@v1', 'gone@v2'], [pinned], shelf);
  expect(entries.map(({ name, terms, pinnedMs }) => [name, terms, pinnedMs])).toEqual([
    ['acme', 3, null],
    ['list', 0, 5],
    ['gone', 0, null],
  ]);
});

it('bookWords counts terms and offers, and marks what was observed', () => {
  expect(bookWords({ offers: 1694, terms: 0, isObserved: false })).toBe('1,694 offers');
  expect(bookWords({ offers: 0, terms: 1, isObserved: false })).toBe('1 term');
  expect(bookWords({ offers: 2, terms: 3, isObserved: true })).toBe('observed, 3 terms, 2 offers');
});

it('a book with terms goes on top, another to the end; moving stops at the ends', () => {
  expect(withBook(['a'], { name: 'acme', terms: 1 })).toEqual(['acme', 'a']);
  expect(withBook(['a'], { name: 'list', terms: 0 })).toEqual(['a', 'list']);
  expect(withMoved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
  expect(withMoved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
  expect(withMoved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
});
