import { afterAll, beforeAll, expect, test } from 'vitest';
import { floorToCent } from '@/lib/engine/ledger';
import { allOnOne } from '@/lib/engine/templates';
import { encodePolicy } from '@/lib/schema/policy-url';
import type { ScenarioParams } from '@/lib/schema/scenario-params';
import { saveTaskJudge } from './save-evidence-settings';
import { saveScenario } from './save-scenario';
import { viewStudio } from './studio-view';
import { dailyCalls, importCalls, openTempDatabase } from './testing/temp-workload';
import { viewBills } from './view-bills';
import { viewOverview } from './view-overview';
import { viewReturn } from './view-return';

const temp = openTempDatabase();
const MINI = encodePolicy(allOnOne('openai/gpt-4o-mini'));
const O1 = encodePolicy(allOnOne('openai/o1'));
const EMPTY: ScenarioParams = { w: null, p: null, policy: null, books: null, asOf: 'today', rpd: null };
const PARAMS: ScenarioParams = { ...EMPTY, w: 'january', p: MINI };
const NOTHING = { oneOff: null, running: null, start: null, cash: null, other: null };
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
  const view = await ready(PARAMS, { ...NOTHING, oneOff: 150, running: 0, start: '2027-01' });
  expect(view.paybackMonthMs).toBe(Date.UTC(2027, 1));
  expect(view.paybackAt).toBeCloseTo(1 + (150 - 31 * USD_PER_DAY) / (28 * USD_PER_DAY), 9);
  expect(view.twelveMonthNetUsd).toBeCloseTo(365 * USD_PER_DAY - 150, 6);
});

test.each([365, 1 / 3, 7])(
  'twelve months save what Bills says they save, to the cent: %s requests a day',
  async (rpd) => {
    const params = { ...PARAMS, rpd };
    const bills = await viewBills(params, { by: 'vendor', side: 'plan' });
    if (bills?.kind !== 'ready') throw new Error('not ready');
    const view = await ready(params, NOTHING);
    expect(view.twelveMonthNetUsd).toBeCloseTo(bills.savingsUsd, 9);
    expect(view.waiting.find(({ months }) => months === 12)?.usd).toBeCloseTo(bills.savingsUsd, 9);
    for (const { netUsd } of view.months) expect(Math.abs(netUsd * 100 - Math.round(netUsd * 100))).toBeLessThan(1e-9);
    // Cash for exactly twelve of today's bills lasts twelve months.
    const { runway } = await ready(params, { ...NOTHING, cash: bills.todayUsd });
    expect(runway?.today?.months).toBeCloseTo(12, 9);
  },
);

test('waiting costs what the months would have brought, and cash lasts longer under the plan', async () => {
  const start = '2027-01';
  const { waiting } = await ready(PARAMS, { ...NOTHING, start, running: 10 });
  expect(waiting.map(({ months }) => months)).toEqual([1, 3, 6, 12]);
  expect(waiting[0]?.usd).toBeCloseTo(31 * USD_PER_DAY - 10, 9);
  expect(waiting[3]?.usd).toBeCloseTo(365 * USD_PER_DAY - 120, 6);
  expect((await ready(PARAMS, { ...NOTHING, start })).runway).toBeNull();

  // 3.5 a day today and 0.21 under the plan. January: 108.5 + 100 today; 6.51 + 100 + 10 after 50 under the plan.
  const { runway } = await ready(PARAMS, { oneOff: 50, running: 10, start, cash: 150, other: 100 });
  expect(runway?.today?.months).toBeCloseTo(150 / 208.5, 9);
  expect(runway?.today?.endMonthMs).toBe(Date.UTC(2027, 0));
  expect(runway?.plan?.months).toBeCloseTo(100 / 116.51, 9);
  // The plan alone never uses a million up in ten years; today's bill neither.
  expect((await ready(PARAMS, { ...NOTHING, start, cash: 1e6 })).runway).toEqual({ today: null, plan: null });
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
    { ...NOTHING, cash: -1 },
    { ...NOTHING, other: -1 },
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

test('the overview finds the cheapest plan that keeps 97% of today’s quality, and only with evidence', async () => {
  const judge = async (benchmark: string | null) => {
    for (const task of ['chat', 'extract']) await saveTaskJudge({ workload: 'january', task, benchmark });
  };
  await judge('');
  expect(await viewOverview({ ...EMPTY, w: 'january' })).toMatchObject({ cheapest: null });
  await judge(null);
  const view = await viewOverview({ ...EMPTY, w: 'january' });
  if (view?.kind !== 'ready' || view.cheapest === null) throw new Error(`no plan: ${JSON.stringify(view)}`);
  const { cheapest } = view;
  const query = new URLSearchParams(cheapest.query);
  const studio = await viewStudio({ ...EMPTY, w: 'january', p: query.get('p') });
  if (studio === null || 'kind' in studio) throw new Error('no studio');
  expect(studio.answer.simulation.plan.quality.relative).toBeGreaterThanOrEqual(0.97 - 1e-9);
  expect(floorToCent(studio.answer.figures.savingsUsd)).toBe(cheapest.savingsUsd);
  expect(cheapest.savingsUsd).toBeGreaterThan(0);
  expect(view.best?.name).not.toBe(cheapest.name);
});

test('the overview is over the span where a month is not known', async () => {
  const view = await viewOverview({ ...EMPTY, w: 'one day' });
  expect(view).toMatchObject({ basis: { known: false }, bill: { repricedUsd: 3.5 } });
});
