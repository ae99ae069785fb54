import { afterAll, beforeAll, expect, test } from 'vitest';
import { viewHistory } from './offer-history';
import { dailyCalls, importCalls, openTempDatabase } from './testing/temp-workload';

const temp = openTempDatabase();
beforeAll(() => importCalls(temp.folder, 'Log', [...dailyCalls('o3', 3), ...dailyCalls('gpt-4o', 1)]));
afterAll(temp.remove);

test('o3: the fall of June 2025 in two books, and the days the log called it and nothing else', async () => {
  const history = await viewHistory('openai/o3');
  expect(history.books.map(({ book }) => book)).toEqual(['genai-prices', 'litellm-history']);
  const fall = history.changes.filter(({ isFirst }) => !isFirst);
  expect(fall.map(({ book }) => book)).toEqual(['litellm-history', 'genai-prices']);
  for (const { classes } of fall)
    expect(classes.find(({ unit }) => unit === 'input')).toEqual({
      unit: 'input',
      before: { low: 10, high: 10 },
      after: { low: 2, high: 2 },
    });
  expect(history.calls).toMatchObject({ workload: 'Log', requests: 30 });
  expect(history.calls?.bars.map(({ requestsPerDay }) => requestsPerDay)).toEqual([10, 10, 10]);
});

test('prices by the hour are a range', async () => {
  const { books, calls } = await viewHistory('deepseek/deepseek-v4-pro');
  const last = books.find(({ book }) => book === 'overrides')?.steps.at(-1);
  expect(last?.rates).toMatchObject({ input: { low: 0.66, high: 1.32 }, output: { low: 1.98, high: 3.96 } });
  expect(last?.clocks).toHaveLength(1);
  expect(calls).toBeNull();
});

test('an observed gap is a step of its own and no change of price', async () => {
  const { books, changes } = await viewHistory('anthropic/claude-3-5-haiku-20241022');
  const gaps = books[0]?.steps.filter(({ isExtrapolated }) => isExtrapolated) ?? [];
  expect(gaps.length).toBeGreaterThanOrEqual(3);
  expect(changes.map(({ atMs }) => new Date(atMs).toISOString().slice(0, 10))).toEqual([
    '2025-09-17',
    '2025-04-09',
    '2025-02-28',
    '2024-11-14',
    '2024-11-08',
  ]);
});

test('an offer whose books give no date has no span to draw', async () => {
  const { span, books } = await viewHistory('global-api/gpt-4o');
  expect(span).toBeNull();
  expect(books.map(({ steps }) => steps.length)).toEqual([1]);
});
