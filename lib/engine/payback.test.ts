import { expect, test } from 'vitest';
import { type PaybackInput, payback } from './payback';

const INPUT: PaybackInput = {
  savingsUsdPerDay: 10,
  oneOffUsd: 1000,
  runningUsdPerMonth: 0,
  startMs: Date.UTC(2027, 0, 20),
};

test('each month brings savings a day × its days − running cost, from a start that is paid once', () => {
  // January 310 − 60 = 250, February 280 − 60 = 220.
  const { months } = payback({ ...INPUT, runningUsdPerMonth: 60 });
  expect(months.slice(0, 2)).toEqual([
    { startMs: Date.UTC(2027, 0), netUsd: 250, cumulativeUsd: -750 },
    { startMs: Date.UTC(2027, 1), netUsd: 220, cumulativeUsd: -530 },
  ]);
  expect(months).toHaveLength(12);
});

test('February of a leap year brings a day more', () => {
  const februaryOf = (year: number) => payback({ ...INPUT, startMs: Date.UTC(year, 1) }).months[0]?.netUsd;
  expect([februaryOf(2027), februaryOf(2028)]).toEqual([280, 290]);
});

test('the payback month is the one by whose end the one-off cost is earned back', () => {
  // 310 + 280 + 310 = 900 after March, + 300 = 1200 after April.
  expect(payback(INPUT)).toMatchObject({ paybackMonths: 4, paybackMonthMs: Date.UTC(2027, 3), neverPaysBack: false });
  expect(payback({ ...INPUT, oneOffUsd: 900 }).paybackMonths).toBe(3);
  expect(payback({ ...INPUT, oneOffUsd: 900.01 }).paybackMonths).toBe(4);
});

test('without a one-off cost the first month pays back', () => {
  expect(payback({ ...INPUT, oneOffUsd: 0 }).paybackMonths).toBe(1);
});

test('twelve months net is the sum after twelve calendar months, one-off cost included', () => {
  expect(payback(INPUT).twelveMonthNetUsd).toBe(3650 - 1000);
  expect(payback({ ...INPUT, startMs: Date.UTC(2028, 0) }).twelveMonthNetUsd).toBe(3660 - 1000);
  expect(payback({ ...INPUT, runningUsdPerMonth: 100 }).twelveMonthNetUsd).toBe(3650 - 1200 - 1000);
});

test('a month of delay costs a 30-day saving less its running cost', () => {
  expect(payback({ ...INPUT, runningUsdPerMonth: 120 }).delayUsdPerMonth).toBe(180);
});

test('the months reach the payback month where it lies beyond a year', () => {
  // 3650 in 2027, 3350 up to November 2028: 7000 after 23 months.
  expect(payback({ ...INPUT, oneOffUsd: 7000 })).toMatchObject({ paybackMonths: 23 });
  const result = payback({ ...INPUT, oneOffUsd: 7000.01 });
  expect(result.paybackMonths).toBe(24);
  expect(result.months).toHaveLength(24);
});

test('a running cost that the saving does not cover never pays back', () => {
  // 10 a day is 304.375 a month over the years; January alone brings 310.
  for (const oneOffUsd of [0, 1000])
    for (const runningUsdPerMonth of [304.375, 305, 1000])
      expect(payback({ ...INPUT, oneOffUsd, runningUsdPerMonth })).toMatchObject({
        neverPaysBack: true,
        paybackMonths: null,
        paybackMonthMs: null,
      });
  expect(payback({ ...INPUT, oneOffUsd: 0, runningUsdPerMonth: 304 }).neverPaysBack).toBe(false);
});

test('a plan that saves nothing never pays back, though it costs nothing', () => {
  const result = payback({ ...INPUT, savingsUsdPerDay: 0, oneOffUsd: 0 });
  expect(result).toMatchObject({ neverPaysBack: true, paybackMonths: null, twelveMonthNetUsd: 0 });
});

test('a plan that costs more than today never pays back', () => {
  const result = payback({ ...INPUT, savingsUsdPerDay: -1, oneOffUsd: 0 });
  expect(result).toMatchObject({ neverPaysBack: true, paybackMonths: null, delayUsdPerMonth: -30 });
  expect(result.twelveMonthNetUsd).toBe(-365);
});

test('a payback beyond ten years is no month, yet not "never"', () => {
  const result = payback({ ...INPUT, oneOffUsd: 1e6 });
  expect(result).toMatchObject({ paybackMonths: null, neverPaysBack: false });
  expect(result.months).toHaveLength(12);
});
