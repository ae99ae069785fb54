import { expect, test } from 'vitest';
import { waterfallRows } from './waterfall-rows';

test('each step hangs from where the one before ended, and the last meets the end', () => {
  const rows = waterfallRows(
    { key: 'from', label: 'Today', usd: 100 },
    [
      { key: 'price', label: 'Price', usd: -60 },
      { key: 'cache', label: 'Cache', usd: 15 },
    ],
    { key: 'to', label: 'Plan', usd: 55 },
  );
  expect(rows.map(({ range }) => range)).toEqual([
    [0, 100],
    [40, 100],
    [40, 55],
    [0, 55],
  ]);
  expect(rows.map(({ kind }) => kind)).toEqual(['start', 'saves', 'adds', 'end']);
  expect(rows.at(-2)?.runningUsd).toBe(rows.at(-1)?.usd);
});
