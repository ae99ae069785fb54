import { expect, it } from 'vitest';
import type { HistoryBook, HistoryStep } from '@/lib/domain/offer-history';
import { historyRows, logTicks, monthTicks } from './price-history-rows';

const step = (
  fromMs: number | null,
  toMs: number | null,
  low: number,
  more: Partial<HistoryStep> = {},
): HistoryStep => ({
  fromMs,
  toMs,
  isExtrapolated: false,
  clocks: [],
  rates: { input: { low, high: low } },
  ...more,
});
const book = (steps: readonly HistoryStep[]): HistoryBook => ({ book: 'a', isObserved: false, steps });
const span = { fromMs: 0, toMs: 100 };

it('historyRows draws a step as two points at one instant, and open ends to the edge of the chart', () => {
  const rows = historyRows([book([step(null, 40, 10), step(40, null, 2)])], 'input', span);
  expect(rows.map(({ timeMs, line0 }) => [timeMs, line0])).toEqual([
    [0, 10],
    [40, 10],
    [40, 2],
    [100, 2],
  ]);
});

it('historyRows breaks the line where a book is silent, and goes on through another book’s edges', () => {
  const rows = historyRows([book([step(10, 40, 3)]), book([step(null, null, 5)])], 'input', span);
  expect(rows.map(({ timeMs, line0, line1 }) => [timeMs, line0, line1])).toEqual([
    [0, null, 5],
    [10, null, 5],
    [10, 3, 5],
    [40, 3, 5],
    [40, null, 5],
    [100, null, 5],
  ]);
});

it('historyRows keeps observed gaps and prices by the hour apart from the stated line', () => {
  const gap = step(20, 50, 1, { isExtrapolated: true });
  const hours = step(50, null, 2, { rates: { input: { low: 2, high: 4 } } });
  const rows = historyRows([book([step(0, 20, 1), gap, hours])], 'input', span);
  expect(rows.map(({ timeMs, line0, gap0, band0 }) => [timeMs, line0, gap0, band0])).toEqual([
    [0, 1, null, null],
    [20, 1, null, null],
    [20, null, 1, null],
    [50, null, 1, null],
    [50, 2, null, [2, 4]],
    [100, 2, null, [2, 4]],
  ]);
  expect(historyRows([book([step(0, 20, 1)])], 'output', span).every(({ line0 }) => line0 === null)).toBe(true);
});

it('monthTicks are first days of months, seven or eight at most', () => {
  const ticks = monthTicks({ fromMs: Date.UTC(2024, 0, 15), toMs: Date.UTC(2026, 10, 2) });
  expect(ticks.map((tick) => new Date(tick).toISOString().slice(0, 10))).toEqual([
    '2024-07-01',
    '2025-01-01',
    '2025-07-01',
    '2026-01-01',
    '2026-07-01',
  ]);
  expect(monthTicks({ fromMs: Date.UTC(2025, 0, 5), toMs: Date.UTC(2025, 0, 9) })).toEqual([]);
});

it('logTicks cover both ends', () => {
  expect(logTicks(2, 10)).toEqual([2, 5, 10]);
  expect(logTicks(0.435, 1.32)).toEqual([0.2, 0.5, 1, 2]);
  const wide = logTicks(0.003, 60);
  expect(wide[0]).toBe(0.002);
  expect(wide.at(-1)).toBe(100);
  expect(wide.length).toBeLessThan(9);
});
