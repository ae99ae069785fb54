import { expect, it } from 'vitest';
import type { CatalogLine } from '@/lib/domain/offer-view';
import { notesOf } from './line-notes';

const line = (more: Partial<CatalogLine>) =>
  ({
    rates: { input: 1, output: 2 },
    tiers: null,
    hasHours: false,
    isExtrapolated: false,
    handNote: null,
    ...more,
  }) as CatalogLine;

it('notesOf says nothing of a plain price', () => expect(notesOf(line({}))).toEqual([]));

it('notesOf says what a line’s figures do not', () => {
  expect(notesOf(line({ rates: null }))).toEqual(['no price at this date']);
  const tiers = [{ thresholdTokens: 200_000, inclusive: false, input: 6, output: null }];
  expect(notesOf(line({ tiers, hasHours: true }))).toEqual([
    '> 200,000 input tokens: $6.00 / —',
    'price differs by hour of the week',
  ]);
  expect(notesOf(line({ rates: { output: 2, request: 5000 } }))).toEqual([
    'partly priced: no input price',
    'plus $0.005 a request',
  ]);
  expect(notesOf(line({ handNote: 'our contract', isExtrapolated: true }))[0]).toBe('set by hand: our contract');
});
