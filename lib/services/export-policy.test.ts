import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Policy } from '@/lib/domain/policy';
import { encodePolicy } from '@/lib/schema/policy-url';
import type { ScenarioParams } from '@/lib/schema/scenario-params';
import { downloadExport, exportPolicy, placeInside, previewExport } from './export-policy';
import { simulateWorkload } from './simulate-workload';
import { dailyCalls, importCalls, openTempDatabase } from './testing/temp-workload';

const temp = openTempDatabase();
const PARAMS: ScenarioParams = { w: null, p: null, policy: null, books: null, asOf: 'today', rpd: null };
const POLICY: Policy = {
  waybill: 1,
  name: 'Half moves',
  rules: [{ id: 'extract', when: { task: ['extract'] }, route: { model: 'global-api/deepseek-v4-flash' } }],
  otherwise: { model: 'openai/gpt-4o' },
};
const params = (policy: Policy): ScenarioParams => ({ ...PARAMS, p: encodePolicy(policy) });

beforeAll(() => importCalls(temp.folder, 'march', dailyCalls('gpt-4o', 3)));
afterAll(temp.remove);

describe('exportPolicy', () => {
  it('makes the folder, writes every file and names what the target cannot express', async () => {
    const directory = join(temp.folder, 'deep', 'out');
    const result = await exportPolicy({ policy: POLICY, target: 'litellm', directory, books: [] });
    expect(Object.keys(result)).toEqual(['files', 'notExpressed']);
    expect(result.files.map((file) => relative(directory, file))).toContain('config.yaml');
    expect(result.files.every((file) => existsSync(file))).toBe(true);
    expect(Array.isArray(result.notExpressed)).toBe(true);
  });

  it('finds the offers of every built-in book where no book is named', async () => {
    const directory = join(temp.folder, 'all-books');
    const { files } = await exportPolicy({ policy: POLICY, target: 'litellm', directory, books: [] });
    const text = files.map((file) => readFileSync(file, 'utf8')).join('\n');
    expect(text).toContain('https://global-apis.com');
    expect(text).toContain('GLOBAL_API_KEY');
  });

  it('writes the policy file itself, which reads back as the policy', async () => {
    const directory = join(temp.folder, 'policy');
    const { files, notExpressed } = await exportPolicy({ policy: POLICY, target: 'policy', directory, books: [] });
    expect(notExpressed).toEqual([]);
    expect(JSON.parse(readFileSync(files[0] as string, 'utf8'))).toEqual(POLICY);
  });

  it('refuses a target that is none, and writes nothing', async () => {
    const directory = join(temp.folder, 'none');
    const asked = exportPolicy({ policy: POLICY, target: 'nginx', directory, books: [] });
    await expect(asked).rejects.toMatchObject({ code: 'usage', message: expect.stringContaining('litellm') });
    expect(existsSync(directory)).toBe(false);
  });

  it('says so when the folder is a file', async () => {
    const directory = join(temp.folder, 'file');
    writeFileSync(directory, 'here');
    const asked = exportPolicy({ policy: POLICY, target: 'policy', directory, books: [] });
    await expect(asked).rejects.toMatchObject({ code: 'bad-input' });
    expect(readFileSync(directory, 'utf8')).toBe('here');
  });
});

describe('placeInside', () => {
  it.each(['config.yaml', 'a/b.py', '..config', 'a/../b'])('lets %j pass', (path) => {
    expect(placeInside('/out', path)).toBe(join('/out', path));
  });

  it.each(['', '.', '..', '../x', 'a/../../x', '/etc/passwd', '/out/x', '..\\x', 'C:\\x', 'a\0b'])(
    'refuses %j',
    (path) => {
      expect(() => placeInside('/out', path)).toThrow(/outside its folder/);
    },
  );
});

