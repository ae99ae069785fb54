import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ReadyScenario } from '@/lib/domain/compare-scenarios-view';
import type { Policy } from '@/lib/domain/policy';
import { allOnOne } from '@/lib/engine/templates';
import { encodePolicy } from '@/lib/schema/policy-url';
import type { ScenarioParams } from '@/lib/schema/scenario-params';
import { importFiles } from './import-files';
import { saveScenario } from './save-scenario';
import { openTempDatabase } from './testing/temp-workload';
import { viewCompareScenarios } from './view-compare-scenarios';

const { folder, remove } = openTempDatabase();
const MINI = allOnOne('openai/gpt-4o-mini');
const CASCADE: Policy = {
  ...MINI,
  otherwise: { cascade: [{ model: 'openai/gpt-4o-mini', accept: 0.5 }, { model: 'openai/gpt-4o' }] },
};

async function importLog(workload: string, name: string, days: readonly string[]) {
  const path = join(folder, name);
  const lines = days.map((day) => `2026-03-${day}T10:00:00Z,gpt-4o,100000,10000,rag`);
  writeFileSync(path, ['time,model,input_tokens,output_tokens,task', ...lines].join('\n'));
  await importFiles({ paths: [path], workload, format: 'auto', mapPath: null, onProgress: () => {} });
}

const save = (name: string, policy: Policy, patch: Partial<ScenarioParams> = {}) =>
  saveScenario(name, {
    w: 'March',
    p: encodePolicy(policy),
    policy: null,
    books: null,
    asOf: '2026-06-01',
    rpd: null,
    ...patch,
  });

async function compare(...s: string[]) {
  const view = await viewCompareScenarios({ s });
  return { ...view, ready: view.scenarios.filter((each): each is ReadyScenario => each.kind === 'ready') };
}

beforeAll(async () => {
  await importLog('March', 'march.csv', ['01', '02']);
  await importLog('April', 'april.csv', ['11', '12']);
  await save('Mini', MINI);
  await save('Try mini first, then big', CASCADE);
  await save('Of another date', MINI, { asOf: 'logged' });
  await save('Of April', MINI, { w: 'April' });
});
afterAll(remove);

it('shows each scenario with its bill and why it is not today’s', async () => {
  const { ready, missing, unlike, saved } = await compare('Mini', 'Try mini first, then big', 'Nobody');
  expect(missing).toEqual(['Nobody']);
  expect(unlike).toEqual([]);
  expect(saved).toHaveLength(4);
  // 100K in and 10K out on thirty days: GPT-4o $10.50, mini $0.63; the cascade pays mini always and GPT-4o half the time.
  expect(ready.map(({ todayUsd, planUsd }) => [todayUsd, planUsd].map((usd) => usd?.toFixed(2)))).toEqual([
    ['10.50', '0.63'],
    ['10.50', '5.88'],
  ]);
  expect(ready[0]?.waterfall).toMatchObject({ fromUsd: 10.5, toUsd: 0.63, steps: [{ cause: 'price', usd: -9.87 }] });
  // From mini to the cascade: half of the answers come from GPT-4o, and the half that is rejected is billed too.
  expect(ready[1]?.fromFirst).toMatchObject({
    kind: 'explained',
    waterfall: { fromUsd: 0.63, toUsd: 5.88, steps: [{ cause: 'price' }, { cause: 'attempts' }] },
  });
  const between = ready[1]?.fromFirst;
  const steps = between?.kind === 'explained' ? between.waterfall.steps.map(({ usd }) => Number(usd.toFixed(2))) : [];
  expect(steps.reduce((sum, usd) => sum + usd, 0)).toBeCloseTo(5.25, 9);
  expect(steps[1]).toBeGreaterThanOrEqual(0.31);
  expect(ready[1]?.differences.map(({ kind }) => kind)).toEqual(['route']);
  expect(ready[0]?.drift).toEqual([]);
  expect(ready[0]?.models).toEqual([{ label: expect.stringMatching(/mini/i), usd: 0.63, sharePct: 100 }]);
});

it('never subtracts unlike things, and says what is unlike', async () => {
  const dates = await compare('Mini', 'Of another date');
  expect(dates.unlike.join()).toContain('different dates');
  expect(dates.ready[1]?.fromFirst).toMatchObject({ kind: 'unlike' });
  const logs = await compare('Mini', 'Of April');
  expect(logs.unlike.join()).toContain('different workloads');
  expect(logs.ready[1]?.fromFirst).toMatchObject({ kind: 'unlike' });
});

it('says what changed since a scenario was saved', async () => {
  await importLog('March', 'more.csv', ['03', '04', '05', '06']);
  await save('Mini', MINI, { rpd: 100 });
  const { ready } = await compare('Try mini first, then big', 'Mini');
  expect(ready[0]?.filesSince).toBe(1);
  expect(ready[0]?.requests).toBe(6);
  expect(ready[1]?.filesSince).toBe(0);
  expect(ready[1]?.fromFirst).toMatchObject({ kind: 'unlike' });
});

it('six at most, each once, in the order asked', async () => {
  const { ready } = await compare('Of April', 'Mini', 'Of April', 'Mini');
  expect(ready.map(({ name }) => name)).toEqual(['Of April', 'Mini']);
});
