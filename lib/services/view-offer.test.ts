import { afterAll, expect, test } from 'vitest';
import { linesOf } from '@/lib/catalog/pack-rows';
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
  const lines = linesOf(await viewCatalog());
  const [mended] = lines.filter((line) => line.book === 'overrides');
  expect(mended).toMatchObject({ provider: 'deepseek', origin: 'CN' });
  expect(lines.length).toBeGreaterThan(1600);
  expect(lines.every((line) => line.capabilities === null || line.capabilities.every(Boolean))).toBe(true);
});

test('the catalog leaves histories out until asked, and counts what it leaves out', async () => {
  const sheet = await viewCatalog();
  const history = sheet.books.find(({ observed }) => observed);
  expect(history?.name).toBe('litellm-history');
  expect(linesOf(sheet).some(({ book }) => book === 'litellm-history')).toBe(false);
  const whole = linesOf(await viewCatalog({ withObserved: true }));
  expect(whole).toHaveLength(sheet.rows.length + (history?.offers ?? 0));
});

test('prices of a day: o3 before its fall, and a history marks what it did not see', async () => {
  const lines = linesOf(await viewCatalog({ at: '2025-03-01', withObserved: true })).filter(
    ({ offerId }) => offerId === 'openai/o3',
  );
  expect(lines.map(({ book, inputUsdPerMtok, isExtrapolated }) => [book, inputUsdPerMtok, isExtrapolated])).toEqual([
    ['genai-prices', 10, false],
    ['litellm-history', 10, true],
  ]);
  await expect(viewCatalog({ at: '2025-02-30' })).rejects.toThrow('"2025-02-30"');
});

test('a form to set a price by hand starts with the price in force and says what it would flatten', async () => {
  const offer = await viewOffer('deepseek/deepseek-v4-pro');
  expect(offer?.draft).toMatchObject({ from: 'overrides', rates: { input: 0.66, output: 1.98 }, hasHours: true });
  expect(offer?.draft.books).toEqual(['overrides']);
  const resale = await viewOffer('global-api/gpt-4o');
  expect(resale?.draft.from).toBe('post-b');
});
