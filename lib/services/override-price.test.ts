import { afterAll, describe, expect, test } from 'vitest';
import { handSetRows } from '@/lib/catalog/override-row';
import { parseOfferId } from '@/lib/domain/ids';
import { priceTimeAt } from '@/lib/engine/price-stack';
import type { OverrideInput } from '@/lib/schema/override';
import { listBooks, openStack } from './books';
import { overridePrice, takesOverrides, versionLabel, withdrawOverride } from './override-price';
import { openTempDatabase } from './testing/temp-workload';

const temp = openTempDatabase();
afterAll(temp.remove);

const MINI = 'openai/gpt-4o-mini';
const PRO = 'deepseek/deepseek-v4-pro';
const input = (more: Partial<OverrideInput> = {}): OverrideInput => ({
  offerId: MINI,
  book: 'overrides',
  rates: { input: 0.1, output: 0.4 },
  from: '2026-09-01',
  to: '2026-10-01',
  serviceTier: 'standard',
  region: '',
  reason: 'our contract',
  source: 'contract of August',
  ...more,
});
const versionOf = async (name: string) => (await listBooks()).find((book) => book.name === name)?.version ?? '';
async function inputPrice(books: readonly string[], date: string, offer = MINI) {
  const { stack } = await openStack(books);
  const found = stack.find(parseOfferId(offer), priceTimeAt(Date.parse(date)), 'standard');
  return typeof found === 'string' ? found : [found.row.rates.input, found.book, found.row.note ?? null];
}

describe('overridePrice', () => {
  test('is what the default stack charges on its dates, and earlier versions stay as they were', async () => {
    const before = await versionOf('overrides');
    const { version } = await overridePrice(input());
    expect(await versionOf('overrides')).toBe(version);
    expect(versionLabel(version)).toBe(versionLabel(before));
    expect(await inputPrice([], '2026-08-31T23:59:59.999Z')).toEqual([0.15, 'genai-prices', null]);
    expect(await inputPrice([], '2026-09-01T00:00:00Z')).toEqual([0.1, 'overrides', 'our contract']);
    expect(await inputPrice([], '2026-10-01T00:00:00Z')).toEqual([0.15, 'genai-prices', null]);
    const pinned = [`overrides@${before}`, 'genai-prices'];
    expect(await inputPrice(pinned, '2026-09-01T00:00:00Z')).toEqual([0.15, 'genai-prices', null]);
    const { resolve, stack } = await openStack([]);
    expect(resolve('gpt-4o-mini')?.offerId).toBe(MINI);
    expect(stack.factsOf(parseOfferId(MINI)).contextWindowTokens).toBe(128_000);
    expect((await listBooks()).find(({ name }) => name === 'overrides')?.builtIn).toBe(true);
  });

  test('withdrawn, the books say again what they said, in another new version', async () => {
    await overridePrice(input({ offerId: PRO, from: '', to: '' }));
    expect(await inputPrice([], '2026-09-07T02:00:00Z', PRO)).toEqual([0.1, 'overrides', 'our contract']);
    const set = await versionOf('overrides');
    const ref = { offerId: PRO, validFromMs: null, validToMs: null, serviceTier: 'standard', region: null } as const;
    const { version } = await withdrawOverride('overrides', ref);
    expect(version).not.toBe(set);
    expect(await inputPrice([], '2026-09-07T02:00:00Z', PRO)).toEqual([1.32, 'overrides', null]);
    expect(await inputPrice([], '2026-09-07T05:00:00Z', PRO)).toEqual([0.66, 'overrides', null]);
    expect(await inputPrice([], '2026-09-01T00:00:00Z')).toEqual([0.1, 'overrides', 'our contract']);
    const { books } = await openStack(['overrides']);
    expect(books.flatMap(handSetRows)).toHaveLength(1);
    await expect(withdrawOverride('overrides', ref)).rejects.toThrow('no such price');
  });

  test('goes into a book of one’s own, which is begun where there is none and stays out of the default stack', async () => {
    await overridePrice(input({ book: 'Contract 2027', from: '2027-01-01', to: '' }));
    expect(await inputPrice([], '2027-02-01T00:00:00Z')).toEqual([0.15, 'genai-prices', null]);
    expect(await inputPrice(['Contract 2027'], '2027-02-01T00:00:00Z')).toEqual([0.1, 'Contract 2027', 'our contract']);
    const own = (await listBooks()).find(({ name }) => name === 'Contract 2027');
    expect(own).toMatchObject({ builtIn: false });
    expect((await listBooks()).filter(takesOverrides).map(({ name }) => name)).toEqual(['overrides', 'Contract 2027']);
  });

  test('by region and service tier leaves the other calls their price', async () => {
    await overridePrice(input({ from: '', to: '2020-01-01', region: ' EU ', rates: { input: 9, output: 9 } }));
    const { stack } = await openStack([]);
    const at = Date.parse('2019-06-01');
    const found = stack.find(parseOfferId(MINI), priceTimeAt(at, at, 'eu-west-1'), 'standard');
    expect(found).toMatchObject({ row: { rates: { input: 9 } } });
    expect(await inputPrice([], '2019-06-01')).toEqual([0.15, 'genai-prices', null]);
  });

  test.each([
    ['no reason', { reason: ' ' }, 'reason: say why'],
    ['no source', { source: '' }, 'source: say where'],
    ['no price', { rates: {} }, 'rates: give at least one price'],
    ['a negative price', { rates: { input: -1 } }, 'rates.input: a price is 0 or more'],
    ['a price that is none', { rates: { input: Number.NaN } }, 'rates.input: a price is a number'],
    ['a day that is none', { from: '2026-02-30' }, 'from: not a date'],
    ['an end before the start', { to: '2026-09-01' }, 'to: the end is not after the start'],
    ['a region with spaces', { region: 'west europe' }, 'region: letters'],
    ['an offer that no book has', { offerId: 'openai/none' }, 'no price book has an offer "openai/none"'],
    ['no offer at all', { offerId: 'none' }, 'offerId: not an offer'],
    ['a built-in book', { book: 'genai-prices' }, 'book: the book "genai-prices" is built in'],
    ['a history', { book: 'litellm-history' }, 'book: the book "litellm-history"'],
    ['a book’s name that a link cannot carry', { book: 'a@b' }, "a book's name has letters"],
  ] as const)('%s is refused with the place', async (_name, more, message) => {
    const before = await versionOf('overrides');
    await expect(overridePrice(input(more))).rejects.toThrow(message);
    expect(await versionOf('overrides')).toBe(before);
  });
});

test.each([
  ['2026-11-21+2ee28508', '2026-11-21'],
  ['0.1.8+32cb93b5.2', '0.1.8'],
  ['536047ca', ''],
  ['', ''],
])('versionLabel(%s)', (version, label) => expect(versionLabel(version)).toBe(label));
