import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listScenarios } from '@/db/queries/policies';
import { allOnOne } from '@/lib/engine/templates';
import { decodePolicy, encodePolicy } from '@/lib/schema/policy-url';
import { loadScenarioParams, type ScenarioParams } from '@/lib/schema/scenario-params';
import { loadStudioParams } from '@/lib/schema/studio-params';
import { getDatabase } from './database';
import { importFiles } from './import-files';
import { listSaved, removePolicy, removeScenario, savePolicy, saveScenario, searchOf } from './save-scenario';
import { viewStudio } from './studio-view';

const folder = mkdtempSync(join(tmpdir(), 'waybill-save-'));
const before = process.env.WAYBILL_DB;
const POLICY = allOnOne('openai/gpt-4o-mini');

const params = (patch: Partial<ScenarioParams> = {}): ScenarioParams => ({
  w: 'March',
  p: encodePolicy(POLICY),
  policy: null,
  books: null,
  asOf: '2026-06-01',
  rpd: null,
  ...patch,
});

beforeAll(async () => {
  process.env.WAYBILL_DB = join(folder, 'waybill.db');
  // 100K input and 10K output tokens a day: on GPT-4o (2.50 / 10.00) $0.35, on GPT-4o mini (0.15 / 0.60) $0.021.
  const log = ['time,model,input_tokens,output_tokens,task,team'];
  for (const day of ['01', '02']) log.push(`2026-03-${day}T10:00:00Z,gpt-4o,100000,10000,rag,search`);
  writeFileSync(join(folder, 'log.csv'), log.join('\n'));
  await importFiles({
    paths: [join(folder, 'log.csv')],
    workload: 'March',
    format: 'auto',
    mapPath: null,
    onProgress: () => {},
  });
});

afterAll(() => {
  if (before === undefined) delete process.env.WAYBILL_DB;
  else process.env.WAYBILL_DB = before;
  rmSync(folder, { recursive: true, force: true });
});

it('saveScenario keeps the inputs with book versions and the summary of the engine', async () => {
  await saveScenario('  Mini for all ', params());
  const [saved] = listScenarios(await getDatabase());
  expect(saved).toMatchObject({ name: 'Mini for all', workload: 'March', policy: POLICY });
  expect(saved?.inputs.asOf).toBe('2026-06-01');
  expect(saved?.inputs.books.map(({ name }) => name)).toEqual(['overrides', 'genai-prices']);
  for (const { version } of saved?.inputs.books ?? []) expect(version).not.toBe('');
  // Thirty such days: $10.50 and $0.63, saving 94 %.
  expect(saved?.summary.repricedUsdPerMonth).toBeCloseTo(10.5, 9);
  expect(saved?.summary.planUsdPerMonth).toBeCloseTo(0.63, 9);
  expect(saved?.summary).toMatchObject({ savingsPct: 94, pricedPct: 100 });
});

it('saveScenario keeps what the plan was found for, and the link asks it again; not at supposed prices', async () => {
  const asked = loadStudioParams(new URLSearchParams('floor=0.97&sure=bound&kmax=2&one=true&by=task&growth=2'));
  await saveScenario('Mini for all', params(), searchOf(asked));
  const { scenarios } = await listSaved();
  const link = loadStudioParams(new URL(scenarios[0]?.href ?? '', 'http://waybill').searchParams);
  expect(link).toEqual({ ...asked, growth: null });
  expect(searchOf(loadStudioParams(new URLSearchParams('floor=0.97&price=openai/*:-20')))).toBeNull();
  expect(() => searchOf(loadStudioParams(new URLSearchParams('floor=-1')))).toThrow('a floor is 0 to 10');
});

it('saveScenario replaces the scenario of the same name', async () => {
  await saveScenario('Mini for all', params({ rpd: 10 }));
  const saved = listScenarios(await getDatabase());
  expect(saved).toHaveLength(1);
  expect(saved[0]?.inputs.requestsPerDay).toBe(10);
});

it('listSaved gives a link that opens the same scenario', async () => {
  const { scenarios } = await listSaved();
  const link = new URL(scenarios[0]?.href ?? '', 'http://localhost');
  const opened = await loadScenarioParams(link.searchParams);
  expect(link.pathname).toBe('/studio');
  expect(decodePolicy(opened.p ?? '')).toEqual(POLICY);
  expect(opened).toMatchObject({ w: 'March', asOf: '2026-06-01', rpd: 10 });
  expect(opened.books?.map((ref) => ref.replace(/@.+/, '@…'))).toEqual(['overrides@…', 'genai-prices@…']);
});

it('savePolicy gives the policy its name, and refuses where there is none', async () => {
  await savePolicy('House rule', params());
  expect((await listSaved()).policies).toEqual(['House rule']);
  const opened = await viewStudio(params({ p: null, policy: 'House rule' }));
  expect(opened).toMatchObject({ policy: { ...POLICY, name: 'House rule' } });
  await removePolicy('House rule');
  expect((await listSaved()).policies).toEqual([]);
  await expect(savePolicy('x', params({ p: null }))).rejects.toThrow('there is no policy yet');
});

it('a name must be one, and the workload must exist', async () => {
  await expect(saveScenario('  ', params())).rejects.toThrow('give it a name');
  await expect(saveScenario('x'.repeat(121), params())).rejects.toThrow('at most 120');
  await expect(saveScenario('x', params({ w: 'May' }))).rejects.toThrow('no workload is named "May"');
});

it('removeScenario forgets it', async () => {
  const [saved] = listScenarios(await getDatabase());
  await removeScenario(saved?.id ?? 0);
  expect((await listSaved()).scenarios).toEqual([]);
});

it('viewStudio: lines in cents add up to the figures, and a mistake in the address is said in words', async () => {
  const view = await viewStudio(params());
  if (view === null || 'kind' in view) throw new Error('no view');
  expect(view.answer.period).toBe('month');
  expect(view.answer.byModel.map(({ model, repricedUsd, planUsd }) => [model, repricedUsd, planUsd])).toEqual([
    ['openai/gpt-4o', 10.5, 0],
    ['openai/gpt-4o-mini', 0, 0.63],
  ]);
  expect(view.values.task).toEqual(['rag']);
  expect(view.templates.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['keep', 'one', 'tasks', 'tiers', 'share']),
  );
  expect(await viewStudio(params({ w: 'May' }))).toMatchObject({ kind: 'problem' });
  expect(await viewStudio(params({ p: 'nonsense' }))).toMatchObject({ kind: 'problem' });
  expect(await viewStudio(params({ books: ['none'] }))).toMatchObject({ kind: 'problem' });
});
