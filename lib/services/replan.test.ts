import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listScenarios, loadPolicyByName, savePolicy } from '@/db/queries/policies';
import type { ReadyReplan } from '@/lib/domain/replan-view';
import { keepAll } from '@/lib/engine/templates';
import { encodePolicy } from '@/lib/schema/policy-url';
import { getDatabase } from './database';
import { decideSuggestion, finishReplan } from './decide-suggestion';
import { importEvals } from './import-evals';
import { importFiles } from './import-files';
import { putBack } from './put-back';
import { type ReplanRequest, viewReplan } from './replan';
import { saveScenario } from './save-scenario';
import { openTempDatabase } from './testing/temp-workload';

const { folder, remove } = openTempDatabase();
const POLICY = {
  ...keepAll(),
  name: 'House',
  rules: [{ id: 'support', when: { task: ['support'] }, route: { keep: true as const } }],
};

const params = (patch: Partial<ReplanRequest> = {}): ReplanRequest => ({
  w: 'March',
  p: null,
  policy: 'House',
  books: null,
  asOf: '2026-06-01',
  rpd: null,
  floor: 0.9,
  cand: ['openai/gpt-4o-mini'],
  scenario: null,
  ...patch,
});

async function importLog(name: string, days: readonly string[]) {
  const path = join(folder, name);
  const lines = days.map((day) => `2026-03-${day}T10:00:00Z,gpt-4o,100000,10000,support`);
  writeFileSync(path, ['time,model,input_tokens,output_tokens,task', ...lines].join('\n'));
  await importFiles({ paths: [path], workload: 'March', format: 'auto', mapPath: null, onProgress: () => {} });
}

/** `right` of a hundred items are answered rightly. */
async function importScores(right: { readonly [model: string]: number }) {
  const lines = Object.entries(right).flatMap(([model, count]) =>
    Array.from({ length: 100 }, (_, item) => `${item},support,${model},${item < count ? 1 : 0}`),
  );
  const bytes = new TextEncoder().encode(['item,task,model,score', ...lines].join('\n'));
  await importEvals({ fileName: 'support.csv', bytes, name: 'support' });
}

async function ready(patch: Partial<ReplanRequest> = {}): Promise<ReadyReplan> {
  const view = await viewReplan(params(patch));
  if (view?.kind !== 'ready') throw new Error(`not ready: ${JSON.stringify(view)}`);
  return view;
}

beforeAll(async () => {
  await importLog('log.csv', ['01', '02']);
  await importScores({ 'openai/gpt-4o': 92, 'openai/gpt-4o-mini': 90 });
  savePolicy(await getDatabase(), 'House', POLICY, 1);
});
afterAll(remove);

it('a policy must be chosen, and what is wrong with the address is said', async () => {
  expect(await viewReplan(params({ policy: null }))).toMatchObject({ kind: 'no policy', policies: ['House'] });
  expect(await viewReplan(params({ floor: 2 }))).toMatchObject({ kind: 'problem' });
  expect(await viewReplan(params({ cand: ['nobody/knows'] }))).toMatchObject({ kind: 'problem' });
  expect(await viewReplan(params({ policy: 'None' }))).toMatchObject({ kind: 'problem' });
});

it('suggests the cheaper route with its money, quality and certainty from own evals', async () => {
  const { suggestions, changes, history } = await ready();
  expect(suggestions.map(({ rule, to }) => [rule, to])).toEqual([['support', { model: 'openai/gpt-4o-mini' }]]);
  // Two days of 100K in, 10K out: GPT-4o $0.35 a day, mini $0.021; thirty days $10.50 and $0.63.
  expect(suggestions[0]?.usdPerMonth.before).toBeCloseTo(10.5, 9);
  expect(suggestions[0]?.usdPerMonth.after).toBeCloseTo(0.63, 9);
  expect(suggestions[0]?.quality).toMatchObject({ before: 0.92, after: 0.9, judgedPct: 100 });
  expect(suggestions[0]?.certainty).toBeGreaterThan(0.8);
  expect(suggestions[0]?.because).toContain('n = 100');
  expect(changes).toMatchObject({ lastMs: null, isDue: true, requests: 2, newRequests: null });
  expect(history).toEqual([]);
});

it('a declined suggestion needs a reason, rests, and comes back with new figures', async () => {
  const key = (await ready()).suggestions[0]?.key ?? '';
  const decline = (reason: string) => decideSuggestion(params(), { key, status: 'declined', reason, by: 'Ada' });
  await expect(decline('  ')).rejects.toThrow('say why');
  await decline('not before the release');
  const rested = await ready();
  expect(rested.suggestions).toEqual([]);
  expect(rested.quiet.map((each) => each.declinedBefore?.reason)).toEqual(['not before the release']);
  expect(rested.history).toMatchObject([{ status: 'declined', by: 'Ada', reason: 'not before the release' }]);
  expect(rested.changes).toMatchObject({ isDue: false, newRequests: 0, newEvidence: 0 });
  expect(loadPolicyByName(await getDatabase(), 'House')).toEqual(POLICY);

  await importScores({ 'openai/gpt-4o': 92, 'openai/gpt-4o-mini': 99 });
  const again = await ready();
  expect(again.suggestions).toHaveLength(1);
  expect(again.changes.newEvidence).toBeGreaterThan(0);
});

