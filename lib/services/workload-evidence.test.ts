import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadBlastRadius } from '@/db/queries/evidence';
import type { Policy } from '@/lib/domain/policy';
import { keepAll } from '@/lib/engine/templates';
import { openStack } from './books';
import { getDatabase } from './database';
import { importEvals, loadSampleEvals } from './import-evals';
import { importFiles } from './import-files';
import { listEvals, removeEvals } from './list-evals';
import { pairedEvals } from './paired-evals';
import { saveGate, saveTaskJudge, saveTaskWeight } from './save-evidence-settings';
import { requireWorkload, simulateWorkload } from './simulate-workload';
import { openTempDatabase } from './testing/temp-workload';
import { workloadEvidence } from './workload-evidence';

const temp = openTempDatabase();
afterAll(temp.remove);

/** `ups` of `count` calls of a model on a task got a thumb up, the others down. */
function calls(model: string, task: string, count: number, ups: number): string[] {
  return Array.from(
    { length: count },
    (_, i) =>
      `2026-09-01T00:${String(i % 60).padStart(2, '0')}:00Z,${model},${task},${100 + i},10,${i < ups ? 'up' : 'down'}`,
  );
}

function evalCsv(task: string, items: number, right: { readonly [model: string]: number }): Uint8Array {
  const rows = Array.from({ length: items }, (_, item) =>
    Object.entries(right).map(([model, count]) => `${item},${model},${item < count ? 1 : 0},${task}`),
  ).flat();
  return Buffer.from(`item,model,score,task\n${rows.join('\n')}\n`);
}

const known = async () => {
  const database = await getDatabase();
  const { id } = await requireWorkload(database, 'w');
  return workloadEvidence(database, id, await openStack([]));
};
const scoreOf = async (task: string, offer: string) => {
  const { judgeOf, index, evidence } = await known();
  const { benchmark } = judgeOf(task, '');
  const found = evidence.find((item) => item.offerId === offer && item.benchmark === benchmark);
  return benchmark === null || found === undefined ? null : (index.find(found.offerId, benchmark)?.score ?? null);
};

beforeAll(async () => {
  const path = join(temp.folder, 'log.csv');
  const rows = [
    ...calls('gpt-4o', 'chat', 40, 36),
    ...calls('gpt-4o-mini', 'chat', 40, 20),
    ...calls('gpt-4o', 'faq', 40, 40),
    ...calls('gpt-4o-mini', 'faq', 10, 5),
  ];
  writeFileSync(path, `time,model,task,input_tokens,output_tokens,feedback\n${rows.join('\n')}\n`);
  await importFiles({ paths: [path], workload: 'w', format: 'auto', mapPath: null, onProgress: () => {} });
}, 60_000);

