import { expect, test } from 'vitest';
import { LAB_LAYERS } from '@/lib/engine/__oracle__/lab-layers';
import { isWithin } from '@/lib/engine/__oracle__/price-one';
import { changeoversOf } from '@/lib/engine/__oracle__/wall-clock';
import { STANDARD_CUTS } from '@/lib/engine/cuts';
import { createCutter } from './cutter';

const clocks = LAB_LAYERS.flatMap((book) => book.rows.flatMap((row) => row.clock ?? []).map((window) => [window]));

test('the clock mask of a stored cell reads each window by the clock of its zone, around every changeover', () => {
  const cutter = createCutter({ ...STANDARD_CUTS, clocks: clocks.slice(0, 32) });
  const zones = new Set(clocks.flatMap((windows) => windows.flatMap(({ timeZone }) => timeZone ?? [])));
  const judged = { instants: 0, inside: 0 };
  for (const zone of zones)
    for (const change of changeoversOf(zone, 2026))
      for (let halfHours = -60; halfHours <= 60; halfHours++)
        for (const ms of [-1, 0]) {
          const timeMs = change + halfHours * 1_800_000 + ms;
          const mask = clocks
            .slice(0, 32)
            .reduce((bits, windows, i) => bits + (isWithin(windows, timeMs) ? 2 ** i : 0), 0);
          expect(cutter.clockMask(timeMs) >>> 0, `${zone} ${new Date(timeMs).toISOString()}`).toBe(mask);
          judged.instants++;
          if (mask > 0) judged.inside++;
        }
  // New York, Berlin and Lord Howe change twice a year; Kolkata never.
  expect(judged.instants).toBe(6 * 121 * 2);
  expect(judged.inside).toBeGreaterThan(200);
});

test('more sets of hours than a mask has bits for are refused', () => {
  const many = Array.from({ length: 33 }, (_, i) => [{ weekdays: 1, startSecond: i, endSecond: i + 1 }]);
  expect(() => createCutter({ ...STANDARD_CUTS, clocks: many })).toThrow('more than 32 sets of hours: 33');
});
