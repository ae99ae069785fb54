import { describe, expect, test } from 'vitest';
import { parseOfferId } from '@/lib/domain/ids';
import { CONSTRAINT_NAMES, type Constraints, type Policy, type Route } from '@/lib/domain/policy';
import type { OfferFacts, PriceBook } from '@/lib/domain/price';
import type { Violation } from '@/lib/domain/simulation';
import type { UsageRecord } from '@/lib/domain/usage';
import { cutsFor, openBooks, simulateCells } from './__oracle__/both-ways';
import { cellsOf } from './__oracle__/cells-of';
import { judgeFacts, type Verdict } from './constraints';
import { callOf } from './testing/call-of';

const PRICES = { 'lab/a': 10, 'lab/b': 1, 'other/c': 1 } as const;

function bookOf(facts: { readonly [offer: string]: OfferFacts }): PriceBook {
  const ids = Object.keys(PRICES).map(parseOfferId);
  return {
    name: 'lab',
    version: '1',
    source: 'made up',
    licence: 'MIT',
    observed: false,
    providers: [],
    offers: ids.map((offerId) => ({
      offerId,
      name: offerId,
      match: null,
      facts: facts[offerId] ?? {},
      sameModelAs: null,
    })),
    rows: Object.entries(PRICES).map(([id, usd]) => ({
      offerId: parseOfferId(id),
      validFromMs: null,
      validToMs: null,
      clock: null,
      serviceTier: 'standard',
      rates: { input: usd, output: usd },
      contextTiers: [],
      sourceUrl: 'made up',
      checkedOn: null,
    })),
  };
}

const KEEP: Route = { keep: true };

function run(
  constraints: Constraints,
  facts: { readonly [offer: string]: OfferFacts },
  otherwise: Route = KEEP,
  records: readonly UsageRecord[] = [callOf()],
  parts: Partial<Policy> = {},
): readonly Violation[] {
  const policy: Policy = { waybill: 1, name: 'p', rules: [], otherwise, constraints, ...parts };
  const opened = openBooks(
    [bookOf(facts)],
    () => [],
    () => null,
  );
  const { violations } = simulateCells(cellsOf(records, cutsFor(records, policy, opened)), policy, 'logged', opened);
  return violations.filter(({ kind }) => kind.startsWith('constraint'));
}

const brief = (violations: readonly Violation[]) => violations.map(({ kind, model }) => `${kind} | ${model}`);

const EU: Constraints = { residency: ['EU'] };
const CARD: Constraints = { access: { payment: ['card', 'PayPal / Visa'], docs: ['English'] } };
const ENDS: Constraints = { notDeprecatedBefore: '2026-12-31' };

