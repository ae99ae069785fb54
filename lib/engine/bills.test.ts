import { expect, test } from 'vitest';
import type { ModelRow } from '@/lib/domain/simulation';
import { projectBills } from './bills';

function row(model: string, repricedUsd: number, planUsd: number): ModelRow {
  return { model, requests: 1, inputTokens: 1, outputTokens: 1, repricedUsd, planUsd };
}

const ROWS = [row('openai/gpt-4o', 70, 10), row('openai/gpt-4o-mini', 0, 20), row('google/gemini-2.5-pro', 7, 0)];
const JANUARY_2028 = Date.UTC(2028, 0, 31, 23);
const cents = (usd: number) => Math.round(usd * 100);
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

test('a month is the daily level × its days, and February of a leap year has 29', () => {
  // 77 USD over a week is 11 a day: × 31 = 341, × 29 = 319, × 31 = 341, × 30 = 330.
  const bills = projectBills(ROWS, 'repricedUsd', 'vendor', 1 / 7, JANUARY_2028, 4);
  expect(bills.totalUsdByMonth).toEqual([341, 319, 341, 330]);
  expect(bills.monthStartsMs.map((ms) => new Date(ms).toISOString().slice(0, 10))).toEqual([
    '2028-01-01',
    '2028-02-01',
    '2028-03-01',
    '2028-04-01',
  ]);
  expect(projectBills(ROWS, 'repricedUsd', 'vendor', 1 / 7, Date.UTC(2027, 1), 1).totalUsd).toBe(308);
});

test('projectBills passes into the next year', () => {
  const bills = projectBills(ROWS, 'planUsd', 'model', 1, Date.UTC(2026, 10, 15), 3);
  expect(bills.monthStartsMs).toEqual([Date.UTC(2026, 10), Date.UTC(2026, 11), Date.UTC(2027, 0)]);
  expect(bills.totalUsdByMonth).toEqual([900, 930, 930]);
});

test('lines are by vendor or by model, the largest first, without those that cost nothing on this side', () => {
  const names = (side: 'planUsd' | 'repricedUsd', by: 'vendor' | 'model') =>
    projectBills(ROWS, side, by, 1, JANUARY_2028, 1).lines.map((line) => line.name);
  expect(names('planUsd', 'vendor')).toEqual(['openai']);
  expect(names('repricedUsd', 'vendor')).toEqual(['openai', 'google']);
  expect(names('planUsd', 'model')).toEqual(['openai/gpt-4o-mini', 'openai/gpt-4o']);
});

test('what names no vendor is a line of its own', () => {
  const bills = projectBills([row('router overhead', 0, 3)], 'planUsd', 'vendor', 1, JANUARY_2028, 1);
  expect(bills.lines).toEqual([{ name: 'router overhead', usdByMonth: [93], totalUsd: 93 }]);
});

test('rounded lines add up to the rounded total of each month and of the year', () => {
  let judged = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const rows = Array.from({ length: (seed % 7) + 1 }, (_, i) =>
      row(`vendor-${i}/model`, (((seed * 7919 + i * 104_729) % 9973) / 991) * 1.37, 0),
    );
    const bills = projectBills(rows, 'repricedUsd', 'model', 1 / 3, Date.UTC(2026, seed), 12);
    const exactUsdADay = sum(rows.map(({ repricedUsd }) => repricedUsd)) / 3;
    for (const [month, total] of bills.totalUsdByMonth.entries()) {
      const nextMonth = Date.UTC(2026, seed + month + 1);
      const days = (nextMonth - (bills.monthStartsMs[month] as number)) / 86_400_000;
      expect(sum(bills.lines.map((line) => cents(line.usdByMonth[month] as number)))).toBe(cents(total));
      expect(Math.abs(total - exactUsdADay * days)).toBeLessThanOrEqual(0.005 + 1e-9);
      judged++;
    }
    expect(sum(bills.lines.map((line) => cents(line.totalUsd)))).toBe(cents(bills.totalUsd));
    expect(sum(bills.totalUsdByMonth.map(cents))).toBe(cents(bills.totalUsd));
  }
  expect(judged).toBe(480);
});

test('by vendor and by model a month has the same total', () => {
  const rows = [row('a/x', 0.333, 0), row('a/y', 0.333, 0), row('b/x', 0.334, 0)];
  const totals = (by: 'vendor' | 'model') =>
    projectBills(rows, 'repricedUsd', by, 0.123, JANUARY_2028, 12).totalUsdByMonth;
  expect(totals('vendor')).toEqual(totals('model'));
});

test('no rows make no lines and a total of zero', () => {
  const bills = projectBills([], 'planUsd', 'vendor', 1, JANUARY_2028, 2);
  expect([bills.lines, bills.totalUsdByMonth, bills.totalUsd]).toEqual([[], [0, 0], 0]);
});
