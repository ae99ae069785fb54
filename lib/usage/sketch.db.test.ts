import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadCells } from '@/db/cells';
import type { SketchRow } from '@/lib/domain/sketch';
import { rollUp } from '@/lib/engine/roll-up';
import { createMulberry32 } from './sample/mulberry32';
import { normalQuantile, sketchDays, sketchSizes, writeSketchCsv } from './sketch';
import { importText, temporaryDatabase } from './testing/import-text';

const ROW: SketchRow = {
  task: 'chat',
  team: 'red, "hot"',
  model: 'gpt-4o',
  language: 'en',
  needs: 'vision',
  requestsPerDay: 100,
  inputTokens: 1200,
  outputTokens: 300.5,
  spread: 1,
  cachedShare: 0.25,
};

test('normalQuantile is that of the tables', () => {
  for (const [p, z] of [
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.999, 3.090232306167813],
    [0.01, -2.326347874040841],
  ] as const)
    expect(normalQuantile(p)).toBeCloseTo(z, 7);
});

test('sizes are whole, not negative, and add up to count × mean; their spread is the one asked for', () => {
  let cases = 0;
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400 }),
      fc.double({ min: 0, max: 50_000, noNaN: true }),
      fc.constantFrom(0, 0.3, 1, 2),
      (count, mean, spread) => {
        const sizes = sketchSizes(count, mean, spread, createMulberry32(3));
        expect(sizes.reduce((a, b) => a + b, 0)).toBe(Math.round(count * mean));
        for (const size of sizes) expect(Number.isInteger(size) && size >= 0).toBe(true);
        cases++;
      },
    ),
    { numRuns: 200, seed: 5 },
  );
  expect(cases).toBe(200);
  const sizes = sketchSizes(20_000, 1000, 1, createMulberry32(3));
  const deviation = Math.sqrt(sizes.reduce((sum, size) => sum + (size - 1000) ** 2, 0) / sizes.length);
  expect(deviation / 1000).toBeGreaterThan(0.9);
  expect(deviation / 1000).toBeLessThan(1.05);
  expect(new Set(sketchSizes(10, 7, 0, createMulberry32(3)))).toEqual(new Set([7]));
});

test('a busier workload is written out for fewer days, never for fewer than a month can be told from', () => {
  expect(sketchDays({ rows: [ROW] })).toBe(30);
  expect(sketchDays({ rows: [{ ...ROW, requestsPerDay: 100_000 }] })).toBe(10);
  expect(sketchDays({ rows: [{ ...ROW, requestsPerDay: 500_000 }] })).toBe(2);
});

test('a sketch becomes an ordinary log with the tokens it says', async () => {
  const rows = [ROW, { ...ROW, task: 'rare', requestsPerDay: 0.5, spread: 0, cachedShare: 0 }];
  const text = [...writeSketchCsv({ rows }, Date.UTC(2026, 10, 22, 13))].join('');
  const database = temporaryDatabase();
  const { workloadId, report } = await importText(database, text);
  expect(report.rows).toEqual({ read: 3015, accepted: 3015, rejected: 0, duplicates: 0 });
  expect(new Date(report.firstTimeMs ?? 0).toISOString().slice(0, 10)).toBe('2026-10-23');
  expect(new Date(report.lastTimeMs ?? 0).toISOString().slice(0, 10)).toBe('2026-11-21');
  const { measures, dimensions, labels } = rollUp(loadCells(database, workloadId), ['task']);
  const chat = dimensions.task.findIndex((id) => labels.task[id] === 'chat');
  expect(measures.inputTokens[chat]).toBe(3000 * 1200);
  expect(measures.outputTokens[chat]).toBe(Math.round(3000 * 300.5));
  expect((measures.cacheReadTokens[chat] as number) / (3000 * 1200)).toBeCloseTo(0.25, 3);
  expect(labels.team).toContain('red, "hot"');
});