const CASES: readonly (readonly [Constraints, OfferFacts, Verdict])[] = [
  [EU, { regions: ['eu'] }, 'kept'],
  [EU, { regions: ['eu-central-1', 'europe-west4'] }, 'kept'],
  [EU, { regions: ['eu-west-2'] }, 'broken'],
  [EU, { regions: ['eu', 'us'] }, 'broken'],
  [EU, { regions: ['global'] }, 'broken'],
  [EU, {}, null],
  [{ residency: ['eu', 'US'] }, { regions: ['eu-north-1', 'us-east5'] }, 'kept'],
  [{ residency: ['eu-west-1'] }, { regions: ['eu'] }, 'broken'],
  [{ originIn: ['US', 'FR'] }, { origin: 'FR' }, 'kept'],
  [{ originIn: ['US', 'FR'] }, { origin: 'CN' }, 'broken'],
  [{ originIn: ['US'] }, {}, null],
  [{ originNotIn: ['cn'] }, { origin: 'CN' }, 'broken'],
  [{ originNotIn: ['CN'] }, { origin: 'US' }, 'kept'],
  [{ originNotIn: ['CN'] }, {}, null],
  [{ openWeights: true }, { openWeights: true }, 'kept'],
  [{ openWeights: true }, { openWeights: false }, 'broken'],
  [{ openWeights: true }, {}, null],
  [{ contextTokensAtLeast: 128_000 }, { contextWindowTokens: 128_000 }, 'kept'],
  [{ contextTokensAtLeast: 128_000 }, { contextWindowTokens: 127_999 }, 'broken'],
  [{ contextTokensAtLeast: 128_000 }, {}, null],
  [{ needs: ['tools', 'vision'] }, { capabilities: { tools: true, vision: true } }, 'kept'],
  [{ needs: ['tools', 'vision'] }, { capabilities: { vision: false } }, 'broken'],
  [{ needs: ['tools', 'vision'] }, { capabilities: { tools: true } }, null],
  [ENDS, { deprecatedOn: '2026-12-31' }, 'kept'],
  [ENDS, { deprecatedOn: '2026-12-30' }, 'broken'],
  [ENDS, { deprecated: true }, 'broken'],
  [ENDS, {}, null],
  [CARD, { access: { payment: 'Card', docs: 'English' } }, 'kept'],
  [CARD, { access: { payment: 'WeChat / Alipay only' } }, 'broken'],
  [CARD, { access: { payment: 'card' } }, null],
  [CARD, {}, null],
  [{ firstTokenMsAtMost: 400 }, { firstTokenMs: 400 }, 'kept'],
  [{ firstTokenMsAtMost: 400 }, { firstTokenMs: 401 }, 'broken'],
  [{ firstTokenMsAtMost: 400 }, {}, null],
  [{ outputTokensPerSecondAtLeast: 60 }, { outputTokensPerSecond: 60 }, 'kept'],
  [{ outputTokensPerSecondAtLeast: 60 }, { outputTokensPerSecond: 50 }, 'broken'],
  [{ outputTokensPerSecondAtLeast: 60 }, {}, null],
];

describe('a constraint on an offer, by its facts', () => {
  test.each(CASES)('%j of %j is %s', (constraints, facts, expected) => {
    const [name] = Object.keys(constraints) as [keyof typeof constraints];
    const named = name === undefined ? '' : name;
    const judged = judgeFacts(named as 'residency', facts, constraints[named as 'residency'] as readonly string[]);
    expect(judged).toBe(expected);
    const violations = run(constraints, { 'lab/a': facts });
    expect(brief(violations)).toEqual(
      expected === 'kept' ? [] : [`constraint ${expected ?? 'unknown'}: ${named} | lab/a`],
    );
  });

  test('every one that is about facts is tried kept, broken and unknown', () => {
    const tried = new Map<string, Set<Verdict>>();
    for (const [constraints, , expected] of CASES)
      for (const name of Object.keys(constraints)) tried.set(name, (tried.get(name) ?? new Set()).add(expected));
    expect([...tried.keys()].sort()).toEqual(
      CONSTRAINT_NAMES.filter((name) => name !== 'latencyMsAtMost' && name !== 'vendorShareAtMost').sort(),
    );
    for (const verdicts of tried.values()) expect(verdicts.size).toBe(3);
  });
});

