import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseOfferId } from '@/lib/domain/ids';
import type { PriceBook } from '@/lib/domain/price';
import type { ConflictsParams } from '@/lib/schema/conflicts-params';
import { getDatabase } from './database';
import { saveBookVersion } from './save-book';
import { importCalls, openTempDatabase } from './testing/temp-workload';
import { viewConflicts } from './view-conflicts';

const before = process.env.WAYBILL_DB;
const { folder, remove } = openTempDatabase();

/** GPT-4o is 2.50 / 10.00 in genai-prices. */
function rival(): Omit<PriceBook, 'version'> {
  const offerId = parseOfferId('openai/gpt-4o');
  const shared = { offerId, validFromMs: null, validToMs: null, clock: null, contextTiers: [], checkedOn: null };
  return {
    name: 'rival',
    source: 'made up',
    licence: '',
    observed: false,
    providers: [],
    offers: [{ offerId, name: 'GPT-4o', match: null, facts: {}, sameModelAs: null }],
    rows: [
      {
        ...shared,
        serviceTier: 'standard',
        rates: { input: 5, output: 10 },
        sourceUrl: 'https://example.com',
        note: 'as the contract says',
      },
    ],
  };
}

beforeAll(async () => {
  await importCalls(folder, 'March', [
    { time: '2026-03-01T10:00:00Z', model: 'gpt-4o', input: 100_000, output: 10_000 },
    { time: '2026-03-02T10:00:00Z', model: 'gpt-4o-mini', input: 1000, output: 0 },
  ]);
  saveBookVersion(await getDatabase(), rival(), { label: '1', change: '', builtIn: false });
});

afterAll(async () => {
  await remove();
  if (before === undefined) delete process.env.WAYBILL_DB;
  else process.env.WAYBILL_DB = before;
});

const params = (patch: Partial<ConflictsParams> = {}): ConflictsParams => ({
  w: 'March',
  books: null,
  of: ['genai-prices', 'rival'],
  at: '2026-07-01',
  min: 0,
  q: '',
  kind: 'prices',
  by: 'book',
  page: 1,
  ...patch,
});

test('a conflict says which book is in use and what the bill would be by the other', async () => {
  const view = await viewConflicts(params());
  expect(view.found).toBe(1);
  const [line] = view.lines;
  expect(line?.prices).toMatchObject([{ unit: 'input', usdPerMtok: [2.5, 5], ratio: 2, pct: 100 }]);
  expect(line?.quotes.map(({ label, isUsed, stated }) => [label, isUsed, stated.note])).toEqual([
    ['genai-prices', true, undefined],
    ['rival', false, 'as the contract says'],
  ]);
  // 100,000 in and 10,000 out: 0.25 + 0.10 in use, 0.50 + 0.10 by the rival.
  expect(line?.stake).toMatchObject({ requests: 1, usd: expect.closeTo(0.35, 12) });
  expect(line?.stake?.bills.map(({ book, usd, requests }) => [book, usd, requests])).toEqual([
    ['genai-prices', expect.closeTo(0.35, 12), 1],
    ['rival', expect.closeTo(0.6, 12), 1],
  ]);
  expect(view.stakeUsd).toBeCloseTo(0.35, 12);
});

test('with the other book on top it is the one in use', async () => {
  const view = await viewConflicts(params({ books: ['rival', 'genai-prices'] }));
  expect(view.lines[0]?.quotes.map(({ isUsed }) => isUsed)).toEqual([false, true]);
  expect(view.lines[0]?.stake?.usd).toBeCloseTo(0.6, 12);
});

test('search, the least difference and the kind narrow it down', async () => {
  expect((await viewConflicts(params({ min: 101 }))).found).toBe(0);
  expect((await viewConflicts(params({ min: 100, q: 'gpt OPENAI' }))).found).toBe(1);
  expect((await viewConflicts(params({ q: 'claude' }))).found).toBe(0);
  const missing = await viewConflicts(params({ kind: 'missing' }));
  expect(missing.lines[0]?.others).toContainEqual({ kind: 'missing', unit: 'cacheRead', missingIn: ['rival'] });
});

test('what the workload spends on comes first, then the larger difference', async () => {
  const view = await viewConflicts(params({ of: null }));
  expect(view.lines[0]?.stake).not.toBeNull();
  const spent = view.lines.map(({ stake }) => stake?.usd ?? -1);
  expect(spent).toEqual([...spent].sort((a, b) => b - a));
  const others = view.lines.filter(({ stake }) => stake === null).map(({ worstRatio }) => worstRatio ?? 0);
  expect(others.length).toBeGreaterThan(10);
  expect(others).toEqual([...others].sort((a, b) => (a === b ? 0 : b > a ? 1 : -1)));
  const ids = view.lines.map(({ key }) => key);
  expect(new Set(ids).size).toBe(ids.length);
});

test('sellers of one model are compared at the prices of the books chosen', async () => {
  const view = await viewConflicts(params({ of: ['genai-prices', 'post-b'], by: 'seller' }));
  expect(view.found).toBeGreaterThan(0);
  for (const { quotes } of view.lines) expect(new Set(quotes.map(({ offerId }) => offerId)).size).toBeGreaterThan(1);
});

test('an unknown book, workload or date is named', async () => {
  await expect(viewConflicts(params({ of: ['nowhere'] }))).rejects.toMatchObject({ code: 'not-found' });
  await expect(viewConflicts(params({ w: 'May' }))).rejects.toMatchObject({ code: 'not-found' });
  await expect(viewConflicts(params({ at: 'soon' }))).rejects.toMatchObject({ code: 'bad-input' });
  await expect(viewConflicts(params({ at: 'logged' }))).rejects.toMatchObject({ code: 'bad-input' });
});
