import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MonthTerm } from '@/lib/domain/price';
import { loadStartParams } from '@/lib/schema/start-params';
import { getDatabase } from './database';
import { decidePlan } from './decide-plan';
import { findFrontier } from './find-frontier';
import { importEvals } from './import-evals';
import type { PlanQuestion } from './open-plan';
import { saveBookVersion } from './save-book';
import { solvePlanFor } from './solve-plan';
import { dailyCalls, importCalls, openTempDatabase } from './testing/temp-workload';

const temp = openTempDatabase();
const COMMITMENT: MonthTerm = {
  label: 'minimum',
  kind: 'commitment',
  scope: { offers: ['openai/*'] },
  usdPerMonth: 50,
  validFromMs: null,
  validToMs: null,
  source: 'contract',
};
const LIST = ['overrides', 'genai-prices'];
const ASKED: PlanQuestion = {
  workload: 'january',
  base: null,
  candidates: ['gpt-4o-mini'],
  by: ['task'],
  certainty: 'estimate',
  asOf: 'logged',
  books: LIST,
};
const GOAL = { floor: 1, limits: {} };

beforeAll(async () => {
  await importCalls(temp.folder, 'january', dailyCalls('gpt-4o', 31));
  const lines = ['chat', 'extract'].flatMap((task) =>
    Array.from({ length: 40 }, (_, i) => `${task},${i},gpt-4o,1\n${task},${i},gpt-4o-mini,1`),
  );
  const bytes = new TextEncoder().encode(['task,item,model,score', ...lines].join('\n'));
  await importEvals({ fileName: 'even.csv', bytes, name: 'even' });
  const book = { name: 'acme', source: 'contract', licence: '', observed: false, providers: [], offers: [], rows: [] };
  const contract = { ...book, monthTerms: [COMMITMENT] };
  await saveBookVersion(await getDatabase(), contract, { label: '', change: '', builtIn: false });
});
afterAll(temp.remove);

// gpt-4o 3.5 a day, gpt-4o-mini 0.21: a 30-day month is 105, or 6.30 and 43.70 that is committed and not used.
test('a plan chosen without month terms is repriced with them, and said to be approximate', async () => {
  const found = await solvePlanFor({ ...ASKED, ...GOAL, books: ['acme', ...LIST] });
  expect(found.answer).toMatchObject({ status: 'optimal', check: { isKept: true } });
  expect(found.isApproximate).toBe(true);
  if (found.month === null || !('figures' in found.month)) throw new Error('no month');
  const { repricedUsd, planUsd, savingsPct } = found.month.figures;
  expect(repricedUsd).toBeCloseTo(105, 6);
  expect(planUsd).toBeCloseTo(50, 6);
  expect(savingsPct).toBe(52.3);
});

test('the guided start adds them to the plan that it found, and says so', async () => {
  const params = { w: 'january', p: null, policy: null, books: ['acme', ...LIST], asOf: 'logged', rpd: null };
  const start = await loadStartParams(Promise.resolve({ floor: '95' }));
  const plan = await decidePlan(params, start);
  const plain = await decidePlan({ ...params, books: LIST }, start);
  if (plan === null || !('status' in plan) || plan.status !== 'made') throw new Error(JSON.stringify(plan));
  if (plain === null || !('status' in plain) || plain.status !== 'made') throw new Error(JSON.stringify(plain));
  expect(plain.isApproximate).toBe(false);
  expect(plan.isApproximate).toBe(true);
  expect(plan.policy.rules).toEqual(plain.policy.rules);
  expect(plan.todayUsd).toBeCloseTo(105, 6);
  // Of the 50 that are committed, not all is used.
  expect(plan.planUsd - plain.planUsd).toBeGreaterThan(1);
  expect(plan.savingsUsd).toBeLessThanOrEqual(plan.todayUsd - plan.planUsd);
});

test('without such terms nothing is approximate', async () => {
  const found = await solvePlanFor({ ...ASKED, ...GOAL });
  expect(found).toMatchObject({ isApproximate: false, month: null, answer: { status: 'optimal' } });
});

test('where no call has a price the bound is not known, not zero', async () => {
  await importCalls(temp.folder, 'mystery', dailyCalls('mystery-7b', 2));
  const { points, bound } = await findFrontier({ ...ASKED, workload: 'mystery' });
  expect({ points, bound }).toEqual({ points: [], bound: null });
});
