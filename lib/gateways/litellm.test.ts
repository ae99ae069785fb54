import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { CELL_DIMENSIONS, CELL_MEASURES, type CellTable } from '@/lib/domain/cube';
import type { Policy, Route } from '@/lib/domain/policy';
import { SERVICE_TIERS, type ServiceTier } from '@/lib/domain/usage';
import { compileCondition } from '@/lib/engine/match';
import { parsePolicy } from '@/lib/schema/policy';
import type { ExportResult } from './gateway';
import { litellm } from './litellm';
import { answeredBy, type Call, decide, readConfig, readHookData } from './testing/litellm-model';
import { offersOf, resolve } from './testing/offers';
import { FULL_EXAMPLE, GOLDEN, HOSTILE } from './testing/policies';

const offers = offersOf();
const golden = (name: string) => GOLDEN.find((entry) => entry.name === name) as (typeof GOLDEN)[number];

function exported(
  policy: Policy,
  sourceModels?: readonly string[],
  facts = {},
): ExportResult & { yaml: string; hook: string } {
  const input = { policy, offers: offersOf(facts) };
  const result = litellm.export(sourceModels === undefined ? input : { ...input, sourceModels });
  const text = (path: string) => result.files.find((file) => file.path === path)?.text ?? '';
  return { ...result, yaml: text('config.yaml'), hook: text('waybill_hook.py') };
}

/** Mulberry32: 32 bits of state, for test data only. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const words = (policy: Policy, key: 'task' | 'team' | 'language' | 'region' | 'tags') =>
  [...policy.rules, ...(policy.cache ?? [])].flatMap(({ when }) => [
    ...(when?.[key] ?? []),
    ...(when?.not?.[key] ?? []),
  ]);

const SIZES = [
  0, 1, 133, 134, 1333, 1334, 4000, 4001, 10666, 10667, 32000, 32001, 120000, 120001, 128000, 128001, 200000, 200001,
];

function* callsFor(policy: Policy, sourceModels: readonly string[], count: number): Generator<Call> {
  const random = seeded(20260901);
  const one = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)] as T;
  const some = (values: readonly string[]) => values.filter(() => random() < 0.4);
  // A label in a request is trimmed and of at most 200 characters, as at import.
  const label = (key: 'task' | 'team' | 'language' | 'region') =>
    one([...words(policy, key).map((word) => word.trim()), 'other', '']);
  for (let i = 0; i < count; i++) {
    const model = one([...sourceModels, 'gpt-4o', 'claude-3-5-sonnet']);
    const windowTokens = offers(model)?.facts.contextWindowTokens ?? Number.POSITIVE_INFINITY;
    yield {
      model,
      task: label('task'),
      team: label('team'),
      language: label('language'),
      region: label('region'),
      tags: some([...words(policy, 'tags'), 'x']),
      needs: some(['vision', 'tools']),
      serviceTier: one(SERVICE_TIERS),
      // What was logged fitted its own model.
      inputTokens: one(SIZES.filter((size) => size <= windowTokens)),
    };
  }
}

/** One call as a table of one cell, so that the engine's own matching judges it. */
function cellOf(call: Call): CellTable {
  const labels = {
    model: call.model,
    task: call.task,
    team: call.team,
    language: call.language,
    region: call.region,
    needs: [...call.needs].sort().join(','),
    tags: [...call.tags].sort().join(','),
  };
  const column = (value: number) => Int32Array.of(value);
  const dimensions = Object.fromEntries(CELL_DIMENSIONS.map((name) => [name, column(0)]));
  for (const [kind, value] of Object.entries(labels)) dimensions[kind] = column(value === '' ? 0 : 1);
  dimensions.serviceTier = column(SERVICE_TIERS.indexOf(call.serviceTier as ServiceTier));
  dimensions.sizeBand = column(call.inputTokens === 0 ? 0 : 1);
  return {
    length: 1,
    cuts: { sizeEdges: call.inputTokens === 0 ? [1] : [call.inputTokens], dateEdgesMs: [], clocks: [] },
    labels: Object.fromEntries(
      Object.entries(labels).map(([kind, value]) => [kind, value === '' ? [''] : ['', value]]),
    ),
    dimensions,
    measures: Object.fromEntries(CELL_MEASURES.map((name) => [name, new Float64Array(1)])),
  } as unknown as CellTable;
}

