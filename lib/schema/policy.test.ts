import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { WaybillError } from '@/lib/domain/errors';
import { CONSTRAINT_NAMES } from '@/lib/domain/policy';
import { parsePolicy } from './policy';
import { policyJsonSchema } from './policy-json-schema';

/** The example policy of the design. */
const EXAMPLE = `{
  "waybill": 1,
  "name": "Right model, right job",
  "rules": [
    { "id": "vision-stays", "when": { "needs": ["vision"] }, "route": { "keep": true } },
    { "id": "bulk", "when": { "task": ["classify", "extract"], "inputTokens": { "atMost": 4000 } },
      "route": { "split": [ { "model": "global-api/glm-4-plus", "weight": 80 }, { "model": "openai/gpt-4o", "weight": 20 } ] } },
    { "id": "long", "when": { "inputTokens": { "atLeast": 120001 } }, "route": { "model": "global-api/deepseek-v4-pro" } },
    { "id": "reason", "when": { "task": ["reason"] },
      "route": { "cascade": [ { "model": "global-api/deepseek-v4-flash", "accept": 0.8 }, { "model": "openai/gpt-4o" } ],
                 "judge": { "model": "openai/gpt-4o-mini", "outputTokens": 16, "errorRate": 0.1 } } },
    { "id": "draft-review", "when": { "task": ["report"] },
      "route": { "chain": [ { "model": "global-api/deepseek-v4-flash" }, { "model": "openai/gpt-4o", "inputFactor": 1.2, "outputFactor": 0.3 } ] } }
  ],
  "otherwise": { "model": "global-api/deepseek-v4-flash", "fallback": ["openai/gpt-4o-mini"] },
  "cache": [ { "kind": "semantic", "when": { "task": ["faq"] }, "hitRate": 0.4, "ttlSeconds": 3600 } ],
  "serviceTier": [ { "tier": "batch", "when": { "task": ["nightly"] } } ],
  "errors": { "retries": 1, "lastResort": "cachedAnswer" },
  "constraints": { "residency": ["EU"], "vendorShareAtMost": { "openai": 0.5 }, "latencyMsAtMost": 3000 },
  "assumptions": { "promptCacheKept": 0, "errorRate": 0.01, "overheadUsdPerRequest": 0,
    "factors": [ { "from": "openai/gpt-4o", "to": "global-api/deepseek-v4-flash", "input": 1.05, "output": 1.1 } ] }
}`;

const KEEP = { keep: true };
const SMALLEST = { waybill: 1, name: 'as it is', rules: [], otherwise: KEEP };

/** The message a policy is refused with. */
function refusal(policy: unknown): string {
  try {
    parsePolicy(policy);
  } catch (error) {
    expect(error).toBeInstanceOf(WaybillError);
    expect((error as WaybillError).code).toBe('bad-input');
    return (error as WaybillError).message;
  }
  return 'accepted';
}

/** A policy with one rule. */
function withRule(rule: object): object {
  return { ...SMALLEST, rules: [{ id: 'r', route: KEEP, ...rule }] };
}

test('the example policy parses, from text and from JSON, and nothing of it is lost', () => {
  expect(parsePolicy(EXAMPLE)).toEqual(JSON.parse(EXAMPLE));
  expect(parsePolicy(JSON.parse(EXAMPLE))).toEqual(JSON.parse(EXAMPLE));
  expect(parsePolicy(JSON.stringify(parsePolicy(EXAMPLE)))).toEqual(parsePolicy(EXAMPLE));
});

test('every constraint parses, and nothing of it is lost', () => {
  const constraints = {
    residency: ['EU', 'us-east-1'],
    originIn: ['US', 'FR'],
    originNotIn: ['CN'],
    openWeights: true,
    contextTokensAtLeast: 128_000,
    needs: ['vision', 'tools'],
    notDeprecatedBefore: '2026-12-31',
    access: { payment: ['card', 'PayPal / Visa'], docs: ['English'] },
    vendorShareAtMost: { openai: 0.5 },
    latencyMsAtMost: 3000,
    firstTokenMsAtMost: 800,
    outputTokensPerSecondAtLeast: 40,
  };
  expect(Object.keys(constraints).sort()).toEqual([...CONSTRAINT_NAMES].sort());
  expect(parsePolicy({ ...SMALLEST, constraints }).constraints).toEqual(constraints);
});