describe('what judges a task', () => {
  test('the thumbs, where two models have enough; else the public benchmark nearest by name', async () => {
    const { judgeOf, feedback } = await known();
    expect(judgeOf('chat', '')).toEqual({ benchmark: 'feedback:chat', reason: 'feedback' });
    expect(judgeOf('faq', '')).toEqual({ benchmark: 'mmlu', reason: 'name' });
    expect(judgeOf('code', '')).toEqual({ benchmark: 'humaneval', reason: 'name' });
    expect(await scoreOf('chat', 'openai/gpt-4o')).toBe(0.9);
    expect(feedback).toContainEqual({
      task: 'faq',
      model: 'gpt-4o-mini',
      offerId: 'openai/gpt-4o-mini',
      up: 5,
      down: 5,
    });
  });

  test('an own eval of the same name before the thumbs, once some model has enough items', async () => {
    await importEvals({ fileName: 'few.csv', name: 'mine', bytes: evalCsv('Chat', 29, { 'gpt-4o': 20 }) });
    expect((await known()).judgeOf('chat', '').reason).toBe('feedback');
    const bytes = evalCsv('Chat', 60, { 'gpt-4o': 48, 'gpt-4o-mini': 30, 'nobody-knows': 60 });
    const outcome = await importEvals({ fileName: 'mine.csv', name: 'mine', bytes, measuredOn: '2026-02-01' });
    expect(outcome).toMatchObject({ items: 60, tasks: ['Chat'] });
    expect(outcome.models).toContainEqual({ model: 'nobody-knows', offerId: null });
    expect((await known()).judgeOf('chat', '')).toEqual({ benchmark: 'eval:mine/Chat', reason: 'eval' });
    expect(await scoreOf('chat', 'openai/gpt-4o-mini')).toBe(0.5);
  });

  test('a person before all of them; none; and back', async () => {
    await saveTaskJudge({ workload: 'w', task: 'chat', benchmark: 'feedback:chat' });
    expect((await known()).judgeOf('chat', '')).toEqual({ benchmark: 'feedback:chat', reason: 'chosen' });
    expect((await known()).defaultJudgeOf('chat', '').benchmark).toBe('eval:mine/Chat');
    await saveTaskJudge({ workload: 'w', task: 'chat', benchmark: '' });
    expect((await known()).judgeOf('chat', '')).toEqual({ benchmark: null, reason: 'chosen' });
    await saveTaskJudge({ workload: 'w', task: 'chat', benchmark: null });
    expect((await known()).judgeOf('chat', '').reason).toBe('eval');
    await expect(saveTaskJudge({ workload: 'w', task: 'chat', benchmark: 'eval:nope' })).rejects.toThrow(/nope/);
    await expect(saveTaskJudge({ workload: 'nope', task: 'chat', benchmark: null })).rejects.toThrow(/nope/);
  });

  test('everything that may judge is on offer', async () => {
    const ids = (await known()).choices.map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining(['mmlu', 'aider-polyglot', 'eval:mine/Chat', 'feedback:chat', 'feedback:faq']),
    );
  });
});

describe('the sample gate of a workload', () => {
  test('lowered by hand lets fewer items count; evidence below it is still listed', async () => {
    const thumbs = async () => {
      const { index, evidence } = await known();
      const few = evidence.find((item) => item.benchmark === 'feedback:faq' && item.sampleSize === 10);
      return few && index.find(few.offerId, few.benchmark) === few;
    };
    expect(await thumbs()).toBe(false);
    await saveGate({ workload: 'w', gate: 10 });
    expect(await thumbs()).toBe(true);
    expect((await known()).judgeOf('faq', '').benchmark).toBe('feedback:faq');
    await saveGate({ workload: 'w', gate: null });
    expect((await known()).gate).toBe(30);
    for (const gate of [0, 1.5, -1, Number.NaN])
      await expect(saveGate({ workload: 'w', gate })).rejects.toThrow(/gate/);
  });
});

test('a weight of a task is kept, taken back at 1, and refused where it is none', async () => {
  const database = await getDatabase();
  const { id } = await requireWorkload(database, 'w');
  await saveTaskWeight({ workload: 'w', task: 'chat', weight: 5 });
  await saveTaskWeight({ workload: 'w', task: 'faq', weight: 2 });
  await saveTaskWeight({ workload: 'w', task: 'faq', weight: 1 });
  expect([...loadBlastRadius(database, id)]).toEqual([['chat', 5]]);
  for (const weight of [0, -1, Number.NaN, 1e9])
    await expect(saveTaskWeight({ workload: 'w', task: 'chat', weight })).rejects.toThrow(/weight/);
});

test('a cascade of two models of an eval is judged on its items', async () => {
  const policy: Policy = {
    waybill: 1,
    name: 'cascade',
    rules: [
      {
        id: 'chat',
        when: { task: ['chat'] },
        route: { cascade: [{ model: 'gpt-4o-mini' }, { model: 'gpt-4o' }], judge: { model: 'gpt-4o-mini' } },
      },
    ],
    otherwise: { keep: true },
  };
  const { simulation } = await simulateWorkload({ workload: 'w', policy, asOf: 'logged', books: [] });
  const chat = simulation.byTask.find(({ task }) => task === 'chat');
  // The strong model is right wherever the weak one is: the cascade is no better than it.
  expect(chat?.planQuality).toBeCloseTo(48 / 60, 12);
  expect(simulation.plan.quality.assumesIndependence).toBe(false);
});

