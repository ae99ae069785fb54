import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarMonths } from './period';
import { costOfWaiting, runway } from './runway';

const JANUARY = Date.UTC(2027, 0);
const input = (cashUsd: number, usdPerMonth: number, oneOffUsd = 0) =>
  runway({ cashUsd, oneOffUsd, usdIn: () => usdPerMonth, startMs: JANUARY });

test('runway is cash over the spend of each month', () => {
  expect(input(1000, 400)).toEqual({ months: 2.5, endMonthMs: Date.UTC(2027, 2) });
  expect(input(1000, 400, 200)).toEqual({ months: 2, endMonthMs: Date.UTC(2027, 2) });
  expect(input(100, 400)).toEqual({ months: 0.25, endMonthMs: JANUARY });
  // 10 a day: January 310, February 280, then 10 of the 31 days of March.
  const byDay = runway({ cashUsd: 690, oneOffUsd: 0, usdIn: (_, days) => days * 10, startMs: Date.UTC(2027, 0, 20) });
  expect(byDay?.months).toBeCloseTo(2 + 10 / 31, 12);
});

test('runway is over at once where the one-off cost takes all, and has no end where nothing is spent', () => {
  for (const cash of [0, 200]) expect(input(cash, 400, 200)).toEqual({ months: 0, endMonthMs: JANUARY });
  expect(input(1, 0)).toBeNull();
  expect(input(1, -5)).toBeNull();
  expect(input(120, 1)).toBeNull();
  expect(input(119.5, 1)?.months).toBeCloseTo(119.5, 12);
});

test('runway: what is spent until the end is the cash, and less spend never ends sooner', () => {
  let judged = 0;
  const months = calendarMonths(JANUARY, 120);
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 120, maxLength: 120 }),
      fc.integer({ min: 1, max: 20_000 }),
      fc.integer({ min: 0, max: 100 }),
      (spend, cashUsd, less) => {
        const at = new Map(months.map(({ startMs }, i) => [startMs, spend[i] ?? 0]));
        const lasts = (minus: number) =>
          runway({
            cashUsd,
            oneOffUsd: 0,
            usdIn: (startMs) => Math.max(0, (at.get(startMs) ?? 0) - minus),
            startMs: JANUARY,
          });
        const found = lasts(0);
        if (found === null) expect(spend.reduce((sum, usd) => sum + usd, 0)).toBeLessThanOrEqual(cashUsd);
        else {
          const whole = Math.floor(found.months);
          const spent = spend.slice(0, whole).reduce((sum, usd) => sum + usd, 0);
          expect(spent + (found.months - whole) * (spend[whole] ?? 0)).toBeCloseTo(cashUsd, 6);
        }
        expect(lasts(less)?.months ?? 120).toBeGreaterThanOrEqual((found?.months ?? 120) - 1e-9);
        judged++;
      },
    ),
    { seed: 5, numRuns: 200 },
  );
  expect(judged).toBe(200);
});

test('costOfWaiting adds up what the months would have brought', () => {
  expect(costOfWaiting([10, 20, -5, 1], [1, 3, 6])).toEqual([
    { months: 1, usd: 10 },
    { months: 3, usd: 25 },
  ]);
});
