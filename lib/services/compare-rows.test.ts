import { expect, it } from 'vitest';
import type { CompareCell } from '@/lib/domain/compare-view';
import { toRow } from './compare-rows';

const usd = (low: number, high = low): CompareCell => ({ kind: 'usd', low, high });
const lowest = (...cells: readonly (CompareCell | null)[]) =>
  toRow(
    'x',
    cells.map((cell) => ({ cell })),
  )?.entries.map((entry) => entry.isLowest);

it('toRow marks the lowest price, both of a tie, and none where all agree or only one is known', () => {
  expect(lowest(usd(2), usd(1), usd(3))).toEqual([false, true, false]);
  expect(lowest(usd(1), usd(1), usd(3))).toEqual([true, true, false]);
  expect(lowest(usd(1), usd(1))).toEqual([false, false]);
  expect(lowest(usd(1), null)).toEqual([false, false]);
});

it('toRow marks a price by the hour only where its dearest hour is under the others', () => {
  expect(lowest(usd(1, 3), usd(2))).toEqual([false, false]);
  expect(lowest(usd(1, 2), usd(2))).toEqual([true, false]);
});

it('toRow tells rows that differ from rows that agree; an unknown is no difference', () => {
  const text = (words: string): CompareCell => ({ kind: 'text', text: words });
  expect(toRow('x', [{ cell: text('a') }, { cell: text('b') }])?.differs).toBe(true);
  expect(toRow('x', [{ cell: text('a') }, { cell: null }])?.differs).toBe(false);
  expect(toRow('x', [{ cell: null }])).toBeNull();
});
