import { afterAll, expect, test } from 'vitest';
import type { SketchRow } from '@/lib/domain/sketch';
import { keepAll } from '@/lib/engine/templates';
import { simulateWorkload } from './simulate-workload';
import { totalSketch } from './sketch-totals';
import { viewSketch } from './sketch-view';
import { sketchWorkload } from './sketch-workload';
import { dailyCalls, importCalls, openTempDatabase } from './testing/temp-workload';

const temp = openTempDatabase();
afterAll(temp.remove);

const ROW: SketchRow = {
  task: 'chat',
  team: '',
  model: 'openai/gpt-4o',
  language: '',
  needs: '',
  requestsPerDay: 100,
  inputTokens: 1000,
  outputTokens: 200,
  spread: 1,
  cachedShare: 0.5,
};
const MYSTERY = { ...ROW, model: 'mystery', requestsPerDay: 300 };

test('the totals of a sketch are those of the workload it becomes', async () => {
  const totals = await totalSketch([ROW, MYSTERY], [], Date.now());
  expect(totals).toMatchObject({ requests: 12_000, pricedRequests: 3000, inputTokens: 12e6, outputTokens: 2.4e6 });
  expect(totals.lines[1]).toMatchObject({ usd: null, unpriced: 'unknown model' });
  await sketchWorkload({ workload: 'plan', rows: [ROW, MYSTERY] });
  const { simulation } = await simulateWorkload({ workload: 'plan', policy: keepAll(), asOf: Date.now(), books: [] });
  expect(simulation.requests).toBe(12_000);
  expect(simulation.baseline.repricedUsd).toBeCloseTo(totals.usd ?? Number.NaN, 1);
});

test('without a priced row there is no cost, which is not a cost of zero', async () => {
  expect((await totalSketch([MYSTERY], [], Date.now())).usd).toBeNull();
});

test('a sketch is opened to be changed, a log is not', async () => {
  await sketchWorkload({ workload: 'again', rows: [ROW] });
  await importCalls(temp.folder, 'log', dailyCalls('gpt-4o', 2));
  const books = { books: null };
  expect(await viewSketch('again', books)).toMatchObject({ workload: 'again', rows: [ROW], problem: null });
  expect(await viewSketch(null, books)).toMatchObject({ workload: null, rows: [], logs: ['log'], problem: null });
  expect((await viewSketch('log', books)).problem).toMatch(/read from a log/);
  expect((await viewSketch('gone', books)).problem).toMatch(/no workload called “gone”/);
});
