import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roundToTotal } from './rounding';

const CENT = 0.01;
const amounts = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 60 });
const cents = (usd: number) => Math.round(usd * 100);

test('roundToTotal: the lines are whole cents and add up to the rounded total', () => {
  fc.assert(
    fc.property(amounts, (list) => {
      const rounded = roundToTotal(list, CENT);
      for (const line of rounded) expect(Math.abs(line * 100 - cents(line))).toBeLessThan(1e-6);
      const total = list.reduce((sum, amount) => sum + amount, 0);
      expect(Math.abs(rounded.reduce((sum, line) => sum + cents(line), 0) - total * 100)).toBeLessThanOrEqual(
        0.5 + 1e-6,
      );
    }),
    { seed: 1, numRuns: 500 },
  );
});

test('roundToTotal: no line moves by a cent or more, and order is kept', () => {
  fc.assert(
    fc.property(amounts, (list) => {
      const rounded = roundToTotal(list, CENT);
      expect(rounded).toHaveLength(list.length);
      for (const [i, line] of rounded.entries()) expect(Math.abs(line - (list[i] as number))).toBeLessThan(CENT + 1e-6);
    }),
    { seed: 2, numRuns: 500 },
  );
});

test('roundToTotal: the units left over go to the largest remainders, ties to the earlier', () => {
  expect(roundToTotal([0.333, 0.333, 0.334])).toEqual([0.33, 0.33, 0.34]);
  expect(roundToTotal([0.005, 0.005])).toEqual([0.01, 0]);
  expect(roundToTotal([33.335, 33.335, 33.33])).toEqual([33.34, 33.33, 33.33]);
});

test('roundToTotal: whole cents stay as they are, however floats spell them', () => {
  expect(roundToTotal([0.29, 0.57, 1.1, 4.35])).toEqual([0.29, 0.57, 1.1, 4.35]);
  expect(roundToTotal([])).toEqual([]);
  expect(roundToTotal([0.004])).toEqual([0]);
});

test('roundToTotal: any unit, under one and over it', () => {
  expect(roundToTotal([1.4, 1.4, 1.4], 1)).toEqual([2, 1, 1]);
  expect(roundToTotal([14, 14, 14], 10)).toEqual([20, 10, 10]);
  expect(roundToTotal([0.00014, 0.00014, 0.00014], 0.0001)).toEqual([0.0002, 0.0001, 0.0001]);
});