it('a taken suggestion changes the saved policy once, and is kept in the history', async () => {
  const key = (await ready()).suggestions[0]?.key ?? '';
  const take = () => decideSuggestion(params(), { key, status: 'taken', reason: '', by: '' });
  await take();
  const saved = loadPolicyByName(await getDatabase(), 'House');
  expect(saved?.rules[0]?.route).toEqual({ model: 'openai/gpt-4o-mini' });
  expect(saved?.otherwise).toEqual(POLICY.otherwise);
  await expect(take()).rejects.toThrow('does not hold any more');
  const { suggestions, history } = await ready();
  expect(suggestions).toEqual([]);
  expect(history.map(({ status }) => status)).toEqual(['taken', 'declined']);
});

it('what was taken can be put back once, and not after its rule was changed', async () => {
  const database = await getDatabase();
  const [taken, declined] = (await ready()).history;
  expect(taken).toMatchObject({ status: 'taken', canPutBack: true });
  expect(declined?.canPutBack).toBe(false);
  const back = (id = taken?.id ?? 0, policy = 'House') => putBack({ workload: 'March', policy, id, by: ' Grace ' });
  await expect(back(declined?.id)).rejects.toMatchObject({ code: 'not-found' });
  await expect(back(taken?.id, 'None')).rejects.toMatchObject({ code: 'not-found' });

  const now = loadPolicyByName(database, 'House');
  if (now === null) throw new Error('no policy');
  savePolicy(database, 'House', { ...now, rules: [] }, 2);
  await expect(back()).rejects.toMatchObject({ code: 'conflict' });
  expect((await ready()).history[0]?.canPutBack).toBe(false);
  savePolicy(database, 'House', { ...now, otherwise: { model: 'openai/gpt-4o' } }, 3);

  await back();
  const saved = loadPolicyByName(database, 'House');
  expect(saved?.rules).toEqual(POLICY.rules);
  expect(saved?.otherwise).toEqual({ model: 'openai/gpt-4o' });
  await expect(back()).rejects.toMatchObject({ code: 'conflict' });
  const { history, suggestions } = await ready();
  expect(history.map(({ status, canPutBack, by }) => [status, canPutBack, by])).toEqual([
    ['put back', false, 'Grace'],
    ['taken', false, ''],
    ['declined', false, 'Ada'],
  ]);
  expect(history[0]?.suggestion).toMatchObject({ from: { model: 'openai/gpt-4o-mini' }, to: { keep: true } });
  expect(suggestions.map(({ rule }) => rule)).toContain('support');
});

it('finishReplan: what comes later is new', async () => {
  await importLog('later.csv', ['03', '04', '05']);
  expect((await ready()).changes.newRequests).toBe(3);
  await finishReplan(params());
  expect((await ready()).changes).toMatchObject({ newRequests: 0, isDue: false });
});

it('a saved scenario is chosen by its name, and what is taken is saved as a policy of that name', async () => {
  const database = await getDatabase();
  const scenario = { policy: null, p: encodePolicy({ ...POLICY, name: 'Draft' }) };
  await saveScenario('Quarter plan', params(scenario));
  expect(await viewReplan(params({ policy: null }))).toMatchObject({ kind: 'no policy', scenarios: ['Quarter plan'] });
  expect(await viewReplan(params({ scenario: 'None' }))).toMatchObject({ kind: 'problem' });
  const chosen = { policy: null, scenario: 'Quarter plan' };
  const before = await ready(chosen);
  expect(before).toMatchObject({ policyName: 'Quarter plan', isScenario: true, history: [] });
  const [suggestion] = before.suggestions;
  expect(suggestion?.rule).toBe('support');

  await decideSuggestion(params(chosen), { key: suggestion?.key ?? '', status: 'taken', reason: '', by: '' });
  expect(loadPolicyByName(database, 'Quarter plan')).toMatchObject({
    name: 'Quarter plan',
    rules: [{ id: 'support', route: { model: 'openai/gpt-4o-mini' } }],
  });
  expect(listScenarios(database)[0]?.policy).toMatchObject({ rules: POLICY.rules });
  // From then on the saved policy is meant, so that a second change does not undo the first.
  const after = await ready(chosen);
  expect(after).toMatchObject({ policyName: 'Quarter plan', isScenario: false, scenarios: [], suggestions: [] });
  expect(after.history).toMatchObject([{ status: 'taken', canPutBack: true }]);
});
