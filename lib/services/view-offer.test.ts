import { afterAll, expect, test } from 'vitest';
import { openTempDatabase } from './testing/temp-workload';
import { viewCatalog } from './view-catalog';
import { viewOffer } from './view-offer';

const temp = openTempDatabase();
afterAll(temp.remove);

test('an offer is shown with the rows of every book that has it', async () => {
  const offer = await viewOffer('openai/gpt-4o');
  expect(offer?.books.map((book) => book.name)).toEqual(['genai-prices', 'post-cd', 'litellm-history']);
  expect(offer?.books[0]?.prices[0]).toMatchObject({ isInForce: true, rates: { input: 2.5, output: 10 } });
  expect(offer?.makerOfferId).toBeNull();
  expect(offer?.evidence.some((item) => item.kind === 'prior' && item.benchmarkTitle !== item.benchmark)).toBe(true);
});

test('prices by the hour are told from the other hours, newest dates first', async () => {
  const prices = (await viewOffer('deepseek/deepseek-v4-pro'))?.books[0]?.prices ?? [];
  expect(prices.filter((price) => price.isInForce).map((price) => [price.clock !== null, price.hasOtherHours])).toEqual(
    [
      [true, true],
      [false, true],
    ],
  );
  const starts = prices.map((price) => price.validFromMs ?? Number.NEGATIVE_INFINITY);
  expect(starts).toEqual([...starts].sort((a, b) => b - a));
});

test("a resale names its maker's offer and shows that one's evidence", async () => {
  const offer = await viewOffer('global-api/gpt-4o');
  expect(offer?.makerOfferId).toBe('openai/gpt-4o');
  expect(offer?.evidence.length).toBeGreaterThan(0);
  expect(offer?.facts.access?.payment).toBe('PayPal / Visa');
});

test('an offer that no book has is none', async () => expect(await viewOffer('a/b')).toBeNull());

test('a line of a book that only mends a price has the facts of the other books', async () => {
  const lines = await viewCatalog();
  const [mended] = lines.filter((line) => line.book === 'overrides');
  expect(mended).toMatchObject({ provider: 'deepseek', origin: 'CN' });
  expect(lines.length).toBeGreaterThan(1600);
  expect(lines.every((line) => line.capabilities === null || line.capabilities.every(Boolean))).toBe(true);
});
