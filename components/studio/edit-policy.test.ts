import { expect, it } from 'vitest';
import type { Policy, SplitRoute } from '@/lib/domain/policy';
import { parsePolicy } from '@/lib/schema/policy';
import {
  addRule,
  addSplitPart,
  duplicateRule,
  moveRule,
  otherParts,
  refuseId,
  removeRule,
  removeSplitPart,
  renamePolicy,
  renameRule,
  setAssumption,
  setCondition,
  setFallback,
  setRoute,
  setShare,
  setWeight,
  sizeCondition,
  splitShares,
  toRouteKind,
} from './edit-policy';

/** Uses every part of the policy language. */
const FULL = parsePolicy({
  waybill: 1,
  name: 'Full',
  rules: [
    {
      id: 'bulk',
      when: { task: ['classify'], not: { needs: ['vision'] } },
      route: {
        split: [
          { model: 'a/x', weight: 3 },
          { model: 'b/y', weight: 1 },
        ],
      },
    },
    { id: 'reason', route: { cascade: [{ model: 'a/x', accept: 0.8 }, { model: 'b/y' }], judge: { model: 'c/z' } } },
    { id: 'draft', route: { chain: [{ model: 'a/x' }, { model: 'b/y', inputFactor: 1.2 }] } },
  ],
  otherwise: { model: 'a/x', fallback: ['b/y'] },
  cache: [{ kind: 'semantic', hitRate: 0.4 }],
  serviceTier: [{ tier: 'batch', when: { task: ['nightly'] } }],
  errors: { retries: 1, lastResort: 'cachedAnswer' },
  constraints: { residency: ['EU'] },
  assumptions: { errorRate: 0.01 },
});

const split = FULL.rules[0]?.route as SplitRoute;
const ids = (policy: Policy) => policy.rules.map((rule) => rule.id);

it('every edit gives a policy that parses, and leaves the parts it does not edit as they were', () => {
  const edits: readonly ((policy: Policy) => Policy)[] = [
    addRule,
    (policy) => removeRule(policy, 1),
    (policy) => duplicateRule(policy, 0),
    (policy) => moveRule(policy, 0, 1),
    (policy) => renameRule(policy, 0, ' new '),
    (policy) => setCondition(policy, 0, 'task', []),
    (policy) => setCondition(policy, 1, 'inputTokens', sizeCondition(9, 3)),
    (policy) => setRoute(policy, 0, setShare(split, 0, 100)),
    (policy) => setRoute(policy, 'otherwise', setFallback(policy.otherwise, [])),
    (policy) => setAssumption(policy, 'errorRate', undefined),
    (policy) => renamePolicy(policy, ''),
  ];
  for (const edit of edits) {
    const edited = edit(FULL);
    expect(parsePolicy(JSON.parse(JSON.stringify(edited)))).toEqual(edited);
    expect(otherParts(edited)).toEqual(otherParts(FULL));
  }
  expect(otherParts(FULL).map(({ key }) => key)).toEqual(['cache', 'serviceTier', 'errors']);
});

it('addRule puts the new rule first, under an id of its own', () => {
  expect(ids(addRule(addRule(FULL)))).toEqual(['rule-2', 'rule', 'bulk', 'reason', 'draft']);
});

it('duplicateRule puts the copy below and never takes an id twice', () => {
  expect(ids(duplicateRule(duplicateRule(FULL, 0), 0))).toEqual([
    'bulk',
    'bulk-copy-2',
    'bulk-copy',
    'reason',
    'draft',
  ]);
});

it('moveRule stops at both ends', () => {
  expect(ids(moveRule(FULL, 2, -1))).toEqual(['bulk', 'draft', 'reason']);
  expect(moveRule(FULL, 0, -1)).toBe(FULL);
  expect(moveRule(FULL, 2, 1)).toBe(FULL);
});

it('renameRule refuses an empty name and one that is taken', () => {
  expect(refuseId(FULL, 0, 'reason')).toBe('another rule has this name');
  expect(refuseId(FULL, 0, ' ')).toBe('a rule needs a name');
  expect(refuseId(FULL, 0, 'bulk')).toBeNull();
  expect(renameRule(FULL, 0, 'reason')).toBe(FULL);
});

it('setCondition takes the condition away with its last key', () => {
  const without = setCondition(setCondition(FULL, 0, 'task', []), 0, 'not', undefined);
  expect(without.rules[0]).not.toHaveProperty('when');
});

it('sizeCondition puts crossed bounds in order and needs one of them', () => {
  expect(sizeCondition(4000, 100)).toEqual({ atLeast: 100, atMost: 4000 });
  expect(sizeCondition(undefined, 133)).toEqual({ atMost: 133 });
  expect(sizeCondition(undefined, undefined)).toBeUndefined();
});

it('splitShares are relative to the sum of the weights', () => {
  expect(splitShares(split)).toEqual([75, 25]);
});

it('setShare keeps the proportions of the other parts', () => {
  const three = { split: [50, 30, 20].map((weight) => ({ model: `m/${weight}`, weight })) };
  // 60 % for the first leaves 40 for 30:20, so 24 and 16.
  expect(setShare(three, 0, 60).split.map((part) => part.weight)).toEqual([60, 24, 16]);
  expect(setShare(three, 0, 0).split[0]?.weight).toBe(1);
  expect(setShare(three, 0, 100).split[0]?.weight).toBe(99);
});

it('setShare returns to where it was after a drag out and back', () => {
  const three = { split: [60, 30, 10].map((weight) => ({ model: `m/${weight}`, weight })) };
  const back = setShare(setShare(three, 0, 97), 0, 60);
  expect(back.split.map((part) => part.weight)).toEqual([60, 30, 10]);
});

it('setWeight refuses nothing and less', () => {
  expect(setWeight(split, 0, 0)).toBe(split);
  expect(setWeight(split, 0, Number.NaN)).toBe(split);
});

it('addSplitPart gives an even share, removeSplitPart keeps the last part', () => {
  const added = addSplitPart(split, 'c/z');
  expect(splitShares(added)[2]).toBeCloseTo(100 / 3);
  const one = removeSplitPart(removeSplitPart(added, 2), 1);
  expect(one.split).toHaveLength(1);
  expect(removeSplitPart(one, 0)).toBe(one);
});

it('toRouteKind carries the first model and the fallbacks over', () => {
  expect(toRouteKind({ ...split, fallback: ['z/z'] }, 'model', 'd/d')).toEqual({ model: 'a/x', fallback: ['z/z'] });
  expect(toRouteKind({ keep: true }, 'split', 'd/d')).toEqual({ split: [{ model: 'd/d', weight: 100 }] });
  expect(toRouteKind(split, 'split', 'd/d')).toBe(split);
});

it('setAssumption takes the assumptions away with the last one', () => {
  expect(setAssumption(FULL, 'errorRate', undefined)).not.toHaveProperty('assumptions');
  expect(setAssumption(FULL, 'promptCacheKept', 0.5).assumptions).toEqual({ errorRate: 0.01, promptCacheKept: 0.5 });
});