/** The share of a call that each offer answers by the policy's meaning; null where nothing fits it. */
function planned(
  policy: Policy,
  call: Call,
  down: ReadonlySet<string>,
): { rule: string; shares: Map<string, number> | null } {
  const cell = cellOf(call);
  const rule = policy.rules.find(({ when }) => compileCondition(when, cell, resolve)(0));
  const route: Route = rule?.route ?? policy.otherwise;
  const source = resolve(call.model)?.offerId ?? call.model;
  const idOf = (name: string) => offers(name)?.offerId ?? name;
  const fits = (offer: string) => {
    if (offer === source) return true;
    const { contextWindowTokens = Number.POSITIVE_INFINITY, capabilities } = offers(offer)?.facts ?? {};
    return call.inputTokens <= contextWindowTokens && !call.needs.some((need) => capabilities?.[need] === false);
  };
  const parts = partsOf(route, source).map(({ model, weight }) => ({ offer: idOf(model), weight }));
  const total = parts.reduce((sum, part) => sum + part.weight, 0);
  const shares = new Map<string, number>();
  for (const part of parts) {
    const fitting = [part.offer, ...(route.fallback ?? []).map(idOf)].filter(fits);
    if (fitting.length === 0) return { rule: rule?.id ?? 'otherwise', shares: null };
    const answers = fitting.find((offer) => !down.has(offer)) ?? '';
    shares.set(answers, (shares.get(answers) ?? 0) + part.weight / total);
  }
  return { rule: rule?.id ?? 'otherwise', shares };
}

function partsOf(route: Route, source: string): readonly { readonly model: string; readonly weight: number }[] {
  if ('split' in route) return route.split;
  const model =
    'model' in route
      ? route.model
      : 'cascade' in route
        ? route.cascade[0]?.model
        : 'chain' in route
          ? route.chain.at(-1)?.model
          : source;
  return [{ model: model ?? '', weight: 1 }];
}

afterEach(() => vi.unstubAllEnvs());

