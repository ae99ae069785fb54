import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { replaceEvals } from '@/db/queries/evals';
import { keepAll } from '@/lib/engine/templates';
import { getDatabase } from './database';
import { measureRepeats } from './exact-repeats';
import { importFiles } from './import-files';
import { simulateWorkload } from './simulate-workload';
import { openTempDatabase } from './testing/temp-workload';
import { suggestFactors } from './token-factors';

const temp = openTempDatabase();
afterAll(temp.remove);

const FROM = 'gpt-4o';
const TO = 'gpt-4o-mini';
const START_MS = Date.UTC(2026, 6, 1);
const MINUTE = 60_000;

type Call = {
  minute: number;
  model: string;
  task: string;
  hash: string;
  input: number;
  output: number;
  status?: string;
};

async function importLog(workload: string, calls: readonly Call[], hashColumn = 'prompt_hash'): Promise<void> {
  const lines = calls.map(({ minute, model, task, hash, input, output, status = '200' }) =>
    [new Date(START_MS + minute * MINUTE).toISOString(), model, input, output, task, hash, status].join(),
  );
  const path = join(temp.folder, `${workload}.csv`);
  writeFileSync(path, [`time,model,input_tokens,output_tokens,task,${hashColumn},status`, ...lines, ''].join('\n'));
  await importFiles({ paths: [path], workload, format: 'auto', mapPath: null, onProgress: () => {} });
}

const hashOf = (prompt: number) => prompt.toString(16).padStart(32, 'e');
const faq = (minute: number, prompt: number, more: Partial<Call> = {}): Call => ({
  ...{ minute, model: FROM, task: 'faq', hash: hashOf(prompt), input: 100, output: 50 },
  ...more,
});

/** A hundred prompts on both models, an hour apart: half as long again on the second one, give or take. */
const PAIRS = Array.from({ length: 100 }, (_, prompt) => [
  faq(2000 + prompt, 1000 + prompt, { input: 200, output: 40 + prompt }),
  faq(3000 + prompt, 1000 + prompt, { model: TO, input: 220, output: Math.round(1.5 * (40 + prompt)) + (prompt % 3) }),
]).flat();

beforeAll(async () => {
  await importLog('repeats', [
    // In the wrong order: the file is not sorted by time. 0, 30 and 90 minutes: 30 repeats, 90 stores anew.
    faq(90, 1),
    faq(0, 1),
    faq(30, 1),
    // Another model's cache is another cache; another task's too.
    faq(10, 1, { model: TO }),
    faq(11, 1, { task: 'chat' }),
    // Neither a failure nor an answer of a cache counts.
    faq(12, 1, { status: '500' }),
    faq(13, 1, { status: 'cache_hit' }),
    faq(5, 2),
    faq(40, 3, { hash: '' }),
    faq(41, 3, { hash: 'Cache OFF' }),
  ]);
  await importLog('pairs', PAIRS);
  await importLog('none', [faq(0, 1), faq(1, 1)], 'note');
});

test('measureRepeats counts what a cache of exact prompts would have answered, by task', async () => {
  const hour = await measureRepeats('repeats', 3600);
  expect(hour?.byTask).toEqual([
    { task: 'faq', requests: 5, repeats: 1 },
    { task: 'chat', requests: 1, repeats: 0 },
  ]);
  // Two calls without a hash are among those answered by a model.
  expect(hour?.requests).toBe(8);
  expect((await measureRepeats('repeats', null))?.byTask[0]).toEqual({ task: 'faq', requests: 5, repeats: 2 });
  expect((await measureRepeats('repeats', 60))?.byTask[0]).toEqual({ task: 'faq', requests: 5, repeats: 0 });
});

test('measureRepeats is null without prompt hashes, and names the log that is none', async () => {
  expect(await measureRepeats('none', 3600)).toBeNull();
  await expect(measureRepeats('nobody', 3600)).rejects.toThrow('no workload is named "nobody"');
});

test('a log imported anew with hashes is measured anew', async () => {
  expect(await measureRepeats('none', null)).toBeNull();
  await importLog('none', [faq(50, 7), faq(51, 7)]);
  expect((await measureRepeats('none', null))?.byTask).toEqual([{ task: 'faq', requests: 2, repeats: 1 }]);
});

