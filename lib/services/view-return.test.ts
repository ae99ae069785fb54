import { afterAll, beforeAll, expect, test } from 'vitest';
import { allOnOne } from '@/lib/engine/templates';
import { encodePolicy } from '@/lib/schema/policy-url';
import type { ScenarioParams } from '@/lib/schema/scenario-params';
import { saveScenario } from './save-scenario';
import { dailyCalls, importCalls, openTempDatabase } from './testing/temp-workload';
import { viewOverview } from './view-overview';
import { viewReturn } from './view-return';

const temp = openTempDatabase();
const MINI = encodePolicy(allOnOne('openai/gpt-4o-mini'));
const O1 = encodePolicy(allOnOne('openai/o1'));
const EMPTY: ScenarioParams = { w: null, p: null, policy: null, books: null, asOf: 'today', rpd: null };
const PARAMS: ScenarioParams = { ...EMPTY, w: 'january', p: MINI };
const NOTHING = { oneOff: null, running: null, start: null };
/** gpt-4o 2.5 + 0.1 × 10 = 3.5 for a day of ten calls, gpt-4o-mini 0.15 + 0.1 × 0.6 = 0.21. */
const USD_PER_DAY = 3.29;

beforeAll(async () => {
  expect(await viewReturn(EMPTY, NOTHING)).toBe(null);
  expect(await viewOverview(EMPTY)).toBe(null);
  await importCalls(temp.folder, 'january', dailyCalls('gpt-4o', 31));
});
afterAll(temp.remove);

async function ready(params: ScenarioParams, asked: Parameters<typeof viewReturn>[1]) {
  const view = await viewReturn(params, asked);
  if (view?.kind !== 'ready') throw new Error(`not ready: ${JSON.stringify(view)}`);
  return view;
}

test('the saving of a day is the difference over the span ÷ its days', async () => {
  const view = await ready(PARAMS, NOTHING);
  expect(view.savingsUsdPerDay).toBeCloseTo(USD_PER_DAY, 9);
  expect(view.savingsUsdPerMonth).toBe(98.7);
  expect(view.savingsPct).toBe(94);
});

test('what is not said is assumed and marked: no cost, the next month', async () => {
  const { inputs, startMs, starts } = await ready(PARAMS, NOTHING);
  const now = new Date();
  expect(inputs).toMatchObject({ oneOffUsd: 0, runningUsdPerMonth: 0, assumed: ['oneOff', 'running', 'start'] });
  expect(startMs).toBe(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
  expect(starts).toContain(inputs.start);
});

test('payback counts the days of each month from the start on', async () => {
  // January 2027 brings 101.99, February 92.12: 150 is passed (150 − 101.99) ÷ 92.12 into February.
  const view = await ready(PARAMS, { oneOff: 150, running: 0, start: '2027-01' });
  expect(view.paybackMonthMs).toBe(Date.UTC(2027, 1));
  expect(view.paybackAt).toBeCloseTo(1 + (150 - 31 * USD_PER_DAY) / (28 * USD_PER_DAY), 9);
  expect(view.twelveMonthNetUsd).toBeCloseTo(365 * USD_PER_DAY - 150, 6);
});

test('a plan that costs more has a negative saving and never pays back', async () => {
  const view = await ready({ ...PARAMS, p: O1 }, NOTHING);
  expect(view.savingsUsdPerMonth).toBeLessThan(0);
  expect(view).toMatchObject({ neverPaysBack: true, paybackMonthMs: null, paybackAt: null });
});

test('without a plan it asks for one, without a month for requests a day', async () => {
  expect(await viewReturn({ ...PARAMS, p: null }, NOTHING)).toMatchObject({ kind: 'no plan' });
  await importCalls(temp.folder, 'one day', dailyCalls('gpt-4o', 1));
  expect(await viewReturn({ ...PARAMS, w: 'one day' }, NOTHING)).toMatchObject({ kind: 'no month' });
  expect(await viewReturn({ ...PARAMS, w: 'one day', rpd: 10 }, NOTHING)).toMatchObject({ kind: 'ready' });
});

test('a model without a price on the plan side is no saving at all', async () => {
  const p = encodePolicy(allOnOne('nobody/sells-this'));
  expect(await viewReturn({ ...PARAMS, p }, NOTHING)).toMatchObject({ kind: 'nothing priced' });
});

test('what the address gets wrong is told', async () => {
  for (const asked of [
    { ...NOTHING, oneOff: -1 },
    { ...NOTHING, running: -0.01 },
    { ...NOTHING, start: '2027-13' },
    { ...NOTHING, start: 'soon' },
  ])
    expect(await viewReturn(PARAMS, asked)).toMatchObject({ kind: 'problem' });
});

test('the overview shows the saved plan that saves most, and one of the address where it saves more', async () => {
  const january = { ...EMPTY, w: 'january' };
  const before = await viewOverview(january);
  expect(before).toMatchObject({ kind: 'ready', best: null, savedPlans: 0, bill: { loggedUsd: null } });
  await saveScenario('Dearer', { ...PARAMS, p: O1 });
  expect(await viewOverview(january)).toMatchObject({ best: { name: 'Dearer' } });
  await saveScenario('Unknown', { ...PARAMS, p: encodePolicy(allOnOne('nobody/sells-this')) });
  expect(await viewOverview(january)).toMatchObject({ best: { name: 'Dearer' }, failedPlans: ['Unknown'] });
  await saveScenario('Mini', PARAMS);
  expect(await viewOverview(january)).toMatchObject({ best: { name: 'Mini', isSaved: true, savingsUsd: 98.7 } });
  const p = encodePolicy(allOnOne('openai/gpt-4.1-nano'));
  expect(await viewOverview({ ...january, p })).toMatchObject({ best: { isSaved: false }, savedPlans: 3 });
});

test('the overview is over the span where a month is not known', async () => {
  const view = await viewOverview({ ...EMPTY, w: 'one day' });
  expect(view).toMatchObject({ basis: { known: false }, bill: { repricedUsd: 3.5 } });
});
