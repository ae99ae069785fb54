import { afterAll, expect, test } from 'vitest';
import { listUploads } from '@/db/queries/uploads';
import { listWorkloads } from '@/db/queries/workloads';
import { getDatabase } from './database';
import { loadSample } from './load-sample';
import { openTempDatabase } from './testing/temp-workload';
import { deleteUpload } from './upload-delete';
import { viewUsage } from './workload-usage';

const temp = openTempDatabase();
const EMPTY = { w: null, p: null, policy: null, books: null, asOf: 'today', rpd: null };
afterAll(temp.remove);

test('the Aider log: 5,563 calls, once, marked as what it is', async () => {
  const [first, meanwhile] = await Promise.all([loadSample('aider'), loadSample('aider')]);
  expect(first).toBe(meanwhile);
  expect(first.wasThere).toBe(false);
  expect(first.report.rows).toEqual({ read: 5563, accepted: 5563, rejected: 0, duplicates: 0 });

  const again = await loadSample('aider');
  expect(again).toEqual({ ...first, wasThere: true });

  const database = await getDatabase();
  const [workload] = listWorkloads(database);
  expect(workload).toMatchObject({
    name: 'Aider log',
    note: 'real log, Aider-AI, Apache-2.0',
    requests: 5563,
    uploads: 1,
  });
});

test('viewUsage shows the newest workload, unpriced models first, and every request on some day', async () => {
  const { usage, problem } = await viewUsage(EMPTY);
  if (usage === null) throw new Error(`no usage: ${problem}`);
  const sum = (lines: readonly { readonly requests: number }[]) =>
    lines.reduce((total, line) => total + line.requests, 0);
  for (const lines of [usage.tasks, usage.teams, usage.models, usage.traffic]) expect(sum(lines)).toBe(5563);
  expect(usage.models).toHaveLength(108);
  expect(usage.traffic.length).toBeLessThanOrEqual(120);
  const priced = usage.models.map((line) => line.unpriced.length === 0);
  expect(priced).toEqual([...priced].sort());
  expect(usage.models[0]?.unpriced[0]?.reason).toBe('unknown model');
  const unpriced = sum(usage.unpriced);
  expect(usage.pricedPct).toBeCloseTo((100 * (5563 - unpriced)) / 5563, 9);
  expect(sum(usage.tasks.map((line) => ({ requests: line.pricedRequests })))).toBe(5563 - unpriced);
  const spend = usage.traffic.reduce((total, bar) => total + (bar.repricedUsd ?? 0), 0);
  expect(spend).toBeCloseTo(usage.repricedUsd ?? Number.NaN, 6);
  expect(usage.tasks.find((line) => line.label === 'diff')).toMatchObject({
    chosen: null,
    byDefault: ['aider-polyglot'],
    judges: ['aider-polyglot'],
    reason: 'name',
  });
});

test('viewUsage says why there is nothing to show', async () => {
  const { usage, problem } = await viewUsage({ ...EMPTY, w: 'nobody' });
  expect(usage).toBeNull();
  expect(problem).toMatch(/no workload called “nobody”/);
});

test('deleting the last file takes the workload along', async () => {
  const database = await getDatabase();
  const [workload] = listWorkloads(database);
  const [upload] = listUploads(database, workload?.id ?? 0);
  await expect(deleteUpload('Aider log', 999)).rejects.toThrow(/has no file 999/);
  expect(await deleteUpload('Aider log', upload?.id ?? 0)).toEqual({ workloadIsGone: true });
  expect((await viewUsage(EMPTY)).workloads).toEqual([]);
});