describe('which offers are judged', () => {
  const facts = { 'lab/a': { origin: 'US' }, 'lab/b': { origin: 'CN' } };
  const NOT_CN: Constraints = { originNotIn: ['CN'] };

  test('those that calls move to, with the calls and what they cost on their own model', () => {
    const violations = run(NOT_CN, facts, { model: 'lab/b' }, [callOf(), callOf({ inputTokens: 900 })]);
    // (1,000 + 100 + 900 + 100) × 10 / 1M
    expect(violations).toEqual([
      { kind: 'constraint broken: originNotIn', model: 'lab/b', requests: 2, usd: expect.closeTo(0.021, 12) },
    ]);
  });

  test('those that calls stay on', () => {
    expect(brief(run(NOT_CN, facts, KEEP, [callOf({ model: 'lab/b' })]))).toEqual([
      'constraint broken: originNotIn | lab/b',
    ]);
  });

  test('judges, steps, and fallbacks where some calls reach them', () => {
    const judged: Route = { cascade: [{ model: 'lab/a', accept: 0.5 }, { model: 'lab/a' }], judge: { model: 'lab/b' } };
    const backed: Route = { keep: true, fallback: ['lab/b'] };
    expect(run(NOT_CN, facts, judged)).toHaveLength(1);
    expect(run(NOT_CN, facts, { chain: [{ model: 'lab/b' }, { model: 'lab/a' }] })).toHaveLength(1);
    expect(run(NOT_CN, facts, backed)).toEqual([]);
    expect(run(NOT_CN, facts, backed, [callOf()], { assumptions: { errorRate: 0.01 } })).toHaveLength(1);
  });

  test('not those that no call reaches: a cache that answers all, an attempt that is always accepted', () => {
    const cache: Policy['cache'] = [{ kind: 'exact', hitRate: 1 }];
    expect(run(NOT_CN, facts, { model: 'lab/b' }, [callOf()], { cache })).toEqual([]);
    expect(run(NOT_CN, facts, { cascade: [{ model: 'lab/a', accept: 1 }, { model: 'lab/b' }] })).toEqual([]);
  });

  test('calls whose own model has no price count, and their cost is unknown', () => {
    expect(run(NOT_CN, facts, { model: 'lab/b' }, [callOf({ model: 'our-own' })])).toEqual([
      { kind: 'constraint broken: originNotIn', model: 'lab/b', requests: 1, usd: null },
    ]);
  });
});

describe('latency', () => {
  const calls = [callOf({ latencyMs: 1000 }), callOf({ latencyMs: 3000 }), callOf()];
  const at = (latencyMsAtMost: number): Constraints => ({ latencyMsAtMost });

  test("of calls that stay is the log's own mean, where the log has one", () => {
    expect(run(at(2000), {}, KEEP, calls)).toEqual([]);
    expect(run(at(1999), {}, KEEP, calls)).toMatchObject([
      { kind: 'constraint broken: latencyMsAtMost', model: 'lab/a', requests: 3 },
    ]);
    expect(brief(run(at(2000), { 'lab/a': { firstTokenMs: 1, outputTokensPerSecond: 999 } }))).toEqual([
      'constraint unknown: latencyMsAtMost | lab/a',
    ]);
  });

  test('of calls that move is first token + output / speed', () => {
    // 400 + 100 tokens / 50 a second = 2,400 ms
    const facts = { 'lab/b': { firstTokenMs: 400, outputTokensPerSecond: 50 } };
    expect(run(at(2400), facts, { model: 'lab/b' }, calls)).toEqual([]);
    expect(brief(run(at(2399), facts, { model: 'lab/b' }, calls))).toEqual([
      'constraint broken: latencyMsAtMost | lab/b',
    ]);
    expect(brief(run(at(9999), { 'lab/b': { firstTokenMs: 400 } }, { model: 'lab/b' }, calls))).toEqual([
      'constraint unknown: latencyMsAtMost | lab/b',
    ]);
  });
});

describe('a vendor’s share is one of the plan’s spend on models', () => {
  // half of the calls on other/c, and half of the spend
  const split: Route = {
    split: [
      { model: 'lab/b', weight: 1 },
      { model: 'other/c', weight: 1 },
    ],
  };
  const at = (share: number): Constraints => ({ vendorShareAtMost: { other: share } });

  test('met exactly is kept, over is broken and names the vendor and its calls', () => {
    expect(run(at(0.5), {}, split)).toEqual([]);
    expect(run(at(0.49), {}, split)).toMatchObject([
      { kind: 'constraint broken: vendorShareAtMost', model: 'other', requests: 1 },
    ]);
  });

  test('the overhead of the router is nobody’s; a vendor without calls has no share', () => {
    expect(run(at(0.49), {}, split, [callOf()], { assumptions: { overheadUsdPerRequest: 9 } })).toHaveLength(1);
    expect(run({ vendorShareAtMost: { nobody: 0 } }, {}, split)).toEqual([]);
  });

  test('nothing spent is no share', () => {
    expect(run(at(0), {}, split, [callOf({ inputTokens: 0, outputTokens: 0 })])).toEqual([]);
  });
});