describe('an unknown key is an error that names its path', () => {
  test.each<[object, string]>([
    [{ ...SMALLEST, foo: 1 }, 'foo: unknown key'],
    [withRule({ when: { foo: 1 } }), 'rules[0].when.foo: unknown key'],
    [withRule({ when: { not: { not: { foo: 1 } } } }), 'rules[0].when.not.not.foo: unknown key'],
    [withRule({ when: { inputTokens: { below: 1 } } }), 'rules[0].when.inputTokens.below: unknown key'],
    [withRule({ when: { outputTokens: { atMost: 1 } } }), 'rules[0].when.outputTokens: unknown key'],
    [withRule({ route: { keep: true, foo: 1 } }), 'rules[0].route.foo: unknown key'],
    [withRule({ route: { split: [{ model: 'a/b', weight: 1, foo: 1 }] } }), 'rules[0].route.split[0].foo: unknown key'],
    [withRule({ route: { chain: [{ model: 'a/b', factor: 1 }] } }), 'rules[0].route.chain[0].factor: unknown key'],
    [{ ...SMALLEST, otherwise: { keep: true, fall: [] } }, 'otherwise.fall: unknown key'],
    [{ ...SMALLEST, cache: [{ kind: 'exact', hitRate: 0, foo: 1 }] }, 'cache[0].foo: unknown key'],
    [{ ...SMALLEST, constraints: { foo: 1 } }, 'constraints.foo: unknown key'],
    [{ ...SMALLEST, errors: { retry: 1 } }, 'errors.retry: unknown key'],
    [
      { ...SMALLEST, assumptions: { factors: [{ from: 'a', to: 'b', foo: 1 }] } },
      'assumptions.factors[0].foo: unknown key',
    ],
  ])('%j', (policy, message) => {
    expect(refusal(policy)).toContain(message);
  });

  test('every problem is named, not the first alone', () => {
    const message = refusal({ ...withRule({ when: { foo: 1 } }), bar: 2 });
    expect(message).toContain('rules[0].when.foo: unknown key');
    expect(message).toContain('bar: unknown key');
  });
});

describe('a route is exactly one kind', () => {
  test.each<[object, string]>([
    [{}, 'found none'],
    [{ fallback: ['a/b'] }, 'found none'],
    [{ keep: true, model: 'a/b' }, 'found keep and model'],
    [{ split: [{ model: 'a/b', weight: 1 }], chain: [{ model: 'a/b' }] }, 'found split and chain'],
    [{ model: 'a/b', judge: { model: 'a/b' } }, 'judge goes only with cascade'],
  ])('%j is refused: %s', (route, message) => {
    expect(refusal(withRule({ route }))).toContain(message);
    expect(refusal({ ...SMALLEST, otherwise: route })).toContain(message);
  });

  test.each([
    { keep: true },
    { model: 'gpt-4o' },
    { split: [{ model: 'a/b', weight: 0.5 }] },
    { cascade: [{ model: 'a/b' }, { model: 'c/d' }] },
    { chain: [{ model: 'a/b', inputFactor: 1.2, outputFactor: 0 }] },
  ])('%j is one, with or without a fallback', (route) => {
    expect(refusal(withRule({ route }))).toBe('accepted');
    expect(refusal(withRule({ route: { ...route, fallback: ['x/y'] } }))).toBe('accepted');
  });
});

describe('values out of range are refused', () => {
  test.each<[string, object]>([
    ['keep false', withRule({ route: { keep: false } })],
    ['a cascade of one', withRule({ route: { cascade: [{ model: 'a/b' }] } })],
    ['an empty split', withRule({ route: { split: [] } })],
    ['a weight of 0', withRule({ route: { split: [{ model: 'a/b', weight: 0 }] } })],
    ['accept over 1', withRule({ route: { cascade: [{ model: 'a/b', accept: 1.1 }, { model: 'c/d' }] } })],
    ['an empty list of tasks', withRule({ when: { task: [] } })],
    ['half a token', withRule({ when: { inputTokens: { atMost: 0.5 } } })],
    ['atLeast above atMost', withRule({ when: { inputTokens: { atLeast: 5, atMost: 4 } } })],
    ['an unknown service tier', withRule({ when: { serviceTier: ['cheap'] } })],
    ['a hit rate over 1', { ...SMALLEST, cache: [{ kind: 'exact', hitRate: 1.5 }] }],
    ['a negative overhead', { ...SMALLEST, assumptions: { overheadUsdPerRequest: -1 } }],
    ['a factor of 0', { ...SMALLEST, assumptions: { factors: [{ from: 'a', to: 'b', input: 0 }] } }],
    ['an error rate that is no number', { ...SMALLEST, assumptions: { errorRate: '0.1' } }],
    ['open weights false', { ...SMALLEST, constraints: { openWeights: false } }],
    ['a day that is none', { ...SMALLEST, constraints: { notDeprecatedBefore: '2026-02-30' } }],
    ['an unknown ability', { ...SMALLEST, constraints: { needs: ['telepathy'] } }],
    ['an unknown access fact', { ...SMALLEST, constraints: { access: { price: ['low'] } } }],
    ['a share over 1', { ...SMALLEST, constraints: { vendorShareAtMost: { openai: 1.5 } } }],
    ['two rules with one id', { ...SMALLEST, rules: [1, 2].map(() => ({ id: 'r', route: KEEP })) }],
    ['another version', { ...SMALLEST, waybill: 2 }],
    ['no otherwise', { waybill: 1, name: 'x', rules: [] }],
    ['no rules', { waybill: 1, name: 'x', otherwise: KEEP }],
  ])('%s', (_, policy) => {
    expect(refusal(policy)).toMatch(/^policy: /);
  });

  test('text that is not JSON', () => {
    expect(refusal('{ waybill: 1 }')).toContain('the policy is not JSON');
  });
});

test('public/schema/policy.v1.json is the schema that parses', () => {
  const published = JSON.parse(readFileSync(new URL('../../public/schema/policy.v1.json', import.meta.url), 'utf8'));
  expect(published).toEqual(JSON.parse(JSON.stringify(policyJsonSchema())));
});
