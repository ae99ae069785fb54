import { afterAll, expect, test } from 'vitest';
import { keepAll } from '@/lib/engine/templates';
import { sketchRequest } from '@/lib/schema/sketch';
import { listWorkloads } from './list-workloads';
import { listSaved, saveScenario } from './save-scenario';
import { simulateWorkload } from './simulate-workload';
import { readSketch, sketchFromBill, sketchWorkload } from './sketch-workload';
import { dailyCalls, importCalls, openTempDatabase } from './testing/temp-workload';

const temp = openTempDatabase();
afterAll(temp.remove);

const ROW = { task: 'chat', model: 'gpt-4o', requestsPerDay: 200, inputTokens: 1000, outputTokens: 200 };
const sketchOf = (workload: string, ...rows: object[]) =>
  sketchWorkload(sketchRequest.parse({ workload, rows: rows.map((row) => ({ ...ROW, ...row })) }));
const NOW_PRICES = { policy: keepAll(), asOf: Date.now(), books: [] };

test('a sketched workload is an ordinary one and can be changed; what was saved of it stays', async () => {
  await sketchOf('plan', {}, { task: 'extract', model: 'gpt-4o-mini', spread: 0 });
  const scenario = { w: 'plan', p: null, policy: null, books: null, asOf: 'today', rpd: null };
  await saveScenario('as sketched', scenario);
  const before = (await listWorkloads()).find(({ name }) => name === 'plan');
  expect(before?.requests).toBe(12_000);
  await sketchOf('plan', { requestsPerDay: 10 });
  const after = (await listWorkloads()).find(({ name }) => name === 'plan');
  expect(after).toMatchObject({ id: before?.id, requests: 300, note: 'sketched by hand' });
  expect((await readSketch('plan'))?.rows).toHaveLength(1);
  expect((await listSaved()).scenarios.map(({ name }) => name)).toEqual(['as sketched']);
});

test('a sketch from a bill costs that bill', async () => {
  const row = await sketchFromBill({
    model: 'gpt-4o',
    usdPerMonth: 3000,
    inputPerOutput: 3,
    outputTokensPerRequest: 250,
  });
  await sketchOf('bill', row);
  const { simulation } = await simulateWorkload({ workload: 'bill', ...NOW_PRICES });
  expect(simulation.baseline.repricedUsd).toBeGreaterThan(2999);
  expect(simulation.baseline.repricedUsd).toBeLessThan(3001);
});

test('what cannot be sketched is refused with the reason', async () => {
  await importCalls(temp.folder, 'log', dailyCalls('gpt-4o', 2));
  await expect(sketchOf('log', {})).rejects.toThrow(/is a workload from a log/);
  await expect(sketchOf('huge', { requestsPerDay: 1e7 })).rejects.toThrow(/at most 500,000 requests a day/);
  const bill = { usdPerMonth: 1, inputPerOutput: 1, outputTokensPerRequest: 1 };
  await expect(sketchFromBill({ ...bill, model: 'no-such' })).rejects.toThrow(
    'no-such cannot be priced: unknown model',
  );
  expect(sketchRequest.safeParse({ workload: 'x', rows: [{ ...ROW, cachedShare: 2 }] }).success).toBe(false);
});
