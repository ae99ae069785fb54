import { describe, expect, test } from 'vitest';
import { readCsvTemplate } from '@/lib/catalog/sources/csv-template';
import { readGenaiPrices } from '@/lib/catalog/sources/genai-prices';
import { readOverrides } from '@/lib/catalog/sources/overrides';
import { readPostB, readPostCd } from '@/lib/catalog/sources/posts';
import { readShippedHistory } from '@/lib/catalog/sources/shipped-history';
import type { OfferId } from '@/lib/domain/ids';
import type { PriceBook } from '@/lib/domain/price';
import { diffBooks } from '@/lib/engine/book-diff';
import { parseBookJson } from '@/lib/schema/price-book-json';
import { writeBookCsv, writeBookJson } from './book-download';

/** Everything a row, a term and a currency can say, awkward texts among it. */
const full: PriceBook = {
  ...readOverrides(),
  name: 'full',
  providers: [{ provider: 'cf', name: 'CF', modelMatch: { starts_with: '@cf' }, fallbackProviders: ['openai'] }],
  currency: { code: 'EUR', usdPerUnit: 1.0837, rateDate: '2026-01-31', source: 'ECB, reference rate' },
  terms: [
    {
      label: 'Frame, "A"',
      scope: { offers: ['openai/*'], units: ['output', 'request'], serviceTiers: ['batch'] },
      validFromMs: Date.UTC(2026, 0, 1),
      validToMs: Date.UTC(2026, 5, 1, 12, 30),
      source: 'contract 7',
      percent: -20,
      usdPerMtok: 0.05,
      usdPerRequest: 0.001,
    },
  ],
  monthTerms: [
    {
      label: 'Volume',
      scope: {},
      validFromMs: null,
      validToMs: null,
      source: 'contract 7',
      kind: 'volume',
      measure: 'usd',
      applies: 'above',
      bands: [
        { from: 0, percent: 0 },
        { from: 10_000, percent: -5 },
      ],
    },
    {
      label: 'Floor',
      scope: {},
      validFromMs: null,
      validToMs: null,
      source: 'c',
      kind: 'commitment',
      usdPerMonth: 500,
    },
  ],
  offers: [{ offerId: 'cf/@cf/m' as OfferId, name: '@cf/m', match: { equals: '@cf/m' }, facts: {}, sameModelAs: null }],
  rows: [
    {
      offerId: 'cf/@cf/m' as OfferId,
      validFromMs: Date.UTC(2026, 0, 1, 16),
      validToMs: Date.UTC(2027, 0, 1),
      clock: [
        { weekdays: 0b0111110, startSecond: 3600, endSecond: 14_415, timeZone: 'Asia/Shanghai' },
        { weekdays: 0b1111111, startSecond: 50_000, endSecond: 86_400 },
      ],
      serviceTier: 'flex',
      region: 'eu-west-1',
      rates: { input: 0.1 + 0.2, output: 1 / 3, webSearch: 35_000, request: 1234.5678 },
      contextTiers: [{ thresholdTokens: 272_000, inclusive: true, rates: { input: 5 } }],
      sourceUrl: 'mail of "Ann", 2026',
      checkedOn: '2026-01-02',
      note: '=agreed; by phone',
    },
  ],
};

const books = [readOverrides(), await readGenaiPrices(), readPostB(), readPostCd(), readShippedHistory().book, full];

describe.each(books.map((book) => [book.name, book] as const))('the book %s', (name, book) => {
  test('written as CSV reads back to the same rows and currency', () => {
    const { book: again, rejected } = readCsvTemplate(writeBookCsv(book), name, book.version);
    expect(rejected).toEqual([]);
    expect(again.rows).toEqual(book.rows);
    expect(again.rows.length).toBeGreaterThan(0);
    expect(again.currency ?? null).toEqual(book.currency ?? null);
    const names = new Map(book.offers.map((offer) => [offer.offerId, offer.name]));
    expect(again.offers.filter((offer) => offer.name !== names.get(offer.offerId))).toEqual([]);
  });

  test('written as JSON reads back whole', () => {
    const again = parseBookJson(JSON.parse(writeBookJson(book)), name, book.version);
    expect(again).toEqual(book);
    expect(diffBooks(book, again).counts).toMatchObject({ same: book.rows.length, changed: 0 });
  });
});

test('the round trips are of all built-in books, thousands of rows', () => {
  expect(books.length).toBe(6);
  expect(books.reduce((sum, book) => sum + book.rows.length, 0)).toBeGreaterThan(5_000);
});
