import { expect, test } from 'vitest';
import type { MigrationReturn } from '@/lib/domain/return-view';
import { lastsText, verdictOf } from './verdict';

const VIEW = {
  inputs: { oneOffUsd: 1000, runningUsdPerMonth: 0, start: '2027-01', assumed: [] },
  savingsUsdPerMonth: 300,
  paybackMonths: 4,
  paybackMonthMs: Date.UTC(2027, 3),
  neverPaysBack: false,
  startMs: Date.UTC(2027, 0),
} as unknown as MigrationReturn;
const NEVER = { ...VIEW, paybackMonths: null, paybackMonthMs: null, neverPaysBack: true };

test('verdictOf names the month, and how long that is', () => {
  expect(verdictOf(VIEW)).toEqual({ isBad: false, text: 'It pays back in Apr 2027, within 4 months.' });
  expect(verdictOf({ ...VIEW, paybackMonths: 1, paybackMonthMs: VIEW.startMs }).text).toBe(
    'It pays back in Jan 2027, within its first month.',
  );
});

test('without a one-off cost it pays from the start', () => {
  const inputs = { ...VIEW.inputs, oneOffUsd: 0 };
  expect(verdictOf({ ...VIEW, inputs }).text).toMatch(/^It pays from Jan 2027 on/);
});

test('verdictOf says plainly why it never pays back', () => {
  const running = { ...VIEW.inputs, runningUsdPerMonth: 400 };
  expect(verdictOf({ ...NEVER, savingsUsdPerMonth: -12 })).toEqual({
    isBad: true,
    text: 'It never pays back: the plan costs $12.00 a month more than today.',
  });
  expect(verdictOf({ ...NEVER, savingsUsdPerMonth: 0 }).text).toBe('It never pays back: the plan saves nothing.');
  expect(verdictOf({ ...NEVER, inputs: running }).text).toMatch(/does not cover the running cost of \$400\.00\.$/);
});

test('a payback beyond the horizon is not "never"', () => {
  expect(verdictOf({ ...NEVER, neverPaysBack: false }).text).toMatch(/^It does not pay back within ten years/);
});

test('lastsText rounds down, and knows no end beyond ten years', () => {
  expect(lastsText({ months: 7.99, endMonthMs: Date.UTC(2027, 7) })).toEqual({
    value: '7.9 months',
    sub: 'it runs out in Aug 2027',
  });
  expect(lastsText({ months: 0, endMonthMs: Date.UTC(2027, 0) }).value).toBe('0.0 months');
  expect(lastsText(null).value).toBe('Over ten years');
});
