import { afterAll, expect, test } from 'vitest';
import { openTempDatabase } from './testing/temp-workload';
import { viewCompare } from './view-compare';

const temp = openTempDatabase();
afterAll(temp.remove);

const PARAMS = { offers: [], books: null, at: '2026-09-07', n: 1000, in: 1000, out: 100, w: null } as const;
const compare = (offers: readonly string[], more: Partial<Parameters<typeof viewCompare>[0]> = {}) =>
  viewCompare({ ...PARAMS, offers: [...offers], ...more });
async function rowOf(label: string | RegExp, ...args: Parameters<typeof compare>) {
  const { groups } = await compare(...args);
  return groups.flatMap(({ rows }) => rows).find((row) => row.label.match(label));
}

test('what requests cost is computed offer by offer, by the tier of their size, and the lowest is marked', async () => {
  // Mini: 1,000 × (1,000 × 0.15 + 100 × 0.60) / 1M = 0.21. GPT-4o: 1,000 × (1,000 × 2.50 + 100 × 10) / 1M = 3.50.
  const cost = await rowOf(/requests of/, ['openai/gpt-4o', 'openai/gpt-4o-mini']);
  expect(cost?.label).toBe('1,000 requests of 1,000 in and 100 out');
  const usd = cost?.entries.map(({ cell }) => (cell?.kind === 'usd' ? cell.high : null)) ?? [];
  expect(usd[0]).toBeCloseTo(3.5, 9);
  expect(usd[1]).toBeCloseTo(0.21, 9);
  expect(cost?.entries.map(({ isLowest }) => isLowest)).toEqual([false, true]);
  // Over 200,000 input tokens the whole request costs 6 / 22.50: 0.2 M × 6 = 1.200006.
  const long = await rowOf(/requests of/, ['anthropic/claude-sonnet-4-5'], { n: 1, in: 200_001, out: 0 });
  expect(long?.entries[0]?.cell).toMatchObject({ kind: 'usd' });
  expect(long?.entries[0]?.cell?.kind === 'usd' && long.entries[0].cell.high).toBeCloseTo(1.200006, 9);
});

test('prices by the hour are a range, with a row for each set of hours', async () => {
  const { groups } = await compare(['deepseek/deepseek-v4-pro', 'openai/gpt-4o']);
  const input = groups.flatMap(({ rows }) => rows).find(({ label }) => label === 'Input');
  expect(input?.entries[0]?.cell).toEqual({ kind: 'rate', unit: 'input', low: 0.66, high: 1.32 });
  const hours = groups.find(({ title }) => title.startsWith('By the hour'));
  expect(hours?.rows.map(({ entries }) => entries[0]?.cell)).toEqual([
    { kind: 'pair', input: 1.32, output: 3.96 },
    { kind: 'pair', input: 0.66, output: 1.98 },
  ]);
  expect(hours?.rows.every(({ entries }) => entries[1]?.cell === null)).toBe(true);
});

test('an offer that the stack has no price of is priced by another book, named; an unknown one is told', async () => {
  const view = await compare(['global-api/gpt-4o', 'openai/gpt-4o', 'nobody/none']);
  expect(view.offers.map(({ book, isOutsideStack }) => [book, isOutsideStack])).toEqual([
    ['post-b', true],
    ['genai-prices', false],
  ]);
  expect(view.unknown).toEqual(['nobody/none']);
  const chosen = await compare(['openai/o3'], { books: ['litellm-history'], at: '2025-05-01' });
  expect(chosen.offers[0]).toMatchObject({ book: 'litellm-history', isOutsideStack: false });
});

test('facts carry their source, and evidence its sample', async () => {
  const fact = await rowOf('Context window', ['openai/gpt-4o']);
  expect(fact?.entries[0]).toMatchObject({ cell: { kind: 'tokens', tokens: 128_000 } });
  expect(fact?.entries[0]?.note).toMatch(/\S/);
  const { groups } = await compare(['openai/gpt-4o']);
  const scores = groups.find(({ title }) => title.startsWith('Evidence'))?.rows ?? [];
  expect(scores.length).toBeGreaterThan(0);
});

test.each([
  ['a negative count', { in: -1 }, 'input tokens must be'],
  ['a date that is none', { at: 'May' }, '"May"'],
  ['a book that is none', { books: ['none'] }, 'no price book is named "none"'],
])('%s is refused in words', async (_name, more, message) => {
  await expect(compare(['openai/gpt-4o'], more)).rejects.toThrow(message);
});