describe('the hash of the inputs', () => {
  const hashNow = async () => {
    const simulated = await simulateWorkload({ workload: 'w', policy: keepAll(), asOf: 'logged', books: [] });
    return simulated.inputs.hash;
  };
  const importAs = (name: string, task: string, right: { readonly [model: string]: number }) =>
    importEvals({ fileName: 'hash.csv', bytes: evalCsv(task, 40, right), name });

  test('is of the evidence in force: what judges, the gate, and every item that counts', async () => {
    const before = await hashNow();
    expect(await hashNow()).toBe(before);
    await saveTaskJudge({ workload: 'w', task: 'chat', benchmark: '' });
    const unjudged = await hashNow();
    expect(unjudged).not.toBe(before);
    await saveTaskJudge({ workload: 'w', task: 'chat', benchmark: null });
    expect(await hashNow()).toBe(before);
    await saveGate({ workload: 'w', gate: 31 });
    expect(await hashNow()).not.toBe(before);
    await saveGate({ workload: 'w', gate: null });
    expect(await hashNow()).toBe(before);
  });

  test('changes with an eval that judges a task, and not with one that judges none', async () => {
    const before = await hashNow();
    await importAs('idle', 'nobody’s task', { 'gpt-4o': 30 });
    expect(await hashNow()).toBe(before);
    await importAs('idle', 'chat', { 'gpt-4o': 30, 'gpt-4o-mini': 20 });
    const judged = await hashNow();
    expect(judged).not.toBe(before);
    // The same means from other items: a cascade of the two would be judged otherwise.
    const swapped = Array.from(
      { length: 40 },
      (_, item) => `${item},gpt-4o,${item < 30 ? 1 : 0},chat\n${item},gpt-4o-mini,${item < 20 ? 0 : 1},chat`,
    );
    const bytes = Buffer.from(`item,model,score,task\n${swapped.join('\n')}\n`);
    await importEvals({ fileName: 'hash.csv', bytes, name: 'idle' });
    expect(await hashNow()).not.toBe(judged);
    await removeEvals('idle');
    expect(await hashNow()).toBe(before);
  });
});

describe('evals of one’s own', () => {
  test('side by side: the oracle, the best model, differences and whether more items would settle them', async () => {
    const view = await pairedEvals({ name: 'mine', task: 'Chat' });
    expect(view).toMatchObject({ items: 60, bestSingle: { model: 'nobody-knows', score: 1 } });
    // No cost is known: a line of score alone, from the second best.
    expect(view.split).toMatchObject({
      from: { model: 'gpt-4o', n: 60, score: 48 / 60, usd: null },
      to: { model: 'nobody-knows', n: 60, score: 1, usd: null },
    });
    expect(view.oracle).toEqual({ n: 60, score: 1, usd: null });
    const difference = view.differences.find(({ a, b }) => a === 'gpt-4o' && b === 'gpt-4o-mini');
    expect(difference).toMatchObject({ n: 60, difference: expect.closeTo(0.3, 12), itemsToSettle: null });
    expect(difference?.interval?.low).toBeGreaterThan(0);
    await expect(pairedEvals({ name: 'mine', task: 'nope' })).rejects.toThrow(/no task "nope"/);
    await expect(pairedEvals({ name: 'nope', task: null })).rejects.toThrow(/"mine"/);
  });

  test('the shipped one loads with a click: models that the books know', async () => {
    const { models, items, name } = await loadSampleEvals();
    expect(items).toBe(1319);
    expect(models.map(({ offerId }) => offerId)).not.toContain(null);
    const listed = await listEvals();
    expect(listed.map((set) => set.name)).toEqual(['mine', name]);
    expect(listed[1]).toMatchObject({ items, models });
    await removeEvals(name);
    expect((await listEvals()).map((set) => set.name)).toEqual(['mine']);
    await expect(removeEvals(name)).rejects.toThrow(/no eval is named/);
  });

  test('a name or day that cannot be kept is refused', async () => {
    const bytes = evalCsv('a', 1, { m: 1 });
    const wrong = [{ name: ' ' }, { name: 'a/b' }, { name: 'x'.repeat(101) }, { name: 'ok', measuredOn: '2026-02-30' }];
    for (const bad of wrong) await expect(importEvals({ fileName: 'a.csv', bytes, ...bad })).rejects.toThrow();
    expect((await listEvals()).map((set) => set.name)).toEqual(['mine']);
  });
});
