import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EvidenceParams } from '@/lib/schema/evidence-params';
import { importEvals } from './import-evals';
import { saveGate, saveTaskJudge, saveTaskWeight } from './save-evidence-settings';
import { importCalls, openTempDatabase } from './testing/temp-workload';
import { viewEvidence } from './view-evidence';

const before = process.env.WAYBILL_DB;
const { folder, remove } = openTempDatabase();

const ITEMS = 40;
const answers = (task: string, model: string, right: number, items = ITEMS) =>
  Array.from({ length: items }, (_, item) => `${item},${task},${model},${item < right ? 1 : 0}`);

const evalsOf = (name: string, lines: readonly string[]) =>
  importEvals({
    name,
    fileName: `${name}.csv`,
    bytes: new TextEncoder().encode(['item,task,model,score', ...lines].join('\n')),
  });

/** By turns `extract` and `chat`; one `extract` call is on a model that no book knows. */
beforeAll(async () => {
  const calls = Array.from({ length: 10 }, (_, i) => ({
    time: `2026-03-01T10:${String(i).padStart(2, '0')}:00Z`,
    model: i === 8 ? 'our-own-model' : 'gpt-4o',
    input: 1000 * (i % 2 === 0 ? 1 : 3),
    output: 0,
  }));
  await importCalls(folder, 'March', calls);
  await evalsOf('triage', [
    ...answers('tickets', 'gpt-4o', 30),
    ...answers('tickets', 'gpt-4o-mini', 20),
    ...answers('tickets', 'gpt-4.1', 10, 12),
    ...answers('tickets', 'our-own-model', 10),
  ]);
});

afterAll(async () => {
  await remove();
  if (before === undefined) delete process.env.WAYBILL_DB;
  else process.env.WAYBILL_DB = before;
});

const view = (patch: Partial<EvidenceParams> = {}) =>
  viewEvidence({ w: 'March', books: null, asOf: 'logged', task: null, bench: null, eval: null, of: null, ...patch });

const taskOf = async (task: string) => (await view()).workload?.tasks.find((row) => row.task === task);

test('tasks come with their share of requests and of spend and the judge that their name gives', async () => {
  const { workload, evals } = await view();
  expect(workload?.tasks.map(({ task, requests, requestsPct }) => [task, requests, requestsPct])).toEqual([
    ['chat', 5, 50],
    ['extract', 5, 50],
  ]);
  // 5 × 3,000 tokens against 4 × 1,000: the fifth has no price.
  expect(workload?.tasks.map(({ usdPct }) => usdPct)).toEqual([
    expect.closeTo((100 * 15) / 19, 9),
    expect.closeTo((100 * 4) / 19, 9),
  ]);
  expect(
    workload?.tasks.map(({ judges, reason, chosen, blastRadius }) => [judges, reason, chosen, blastRadius]),
  ).toEqual([
    [['mmlu'], 'name', null, 1],
    [['mmlu'], 'name', null, 1],
  ]);
  expect(workload?.tasks.map(({ judgedPct }) => judgedPct)).toEqual([100, 80]);
  expect(workload).toMatchObject({ gate: 30, judgedPct: 90, ownPct: 0 });
  expect(evals.map(({ name, items }) => [name, items])).toEqual([['triage', ITEMS]]);
});

test('a choice, a weight and a gate are kept and change what counts', async () => {
  const benchmark = (await view()).benchmarks.find(({ kind }) => kind === 'eval')?.id ?? '';
  await saveTaskJudge({ workload: 'March', task: 'extract', benchmark });
  await saveTaskWeight({ workload: 'March', task: 'extract', weight: 5 });
  expect(await taskOf('extract')).toMatchObject({
    judges: [benchmark],
    reason: 'chosen',
    chosen: benchmark,
    byDefault: ['mmlu'],
    blastRadius: 5,
    judgedPct: 80,
  });
  expect((await view()).workload?.ownPct).toBe(40);

  const scores = async () => (await view({ task: 'extract' })).shown[0]?.entries ?? [];
  const standings = async () => (await scores()).map(({ model, standing }) => [model, standing]);
  expect(await standings()).toEqual([
    ['openai/gpt-4o', null],
    ['openai/gpt-4o-mini', null],
    ['openai/gpt-4.1', 'below the gate'],
  ]);
  const [first, , small] = await scores();
  expect(first).toMatchObject({ score: 0.75, sampleSize: 40, kind: 'eval', isInLog: true });
  // Wilson, 30 of 40: 0.598 to 0.858, by the published formula.
  expect(first?.interval?.low).toBeCloseTo(0.5981, 3);
  expect(first?.interval?.high).toBeCloseTo(0.8581, 3);
  expect(small?.interval).not.toBeNull();

  await saveGate({ workload: 'March', gate: 12 });
  expect((await standings()).map(([, standing]) => standing)).toEqual([null, null, null]);
  expect((await view()).workload).toMatchObject({ gate: 12, defaultGate: 30 });
  await saveGate({ workload: 'March', gate: 41 });
  expect((await view()).workload?.ownPct).toBe(0);
  await saveGate({ workload: 'March', gate: null });
});

test('none is a choice, and a task without a judge shows no scores', async () => {
  await saveTaskJudge({ workload: 'March', task: 'chat', benchmark: '' });
  expect(await taskOf('chat')).toMatchObject({ judges: [], chosen: '', judgedPct: 0 });
  expect((await view({ task: 'chat' })).shown).toEqual([]);
  await saveTaskJudge({ workload: 'March', task: 'chat', benchmark: null });
  expect(await taskOf('chat')).toMatchObject({ judges: ['mmlu'], chosen: null });
});

test('an eval set says which of its models no book knows, and compares the others item by item', async () => {
  const { evals, paired } = await view({ eval: 'triage' });
  expect(evals[0]?.models).toContainEqual({ model: 'our-own-model', offerId: null });
  expect(evals[0]?.models).toContainEqual({ model: 'gpt-4o', offerId: 'openai/gpt-4o' });
  expect(paired?.oracle?.score).toBe(0.75);
  const pair = paired?.differences.find(({ a, b }) => [a, b].sort().join() === 'gpt-4o,gpt-4o-mini');
  expect(Math.abs(pair?.difference ?? 0)).toBeCloseTo(0.25, 12);
  expect(pair?.n).toBe(40);
});

test('an eval set or a workload that is gone is named', async () => {
  expect(await view({ eval: 'nowhere' })).toMatchObject({
    paired: null,
    pairedProblem: expect.stringContaining('nowhere'),
  });
  await expect(view({ w: 'nowhere' })).rejects.toThrow('nowhere');
});

test('a benchmark is shown by its id with the tasks that it judges, priors without an interval where n is unknown', async () => {
  const { shown } = await view({ bench: 'mmlu' });
  expect(shown).toHaveLength(1);
  expect(shown[0]).toMatchObject({ id: 'mmlu', kind: 'prior', tasks: ['chat'] });
  const unsampled = (shown[0]?.entries ?? []).filter(({ sampleSize }) => sampleSize === null);
  expect(unsampled.length).toBeGreaterThan(0);
  expect(unsampled.every(({ interval, kind }) => interval === null && kind === 'prior')).toBe(true);
});