describe('the LiteLLM export', () => {
  it.each(GOLDEN)('of $name is the golden one', async ({ name, policy, sourceModels }) => {
    expect(parsePolicy(policy)).toEqual(policy);
    const { files, notExpressed, callerContract, env } = exported(policy, sourceModels);
    for (const { path, text } of files) await expect(text).toMatchFileSnapshot(`__golden__/litellm/${name}/${path}`);
    const notes = JSON.stringify({ notExpressed, callerContract, env }, null, 2);
    await expect(`${notes}\n`).toMatchFileSnapshot(`__golden__/litellm/${name}/notes.json`);
  });

  it.each(GOLDEN)(
    'of $name reads the same as YAML 1.1 and 1.2, in printable ASCII, and names only groups it has',
    ({ policy, sourceModels }) => {
      const { yaml, hook, env } = exported(policy, sourceModels);
      for (const version of ['1.1', '1.2'] as const) expect(parseDocument(yaml, { version }).errors).toEqual([]);
      expect(parse(yaml, { version: '1.1' })).toEqual(parse(yaml, { version: '1.2' }));
      for (const text of [yaml, hook]) expect(text).toMatch(/^[\x20-\x7e\n]*$/);

      const config = readConfig(yaml);
      const groups = new Set(config.model_list.map((entry) => entry.model_name));
      const pairs = [config.router_settings.fallbacks, config.router_settings.context_window_fallbacks].flatMap(
        (list) => list ?? [],
      );
      const named = pairs.flatMap((pair) => Object.entries(pair).flatMap(([group, others]) => [group, ...others]));
      const data = readHookData(hook);
      const asked = [...data.RULES, data.OTHERWISE].flatMap((rule) => rule.to.map(({ group }) => group));
      for (const group of [...named, ...asked, ...Object.values(data.KEEP ?? {})]) expect(groups).toContain(group);
      const ids = config.model_list.flatMap((entry) => entry.model_info?.id ?? []);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { litellm_params } of config.model_list)
        if (litellm_params.api_key !== undefined)
          expect(env.map((name) => `os.environ/${name}`)).toContain(litellm_params.api_key);
    },
  );

  it.each(GOLDEN)('of $name sends each call where the policy sends it', ({ policy, sourceModels = [] as string[] }) => {
    const { yaml, hook } = exported(policy, golden(policyName(policy)).sourceModels);
    const config = readConfig(yaml);
    const data = readHookData(hook);
    const downs = ['', 'openai/gpt-4o', 'global-api/deepseek-v4-flash', 'global-api/qwen3-32b'].map(
      (offer) => new Set([offer]),
    );
    let judged = 0;
    let total = 0;
    for (const call of callsFor(policy, sourceModels, 1500)) {
      const decision = decide(data, call);
      for (const down of downs) {
        const { rule, shares } = planned(policy, call, down);
        expect(decision.rule).toBe(rule);
        total++;
        // What fits nowhere is unpriced in Waybill; a model that no group keeps is refused by LiteLLM.
        if (shares === null || (data.KEEP !== null && decision.model === call.model)) continue;
        const answered = answeredBy(config, decision, call, down, (name) => resolve(name)?.offerId ?? name);
        const worst = Math.max(
          ...[...shares.keys(), ...answered.keys()].map((offer) =>
            Math.abs((answered.get(offer) ?? 0) - (shares.get(offer) ?? 0)),
          ),
        );
        // Rounded weights move a share by less than 1 in 1,000, and the export says so.
        expect(worst, `${JSON.stringify(call)} ${rule}`).toBeLessThan(rule === 'uneven' ? 1e-3 : 1e-9);
        judged++;
      }
    }
    expect(judged).toBeGreaterThan(total / 2);
  });

  it('never holds a key, whatever the environment or the facts hold', () => {
    const secret = 'sk-waybill-test-0123456789';
    vi.stubEnv('OPENAI_API_KEY', secret);
    vi.stubEnv('GLOBAL_API_KEY', secret);
    const facts = { apiKeyEnv: secret, apiBase: `https://user:${secret}@example.com/v1?key=${secret}` };
    for (const result of [exported(FULL_EXAMPLE, ['gpt-4o']), exported(FULL_EXAMPLE, ['gpt-4o'], facts)]) {
      expect(JSON.stringify(result)).not.toContain(secret);
      expect(result.yaml).toContain('api_key: os.environ/OPENAI_API_KEY');
    }
    const { notExpressed } = exported(FULL_EXAMPLE, ['gpt-4o'], facts);
    expect(notExpressed).toContainEqual({
      place: 'rules[1].route',
      why: 'the key variable of openai/gpt-4o is not a name in capitals: left out, since it may hold a secret',
    });
  });

  it('keeps hostile text inside its quotes', () => {
    const { yaml, hook } = exported(HOSTILE, ['gpt-4o', 'yes', 'a: b']);
    const config = readConfig(yaml);
    expect(Object.keys(config)).toEqual(['model_list', 'router_settings', 'litellm_settings', 'general_settings']);
    for (const { model_name, litellm_params } of config.model_list) {
      expect(model_name).toMatch(/^waybill\/[a-z0-9._/-]+$/);
      expect(litellm_params.model).toMatch(/^openai\//);
      expect(litellm_params.api_key).toMatch(/^os\.environ\/[A-Z0-9_]+_API_KEY$/);
    }
    const data = readHookData(hook);
    expect(data.RULES.map((rule) => rule.id)).toEqual(HOSTILE.rules.map((rule) => rule.id));
    expect(data.RULES.map((rule) => rule.when)).toEqual(HOSTILE.rules.map((rule) => rule.when));
    expect(hook.split('\n')[1]).toBe('# -*- coding: utf-8 -*-');
  });

  it('names what LiteLLM cannot do by its path in the policy', () => {
    expect(exported(FULL_EXAMPLE, ['gpt-4o']).notExpressed.map((note) => note.place)).toEqual([
      'rules[3].route.cascade',
      'rules[3].route.judge',
      'rules[4].route.chain',
      'cache[0]',
      'serviceTier[0]',
      'errors.lastResort',
      'constraints.residency',
      'constraints.vendorShareAtMost',
      'constraints.latencyMsAtMost',
      'assumptions.promptCacheKept',
      'assumptions.errorRate',
      'assumptions.overheadUsdPerRequest',
      'assumptions.factors',
    ]);
    const { policy, sourceModels } = golden('splits');
    expect(exported(policy, sourceModels).notExpressed.filter((note) => note.place === 'rules[2].route.split')).toEqual(
      [
        {
          place: 'rules[2].route.split',
          why: expect.stringMatching(/^weights are whole numbers up to 1,000: 1 : 1000 /),
        },
      ],
    );
  });

  it('refuses a model that nothing can call, with its path', () => {
    const policy: Policy = { waybill: 1, name: 'x', rules: [], otherwise: { model: 'a', fallback: ['b', 'c/d'] } };
    expect(() => exported(policy)).toThrow(
      /otherwise\.fallback\[0\]: "b".*otherwise\.model: "a"|otherwise\.model: "a".*otherwise\.fallback\[0\]: "b"/,
    );
  });
});

function policyName(policy: Policy): string {
  return GOLDEN.find((entry) => entry.policy === policy)?.name ?? '';
}

const python = spawnSync('python3', ['--version']).status === 0;
const STUBS = {
  'litellm/__init__.py':
    'def token_counter(model="", text=None, messages=None):\n    return len(text) if text is not None else sum(len(m["content"]) for m in messages)\n',
  'litellm/integrations/__init__.py': '',
  'litellm/integrations/custom_logger.py': 'class CustomLogger:\n    pass\n',
};
const RUN = `import asyncio, json, sys
sys.path.insert(0, sys.argv[1])
import waybill_hook as hook
team = type("Key", (), {"team_alias": None, "team_id": None})()
out = []
for data in json.load(open(sys.argv[1] + "/calls.json", encoding="utf-8")):
    call_type = data.pop("call_type", "acompletion")
    team.team_alias = data.pop("key_team", None)
    out.append(asyncio.run(hook.waybill_hook.async_pre_call_hook(team, None, data, call_type)))
print(json.dumps(out))
`;

