import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DecidedPlan } from '@/lib/domain/decision';
import type { ScenarioParams } from '@/lib/schema/scenario-params';
import { loadStartParams, type StartParams } from '@/lib/schema/start-params';
import { decidePlan } from './decide-plan';
import { saveTaskWeight } from './save-evidence-settings';
import { simulateWorkload } from './simulate-workload';
import { dailyCalls, importCalls, openTempDatabase } from './testing/temp-workload';
import { parseAsOf } from './view-scenario';
import { viewStart } from './view-start';

const temp = openTempDatabase();
const PARAMS: ScenarioParams = { w: 'january', p: null, policy: null, books: null, asOf: 'today', rpd: null };
const answer = (given: { [name: string]: string | string[] } = {}): Promise<StartParams> =>
  loadStartParams(Promise.resolve(given));

beforeAll(async () => {
  expect(await viewStart({ ...PARAMS, w: null })).toBe(null);
  expect(await decidePlan({ ...PARAMS, w: null }, await answer())).toBe(null);
  // A million input and 100,000 output tokens a day, half of it chat and half extract.
  await importCalls(temp.folder, 'january', dailyCalls('gpt-4o', 31));
});
afterAll(temp.remove);

async function made(start: StartParams): Promise<Extract<DecidedPlan, { status: 'made' }>> {
  const plan = await decidePlan(PARAMS, start);
  if (plan === null || 'kind' in plan || plan.status !== 'made') throw new Error(`no plan: ${JSON.stringify(plan)}`);
  return plan;
}

test('reads need, volume and sellers off the log', async () => {
  const view = await viewStart(PARAMS);
  if (view === null || 'kind' in view) throw new Error('no view');
  expect(view.tokensPerDay).toBeCloseTo(1_100_000, 6);
  expect(view.volume).toBe('large');
  expect(view.tasks.map(({ task, volume, blastRadius, stance }) => [task, volume, blastRadius, stance]).sort()).toEqual(
    [
      ['chat', 'middle', 1, 'free'],
      ['extract', 'middle', 1, 'free'],
    ],
  );
  expect(view.tasks[0]?.judges).toEqual(['General reasoning (MMLU-style, posts)']);
  expect(view.vendors).toMatchObject([{ vendor: 'openai', usdPct: 100, access: { payment: 'card' } }]);
});

test('the plan costs what an ordinary replay of its policy says, and keeps the floor', async () => {
  const plan = await made(await answer({ floor: '95' }));
  const { simulation } = await simulateWorkload({
    workload: 'january',
    policy: plan.policy,
    asOf: parseAsOf('today', Date.now()),
    books: ['overrides', 'genai-prices'],
  });
  expect(plan.check).toMatchObject({ isKept: true, differences: [] });
  expect(((simulation.plan.usd ?? 0) * 30) / 31).toBeCloseTo(plan.planUsd, 8);
  // 31 days at $3.50 a day, as a month of 30.
  expect(plan.todayUsd).toBeCloseTo(105, 8);
  expect(plan.savingsUsd).toBeGreaterThan(50);
  expect(simulation.plan.quality.relative).toBeGreaterThan(0.95 - 1e-9);
});

test('a task whose errors reach far stays, and weighs', async () => {
  const before = await made(await answer({ floor: '95' }));
  await saveTaskWeight({ workload: 'january', task: 'chat', weight: 5 });
  const view = await viewStart(PARAMS);
  expect(view !== null && 'tasks' in view && view.tasks[0]).toMatchObject({
    task: 'chat',
    blastRadius: 5,
    stance: 'stays',
  });
  const after = await made(await answer({ floor: '95' }));
  expect(after.planUsd).toBeGreaterThan(before.planUsd);
  const { simulation } = await simulateWorkload({
    workload: 'january',
    policy: after.policy,
    asOf: parseAsOf('today', Date.now()),
    books: ['overrides', 'genai-prices'],
  });
  const chat = simulation.byTask.find(({ task }) => task === 'chat');
  expect(chat?.planUsd).toBeCloseTo(chat?.repricedUsd ?? 0, 9);
  await saveTaskWeight({ workload: 'january', task: 'chat', weight: null });
});

test('what must not bind is a constraint of the plan, and kept', async () => {
  const plan = await made(await answer({ floor: '90', not: ['CN'], 'max.openai': '100' }));
  expect(plan.policy.constraints).toEqual({ originNotIn: ['CN'], vendorShareAtMost: { openai: 1 } });
  const { simulation } = await simulateWorkload({
    workload: 'january',
    policy: plan.policy,
    asOf: parseAsOf('today', Date.now()),
    books: ['overrides', 'genai-prices'],
  });
  expect(simulation.violations.filter(({ kind }) => kind.startsWith('constraint'))).toEqual([]);
});

test('says so where no plan keeps the floor, and where an answer can be none', async () => {
  expect(await decidePlan(PARAMS, await answer({ floor: '150' }))).toMatchObject({ status: 'infeasible' });
  await expect(answer({ 'max.openai': '120' })).rejects.toThrow(
    'the share of openai in percent must be between 0 and 100: 120',
  );
  await expect(answer({ sites: '-1' })).rejects.toThrow('the number of call sites must be 0 or more: -1');
});
