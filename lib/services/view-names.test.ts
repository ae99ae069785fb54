import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepAll } from '@/lib/engine/templates';
import type { NamesParams } from '@/lib/schema/names-params';
import { removeAlias, saveAlias } from './save-alias';
import { simulateWorkload } from './simulate-workload';
import { importCalls, openTempDatabase } from './testing/temp-workload';
import { viewNames } from './view-names';

const before = process.env.WAYBILL_DB;
const { folder, remove } = openTempDatabase();

/** One thousand input and no output tokens a call. */
const callsTo = (model: string, calls: number, day = '2026-03-01') =>
  Array.from({ length: calls }, (_, i) => ({
    time: `${day}T10:${String(i).padStart(2, '0')}:00Z`,
    model,
    input: 1000,
    output: 0,
  }));

beforeAll(async () => {
  await importCalls(folder, 'March', [
    ...callsTo('gpt-4o', 5),
    ...callsTo('our-chat', 3),
    ...callsTo('our-chat', 1, '2026-03-09'),
    ...callsTo('azure/eu/gpt-4o', 1),
  ]);
  await importCalls(folder, 'April', callsTo('our-chat', 2, '2026-04-02'));
});

afterAll(async () => {
  await remove();
  if (before === undefined) delete process.env.WAYBILL_DB;
  else process.env.WAYBILL_DB = before;
});

const params = (patch: Partial<NamesParams> = {}): NamesParams => ({
  w: null,
  books: null,
  name: null,
  to: null,
  q: '',
  by: null,
  ...patch,
});

test('names without an offer come with their share of requests and tokens and the days they were seen', async () => {
  const view = await viewNames(params({ w: 'March' }));
  expect(view.unresolved).toHaveLength(1);
  expect(view.unresolved[0]).toMatchObject({
    name: 'our-chat',
    requests: 4,
    requestsPct: 40,
    tokensPct: 40,
    loggedUsd: null,
    loggedPct: null,
    firstMs: Date.parse('2026-03-01'),
    lastMs: Date.parse('2026-03-09'),
  });
  const all = await viewNames(params());
  expect(all.unresolved[0]).toMatchObject({ requests: 6, requestsPct: 50, workloads: ['March', 'April'] });
  expect(all.unresolvedShare.loggedUsd).toBeNull();
});

test('the others say how they were found', async () => {
  const { resolved } = await viewNames(params());
  expect(resolved.map(({ name, by, offer }) => [name, by, offer.offerId])).toEqual([
    ['gpt-4o', 'list', 'openai/gpt-4o'],
    ['azure/eu/gpt-4o', 'rule', 'openai/gpt-4o'],
  ]);
  expect(resolved[1]?.how).toContain('Region in the path: read as azure/gpt-4o');
});

test('the effect of a mapping is shown for each workload before anything is saved', async () => {
  const { mapping, aliases } = await viewNames(params({ w: 'March', name: 'our-chat', to: 'openai/gpt-4o' }));
  expect(aliases).toEqual([]);
  expect(mapping).toMatchObject({ name: 'our-chat', current: null, refusal: null });
  // 4 and 2 calls of 1,000 tokens at $2.50 per 1M.
  expect(mapping?.candidate?.effects.map(({ workload, requests }) => [workload, requests])).toEqual([
    ['March', 4],
    ['April', 2],
  ]);
  expect(mapping?.candidate?.effects.map(({ repricedUsd }) => repricedUsd)).toEqual([
    expect.closeTo(0.01, 12),
    expect.closeTo(0.005, 12),
  ]);
  expect(mapping?.candidate?.effects[0]).toMatchObject({ todayUsd: null, loggedUsd: null, unpriced: [] });
});

test('what no book has cannot be chosen, and an offer id cannot be something else', async () => {
  const nowhere = await viewNames(params({ name: 'our-chat', to: 'openai/gpt-banana' }));
  expect(nowhere.mapping?.candidate?.problem).toContain('no price book has an offer called "openai/gpt-banana"');
  const taken = await viewNames(params({ name: 'openai/gpt-4o' }));
  expect(taken.mapping?.refusal).toContain('itself the id of an offer');
  await expect(saveAlias('our-chat', 'openai/gpt-banana')).rejects.toMatchObject({ code: 'not-found' });
  await expect(saveAlias('our-chat', 'gpt')).rejects.toMatchObject({ code: 'bad-input' });
  await expect(saveAlias('  ', 'openai/gpt-4o')).rejects.toMatchObject({ code: 'bad-input' });
  await expect(saveAlias('openai/gpt-4o', 'openai/gpt-4o-mini')).rejects.toMatchObject({ code: 'conflict' });
  await expect(viewNames(params({ w: 'May' }))).rejects.toMatchObject({ code: 'not-found' });
});

test('a saved alias reprices every scenario, and removing it takes that back', async () => {
  const replay = async () => {
    const request = { workload: 'March', policy: keepAll(), asOf: 'logged', books: [] } as const;
    const { simulation } = await simulateWorkload(request);
    return { pricedPct: simulation.pricedPct, usd: simulation.baseline.repricedUsd };
  };
  // DeepSeek V4 Flash in March 2026, before its peak hours: $0.14 per 1M; its clock and dates need new cuts.
  expect(await replay()).toEqual({ pricedPct: 60, usd: expect.closeTo(0.015, 12) });
  await saveAlias(' our-chat ', 'deepseek/deepseek-v4-flash');
  expect(await replay()).toEqual({ pricedPct: 100, usd: expect.closeTo(0.015 + 4 * 0.00014, 12) });

  const view = await viewNames(params());
  expect(view.unresolved).toEqual([]);
  expect(view.aliases).toMatchObject([
    { name: 'our-chat', offerId: 'deepseek/deepseek-v4-flash', requests: 6, withoutIt: null },
  ]);
  expect(view.resolved.find(({ name }) => name === 'our-chat')?.by).toBe('alias');

  await removeAlias('our-chat');
  expect(await replay()).toEqual({ pricedPct: 60, usd: expect.closeTo(0.015, 12) });
});

test('an alias overrules a rule', async () => {
  await saveAlias('azure/eu/gpt-4o', 'openai/gpt-4o-mini');
  const { resolved, aliases } = await viewNames(params());
  expect(resolved.find(({ name }) => name === 'azure/eu/gpt-4o')).toMatchObject({
    by: 'alias',
    offer: { offerId: 'openai/gpt-4o-mini' },
  });
  expect(aliases[0]?.withoutIt).toBe('openai/gpt-4o');
  await removeAlias('azure/eu/gpt-4o');
});