/** Runs the hook on request bodies with litellm stubbed, and returns the bodies it leaves. */
function runHook(hook: string, calls: readonly object[]): { [key: string]: unknown }[] {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-hook-'));
  try {
    for (const [path, text] of Object.entries({
      ...STUBS,
      'waybill_hook.py': hook,
      'run.py': RUN,
      'calls.json': JSON.stringify(calls),
    })) {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const run = spawnSync('python3', ['-B', '-W', 'error', join(folder, 'run.py'), folder], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(run.stderr);
    return JSON.parse(run.stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.skipIf(!python)(`the hook in Python${python ? '' : ' (skipped: no python3 on this machine)'}`, () => {
  it.each(GOLDEN)('of $name decides as the policy does', ({ policy, sourceModels }) => {
    const { hook } = exported(policy, sourceModels);
    const data = readHookData(hook);
    const calls = [...callsFor(policy, sourceModels ?? [], 300)];
    const results = runHook(
      hook,
      calls.map(({ model, serviceTier, inputTokens, tags, ...labels }) => ({
        model,
        service_tier: serviceTier === 'standard' ? 'default' : serviceTier,
        metadata: { ...labels, tags, input_tokens: String(inputTokens) },
      })),
    );
    for (const [i, call] of calls.entries()) {
      const { rule, ...wanted } = decide(data, call);
      expect(results[i]).toMatchObject({ ...wanted, metadata: { waybill_rule: rule } });
      expect(results[i]?.fallbacks).toEqual(wanted.fallbacks);
      expect(results[i]?.cache).toEqual(wanted.cache);
    }
  });

  it('reads labels from tags, the team from the key, needs from the parts, and counts the prompt itself', () => {
    const policy: Policy = {
      waybill: 1,
      name: 'x',
      rules: [
        { id: 'tagged', when: { task: ['classify'], team: ['ops'] }, route: { model: 'openai/gpt-4o' } },
        { id: 'json', when: { needs: ['json', 'tools'] }, route: { model: 'openai/gpt-4o' } },
        { id: 'vision', when: { needs: ['vision'] }, route: { model: 'openai/gpt-4o' } },
        { id: 'short', when: { inputTokens: { atMost: 5 } }, route: { model: 'openai/gpt-4o-mini' } },
        { id: 'sized', when: { inputTokens: { atLeast: 0 } }, route: { model: 'openai/gpt-4o-mini' } },
      ],
      otherwise: { keep: true },
    };
    const { hook } = exported(policy, ['gpt-4o']);
    const say = (content: unknown) => [{ role: 'user', content }];
    const cases: [string, object][] = [
      ['tagged', { metadata: { tags: ['task:classify', 'User-Agent: x'] }, key_team: 'ops' }],
      ['tagged', { litellm_metadata: { task: ' classify ', team: 'ops' }, call_type: 'anthropic_messages' }],
      ['sized', { metadata: { task: ['classify'], team: 'ops' }, messages: say('longer than five') }],
      ['json', { tools: [{}], response_format: { type: 'json_schema' } }],
      ['vision', { messages: say([{ type: 'image_url' }]) }],
      ['vision', { input: say([{ type: 'input_image' }]), call_type: 'aresponses' }],
      ['vision', { metadata: { needs: ['Vision'] } }],
      ['vision', { metadata: { needs: 'vision, tools' } }],
      ['short', { messages: say('12345') }],
      ['sized', { messages: say('123456') }],
      ['short', { input: '12345', call_type: 'aresponses' }],
      ['short', { messages: say('123456'), metadata: { input_tokens: 5 } }],
      ['otherwise', { messages: say(null), metadata: null }],
    ];
    const results = runHook(
      hook,
      cases.map(([, data]) => ({ model: 'gpt-4o', ...data })),
    );
    const rules = results.map(
      (data) => ({ ...(data.metadata as object), ...(data.litellm_metadata as object) }) as { waybill_rule: string },
    );
    expect(rules.map((metadata) => metadata.waybill_rule)).toEqual(cases.map(([rule]) => rule));
    expect(results.at(-1)?.model).toBe('waybill/keep/gpt-4o');
    const left = [
      { model: 'waybill/sized', metadata: {} },
      { model: 'gpt-4o', call_type: 'aembedding' },
    ];
    expect(runHook(hook, left)).toEqual([{ model: 'waybill/sized', metadata: {} }, { model: 'gpt-4o' }]);
  });
});
