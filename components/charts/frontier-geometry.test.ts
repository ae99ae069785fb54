import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bandPath, boundPath, isBeyond, nearestPosition, pointAt, scalesFor, sortFrontier } from './frontier-geometry';
import { labelBox, placeLabels } from './place-labels';

const FRONTIER = sortFrontier([
  { savingsPct: 80, quality: 0.6 },
  { savingsPct: 20, quality: 1, low: 0.9, high: 1.1, boundSavingsPct: 20 },
  { savingsPct: 60, quality: 0.9, low: 0.8, high: 1, boundSavingsPct: 65 },
]);
const AREA = { left: 0, top: 0, width: 100, height: 100 };
const SCALES = scalesFor(AREA, [0, 100], [0, 1]);

test('a position between two vertices is the plan that mixes them', () => {
  expect(pointAt(FRONTIER, 0.25)).toEqual({
    savingsPct: 30,
    quality: 0.975,
    low: 0.875,
    high: expect.closeTo(1.075, 12),
    boundSavingsPct: 31.25,
  });
  expect(pointAt(FRONTIER, 1.5)).toMatchObject({ savingsPct: 70, quality: 0.75, low: null, boundSavingsPct: null });
  expect(pointAt(FRONTIER, 9)).toMatchObject({ savingsPct: 80 });
  expect(pointAt([], 0)).toBeNull();
});

test('the nearest position snaps to a vertex that is near', () => {
  // 40 % at quality 0.95 lies on the first edge, half way.
  expect(nearestPosition(FRONTIER, SCALES, 40, 5)?.position).toBeCloseTo(0.5, 12);
  expect(nearestPosition(FRONTIER, SCALES, 58, 10)?.position).toBe(1);
  expect(nearestPosition(FRONTIER, SCALES, 300, 300)?.position).toBe(2);
});

test('the band ends where the interval is not known, the bound reaches to the right edge', () => {
  expect(bandPath(FRONTIER, SCALES)).toBe('M20 -10L60 0L60 20L20 10Z');
  expect(boundPath(FRONTIER, SCALES, AREA)).toBe('M20 0L20 0L65 10L65 100L100 100L100 0Z');
  expect(boundPath([{ savingsPct: 1, quality: 1 }], SCALES, AREA)).toBe('');
});

test('a point beyond the frontier is told from one under it', () => {
  // At 0.95 the frontier saves 40 %.
  expect(isBeyond(FRONTIER, { savingsPct: 45, quality: 0.95 })).toBe(true);
  expect(isBeyond(FRONTIER, { savingsPct: 39, quality: 0.95 })).toBe(false);
  expect(isBeyond(FRONTIER, { savingsPct: -50, quality: 1.2 })).toBe(true);
  expect(isBeyond([], { savingsPct: 50, quality: 1 })).toBe(false);
});

describe('placeLabels', () => {
  test('no label covers another or leaves the chart', () => {
    let judged = 0;
    const area = { left: 0, right: 320, top: 0, bottom: 260 };
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            x: fc.integer({ min: 0, max: 320 }),
            y: fc.integer({ min: 0, max: 260 }),
            length: fc.integer({ min: 4, max: 24 }),
            isRequired: fc.boolean(),
          }),
          { minLength: 2, maxLength: 14 },
        ),
        (drawn) => {
          const wishes = drawn.map(({ length, ...wish }, i) => ({
            ...wish,
            key: `${i}`,
            text: 'm'.repeat(length),
            priority: i,
          }));
          const boxes = placeLabels(wishes, area).map(labelBox);
          for (const [i, a] of boxes.entries()) {
            expect(a.left >= 0 && a.right <= 320 && a.top >= 0 && a.bottom <= 260).toBe(true);
            for (const b of boxes.slice(i + 1)) {
              judged++;
              expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
            }
          }
        },
      ),
      { numRuns: 120, seed: 3 },
    );
    expect(judged).toBeGreaterThan(1000);
  });
});
