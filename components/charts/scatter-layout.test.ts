import { expect, it } from 'vitest';
import { labelSpots, niceStep, stepRange, ticksWithin } from './scatter-layout';

it('stepRange holds every value in whole steps', () => {
  expect(stepRange([-38, 92], 10)).toEqual([-40, 100]);
  expect(stepRange([0.7, 0.94], 0.05)).toEqual([0.7, 0.95]);
  expect(stepRange([20], 10)).toEqual([20, 30]);
  expect(stepRange([], 10)).toEqual([0, 10]);
});

it('stepRange stays within its limits and is never empty', () => {
  expect(stepRange([0, 100], 10, [-Infinity, 100])).toEqual([0, 100]);
  expect(stepRange([1], 0.05, [0, 1])).toEqual([0.95, 1]);
});

it('ticksWithin are at most eight round values', () => {
  expect(ticksWithin([-40, 100], 10)).toEqual([-40, -20, 0, 20, 40, 60, 80, 100]);
  expect(ticksWithin([0.7, 0.95], 0.05).map((tick) => tick.toFixed(4))).toEqual([
    '0.7000',
    '0.7500',
    '0.8000',
    '0.8500',
    '0.9000',
    '0.9500',
  ]);
  expect(ticksWithin([-300, 100], 10)).toEqual([-300, -200, -100, 0, 100]);
});

it('niceStep is one, two or five times a power of ten', () => {
  expect([niceStep([0, 48_213]), niceStep([0, 0.9]), niceStep([7, 7]), niceStep([])]).toEqual([10_000, 0.2, 2, 0.2]);
});

it('labelSpots turns labels on the right inwards and moves one that would cover another', () => {
  const points = [
    { key: 'a', x: 0, quality: 0.91 },
    { key: 'b', x: 0, quality: 0.9 },
    { key: 'far', x: 95, quality: 0.9 },
  ];
  const spots = labelSpots(points, [-40, 100], [0.7, 0.95], 250);
  expect(spots.get('a')).toEqual({ key: 'a', side: 'right', shiftPx: 0 });
  // 0.01 of 0.25 over 250 px is 10 px: 4 px more makes a line of 14.
  expect(spots.get('b')?.shiftPx).toBeCloseTo(4);
  expect(spots.get('far')).toEqual({ key: 'far', side: 'left', shiftPx: 0 });
});