test('prompt hashes change no figure of a replay', async () => {
  const replay = (workload: string) => simulateWorkload({ workload, policy: keepAll(), asOf: 'logged', books: [] });
  await importLog('without', PAIRS, 'note');
  const [withHashes, without] = await Promise.all([replay('pairs'), replay('without')]);
  expect(withHashes.simulation).toEqual(without.simulation);
  expect(withHashes.simulation.requests).toBe(200);
});

const move = { waybill: 1, name: 'move', rules: [], otherwise: { model: `openai/${TO}` } } as const;
const SIX_ITEMS = Array.from({ length: 6 }, (_, item) => ({ item: `${item}`, x: 100 + item, y: 210 + 2 * item }));

test('suggestFactors gives the best source first: evals, prompts of the log, its means, the assumption', async () => {
  const known = await suggestFactors({ workload: 'pairs', policy: move, books: [] });
  expect(known).toHaveLength(1);
  const [pair] = known;
  expect(pair).toMatchObject({ from: `openai/${FROM}`, to: `openai/${TO}`, requests: 100 });
  expect(pair?.suggestions.map(({ source }) => source)).toEqual(['log pairs', 'log means', 'assumed']);
  const [logged, means, assumed] = pair?.suggestions ?? [];
  const outputOf = (model: string) => PAIRS.reduce((sum, call) => sum + (call.model === model ? call.output : 0), 0);
  const ratio = outputOf(TO) / outputOf(FROM);
  expect(logged).toMatchObject({ n: 100, task: null, input: { value: 1.1 } });
  expect(logged?.output?.value).toBeCloseTo(ratio, 12);
  expect(logged?.output?.range?.low).toBeLessThan(ratio);
  expect(logged?.output?.range?.high).toBeGreaterThan(ratio);
  expect(logged?.label).toBe('the same 100 prompts on both, in the log');
  expect(means).toMatchObject({ input: null, n: 100, output: { range: null } });
  expect(means?.output?.value).toBeCloseTo(ratio, 12);
  expect(means?.label).toContain('not the same prompts');
  expect(assumed).toMatchObject({ input: { value: 1 }, output: { value: 1 }, label: 'assumed' });

  replaceEvals(
    await getDatabase(),
    { name: 'support set', fileName: 'support.csv', measuredOn: null, createdAtMs: START_MS },
    SIX_ITEMS.flatMap(({ item, x, y }) => [
      { task: 'faq', item, model: FROM, score: 1, usd: null, inputTokens: null, outputTokens: x },
      { task: 'faq', item, model: TO, score: 1, usd: null, inputTokens: 50, outputTokens: y },
    ]),
  );
  const [first] = (await suggestFactors({ workload: 'pairs', policy: move, books: [] }))[0]?.suggestions ?? [];
  // Σy ÷ Σx = 1290 ÷ 615; the input is not known on both sides.
  expect(first).toMatchObject({ source: 'evals', n: 6, input: null, label: 'the same 6 items of support set' });
  expect(first?.output?.value).toBeCloseTo(1290 / 615, 12);
});

test('suggestFactors looks at the pairs of the plan alone, and knows the leaderboard', async () => {
  expect(await suggestFactors({ workload: 'pairs', policy: keepAll(), books: [] })).toEqual([]);
  await importLog('o3', [faq(0, 1, { model: 'o3' }), faq(1, 2, { model: 'gpt-4o', task: 'chat' })]);
  const policy = {
    ...move,
    rules: [{ id: 'faq', when: { task: ['faq'] }, route: { model: 'deepseek/deepseek-reasoner' } }],
    otherwise: { keep: true },
  } as const;
  const pairs = await suggestFactors({ workload: 'o3', policy, books: [] });
  expect(pairs.map(({ from }) => from)).toEqual(['openai/o3']);
  const unknown = await suggestFactors({
    workload: 'o3',
    policy: { ...policy, otherwise: { model: 'nobody' } },
    books: [],
  });
  expect(unknown.find(({ to }) => to === 'nobody')?.suggestions.map(({ source }) => source)).toEqual(['assumed']);
});