describe('previewExport', () => {
  it('shows the files of the plan in the address, for the models that the log names', async () => {
    const view = await previewExport(params(POLICY), 'litellm');
    if (view.kind !== 'ready' || !('files' in view.result)) throw new Error('not ready');
    expect(view.targets.map(({ id }) => id)).toContain('policy');
    expect(view.result.files.length).toBeGreaterThan(0);
    expect(view.result.env).toContain('OPENAI_API_KEY');
    expect(view.query).toContain('w=march');
    expect(JSON.parse(view.policyText)).toEqual(POLICY);
  });

  it('gives the roll-out in steps, each with a policy that saves what the steps so far save', async () => {
    const policy: Policy = {
      ...POLICY,
      rules: [{ id: 'extract', when: { task: ['extract'] }, route: { model: 'openai/gpt-4o-mini' } }],
      otherwise: { model: 'openai/gpt-4.1-mini' },
      cache: [{ kind: 'exact', hitRate: 0.1 }],
    };
    const whole = await previewExport(params(policy), 'policy');
    if (whole.kind !== 'ready' || whole.rollOut === null) throw new Error('no roll-out');
    const { steps, savingsUsd } = whole.rollOut.rollOut;
    expect(steps).toHaveLength(2);
    expect(whole).toMatchObject({ step: null, plan: policy.name, studioQuery: whole.query });

    const first = await previewExport(params(policy), 'policy', 1);
    if (first.kind !== 'ready' || !('files' in first.result)) throw new Error('not ready');
    expect(first.plan).toBe(policy.name);
    expect(first.rollOut?.rollOut.savingsUsd).toBe(savingsUsd);
    const staged = JSON.parse(first.policyText) as Policy;
    expect(staged.name).toBe('Half moves, step 1 of 2');
    expect(new URLSearchParams(first.studioQuery).get('p')).toBe(encodePolicy(staged));
    const asked = { workload: 'march', asOf: Date.now(), books: [] };
    const { simulation } = await simulateWorkload({ ...asked, policy: staged });
    const all = await simulateWorkload({ ...asked, policy });
    // The cache is in force from the first step on; what it saves on the calls of later steps stands with these.
    expect(simulation.savings.usd ?? 0).toBeGreaterThanOrEqual((steps[0]?.afterwards.savingsUsd ?? 0) - 1e-9);
    expect(simulation.savings.usd ?? 0).toBeLessThan(all.simulation.savings.usd ?? 0);
    const { bytes } = await downloadExport(params(policy), 'policy', 'policy.json', 1);
    expect(JSON.parse(strFromU8(bytes))).toEqual(staged);

    const last = await previewExport(params(policy), 'policy', 2);
    if (last.kind !== 'ready') throw new Error('not ready');
    expect(JSON.parse(last.policyText).rules).toEqual(policy.rules);
    for (const none of [0, 3, 1.5, Number.NaN])
      expect((await previewExport(params(policy), 'policy', none)).kind).toBe('problem');
    const nothing = { ...policy, rules: [], otherwise: { keep: true as const }, cache: [] };
    expect(await previewExport(params(nothing), 'policy')).toMatchObject({ kind: 'ready', rollOut: null });
    expect((await previewExport(params(nothing), 'policy', 1)).kind).toBe('problem');
  });

  it('asks for a plan where there is none', async () => {
    expect(await previewExport(PARAMS, null)).toMatchObject({ kind: 'no plan', workload: 'march' });
  });

  it('tells a model that nothing can call, beside the other targets', async () => {
    const policy: Policy = { ...POLICY, otherwise: { model: 'no such model' } };
    const view = await previewExport(params(policy), 'litellm');
    expect(view).toMatchObject({ kind: 'ready', result: { kind: 'problem' } });
  });

  it('tells an unknown target, workload and policy', async () => {
    for (const [asked, target] of [
      [params(POLICY), 'nginx'],
      [{ ...params(POLICY), w: 'nope' }, 'litellm'],
      [{ ...PARAMS, policy: 'nope' }, 'litellm'],
      [{ ...PARAMS, p: 'garbage' }, 'litellm'],
    ] as const)
      expect((await previewExport(asked, target)).kind).toBe('problem');
  });
});

describe('downloadExport', () => {
  it('zips all files, the same bytes each time', async () => {
    const first = await downloadExport(params(POLICY), 'litellm', null);
    const again = await downloadExport(params(POLICY), 'litellm', null);
    expect(first.fileName).toBe('half-moves-litellm.zip');
    expect(first.bytes).toEqual(again.bytes);
    const view = await previewExport(params(POLICY), 'litellm');
    if (view.kind !== 'ready' || !('files' in view.result)) throw new Error('not ready');
    const unzipped = Object.entries(unzipSync(first.bytes)).map(([path, bytes]) => ({ path, text: strFromU8(bytes) }));
    expect(unzipped).toEqual(view.result.files);
  });

  it('gives one file by its path, and no other', async () => {
    const { fileName, bytes } = await downloadExport(params(POLICY), 'policy', 'policy.json');
    expect(fileName).toBe('policy.json');
    expect(JSON.parse(strFromU8(bytes))).toEqual(POLICY);
    const other = downloadExport(params(POLICY), 'policy', '../../etc/passwd');
    await expect(other).rejects.toMatchObject({ code: 'not-found' });
  });
});
