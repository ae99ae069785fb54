import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Policy } from '@/lib/domain/policy';
import { encodePolicy } from '@/lib/schema/policy-url';
import type { ScenarioParams } from '@/lib/schema/scenario-params';
import { dailyCalls, importCalls, openTempDatabase } from './testing/temp-workload';
import { exportBills, viewBills } from './view-bills';

const temp = openTempDatabase();
const HOSTILE = '=HYPERLINK("http://x","pay"), März; ../../x';
const POLICY: Policy = {
  waybill: 1,
  name: '@SUM(A1:A9)',
  rules: [{ id: 'extract', when: { task: ['extract'] }, route: { model: 'openai/gpt-4o-mini' } }],
  otherwise: { keep: true },
};
const PARAMS: ScenarioParams = {
  w: HOSTILE,
  p: encodePolicy(POLICY),
  policy: null,
  books: null,
  asOf: 'today',
  rpd: null,
};
const cents = (usd: unknown) => Math.round(Number(usd) * 100);
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

beforeAll(() => importCalls(temp.folder, HOSTILE, [...dailyCalls('gpt-4o', 30), ...dailyCalls('gpt-4o', 30)]));
afterAll(temp.remove);

async function read(by: string) {
  const { text, fileName } = await exportBills(PARAMS, { by, side: 'plan' });
  const rows: Record<string, string>[] = parse(text, { bom: true, columns: true });
  return { text, fileName, rows };
}

test.each(['vendor', 'model'] as const)('the CSV by %s adds up to the bills on the screen', async (by) => {
  const { rows } = await read(by);
  let judged = 0;
  for (const side of ['plan', 'today'] as const) {
    const view = await viewBills(PARAMS, { by, side });
    if (view?.kind !== 'ready') throw new Error('not ready');
    for (const [month, startMs] of view.monthStartsMs.entries()) {
      const name = new Date(startMs).toISOString().slice(0, 7);
      const own = rows.filter((row) => row.month === name).map((row) => cents(row[`${side}_usd`]));
      expect(sum(own)).toBe(cents(view.totalUsdByMonth[month]));
      judged++;
    }
    expect(sum(view.rows.map((row) => cents(row.totalUsd)))).toBe(cents(view.totalUsd));
  }
  expect(judged).toBe(24);
});

test('the CSV is one tidy table: a row a month and model, both sides, what it rests on in the last columns', async () => {
  const { rows, text } = await read('model');
  expect(Object.keys(rows[0] ?? {})).toEqual([
    'month',
    'line',
    'vendor',
    'model',
    'currency',
    'plan_usd',
    'today_usd',
    'workload',
    'workload_note',
    'plan',
    'assumption',
    'covered_requests_pct',
    'covered_tokens_pct',
    'price_books',
    'inputs_hash',
  ]);
  expect(rows).toHaveLength(24);
  expect(new Set(rows.map((row) => row.model))).toEqual(new Set(['openai/gpt-4o', 'openai/gpt-4o-mini']));
  expect(rows.every((row) => /^\d+(\.\d{1,2})?$/.test(row.plan_usd ?? ''))).toBe(true);
  expect(rows[0]).toMatchObject({ currency: 'USD', vendor: 'OpenAI', covered_requests_pct: '100' });
  expect(rows[0]?.inputs_hash).toMatch(/^[0-9a-f]{64}$/);
  expect(text.startsWith('\uFEFFmonth,')).toBe(true);
});

test('hostile names neither run as formulas nor leave the file name', async () => {
  const { rows, fileName } = await read('vendor');
  expect(rows[0]).toMatchObject({ workload: `'${HOSTILE}`, plan: "'@SUM(A1:A9)" });
  expect(fileName).toMatch(/^waybill-bills-[a-z0-9._-]+-by-vendor\.csv$/);
  expect(fileName).not.toContain('/');
});

test('bills ask for requests a day where the log is too short, and take them', async () => {
  await importCalls(temp.folder, 'one day', dailyCalls('gpt-4o', 1));
  const short = { ...PARAMS, w: 'one day' };
  expect(await viewBills(short, { by: 'vendor', side: 'plan' })).toMatchObject({ kind: 'no month' });
  await expect(exportBills(short, { by: 'vendor', side: 'plan' })).rejects.toMatchObject({ code: 'bad-input' });
  const typed = await viewBills({ ...short, rpd: 20 }, { by: 'vendor', side: 'today' });
  // gpt-4o: 2.5 + 0.1 × 10 = 3.5 for ten calls, so 7 for twenty, over the days of the next twelve months.
  const view = typed?.kind === 'ready' ? typed : null;
  expect([365, 366].map((days) => 7 * days)).toContain(view?.totalUsd);
  expect(view?.assumption).toContain('20 requests a day');
});

test('without a plan there is only today', async () => {
  const view = await viewBills({ ...PARAMS, p: null }, { by: 'model', side: 'plan' });
  expect(view).toMatchObject({ kind: 'ready', side: 'today', savingsUsd: 0, head: { plan: null } });
});

test('what the address gets wrong is told', async () => {
  for (const [params, choices] of [
    [PARAMS, { by: 'team', side: 'plan' }],
    [PARAMS, { by: 'vendor', side: 'mine' }],
    [
      { ...PARAMS, rpd: -1 },
      { by: 'vendor', side: 'plan' },
    ],
    [
      { ...PARAMS, w: 'nope' },
      { by: 'vendor', side: 'plan' },
    ],
    [
      { ...PARAMS, asOf: 'soon' },
      { by: 'vendor', side: 'plan' },
    ],
  ] as const)
    expect(await viewBills(params, choices)).toMatchObject({ kind: 'problem' });
});
