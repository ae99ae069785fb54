import { expect, it } from 'vitest';
import type { CascadeRoute, ChainRoute, Policy, SplitRoute } from '@/lib/domain/policy';
import { parsePolicy } from '@/lib/schema/policy';
import {
  addRule,
  duplicateRule,
  moveAt,
  moveRule,
  refuseId,
  removeRule,
  renamePolicy,
  renameRule,
  setAssumption,
  setCacheRules,
  setCondition,
  setErrors,
  setRoute,
  setTierRules,
  setWhen,
  sizeCondition,
  withWhen,
} from './edit-policy';
import {
  addCascadeStep,
  addChainStep,
  addSplitPart,
  ROUTE_KINDS,
  removeCascadeStep,
  removeChainStep,
  removeSplitPart,
  setAccept,
  setChainStep,
  setFallback,
  setJudge,
  setShare,
  setWeight,
  splitShares,
  toRouteKind,
} from './edit-route';

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
const cascade = FULL.rules[1]?.route as CascadeRoute;
const chain = FULL.rules[2]?.route as ChainRoute;
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
    (policy) => setRoute(policy, 1, setAccept(cascade, 0, 1.4)),
    (policy) => setRoute(policy, 1, setJudge(cascade, { errorRate: 0.2, outputTokens: 3.7, inputFactor: 0 })),
    (policy) => setRoute(policy, 2, setChainStep(chain, 0, { inputFactor: 0, outputFactor: 0 })),
    (policy) => setCacheRules(policy, [{ kind: 'exact', hitRate: 0.3, ttlSeconds: 60 }]),
    (policy) => setTierRules(policy, []),
    (policy) => setErrors(policy, { retries: 99 }),
    (policy) => setErrors(policy, {}),
    (policy) => setAssumption(policy, 'errorRate', undefined),
    (policy) => renamePolicy(policy, ''),
  ];
  for (const edit of edits) {
    const edited = edit(FULL);
    expect(parsePolicy(JSON.parse(JSON.stringify(edited)))).toEqual(edited);
    expect(edited.constraints).toBe(FULL.constraints);
  }
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

it('toRouteKind carries the models and the fallbacks over', () => {
  expect(toRouteKind({ ...split, fallback: ['z/z'] }, 'model', ['d/d'])).toEqual({ model: 'a/x', fallback: ['z/z'] });
  expect(toRouteKind({ keep: true }, 'split', ['d/d'])).toEqual({ split: [{ model: 'd/d', weight: 100 }] });
  expect(toRouteKind(split, 'split', ['d/d'])).toBe(split);
  expect(toRouteKind(split, 'cascade', ['d/d'])).toEqual({ cascade: [{ model: 'a/x' }, { model: 'b/y' }] });
  expect(toRouteKind({ model: 'a/x' }, 'chain', ['a/x', 'd/d'])).toEqual({
    chain: [{ model: 'a/x' }, { model: 'd/d' }],
  });
  // The last step of a chain answers, so that it is the one model.
  expect(toRouteKind(chain, 'model', [])).toEqual({ model: 'b/y' });
});

it('every kind of route turns into every other, with or without models at hand, and parses', () => {
  const routes = [FULL.otherwise, { keep: true } as const, split, cascade, chain];
  let judged = 0;
  for (const route of routes)
    for (const kind of ROUTE_KINDS)
      for (const standIns of [[], ['q/q'], ['q/q', 'r/r']]) {
        const policy = setRoute(FULL, 'otherwise', toRouteKind(route, kind, standIns));
        expect(parsePolicy(JSON.parse(JSON.stringify(policy)))).toEqual(policy);
        expect(kind in policy.otherwise).toBe(true);
        judged++;
      }
  expect(judged).toBe(75);
});

it('a cascade keeps two models, takes new ones before the last, and leaves a share to the evidence', () => {
  expect(removeCascadeStep(cascade, 0)).toBe(cascade);
  const three = addCascadeStep(cascade, 'm/m');
  expect(three.cascade.map(({ model }) => model)).toEqual(['a/x', 'm/m', 'b/y']);
  expect(removeCascadeStep(three, 1).cascade).toEqual(cascade.cascade);
  expect(setAccept(cascade, 0, undefined).cascade[0]).toEqual({ model: 'a/x' });
  expect(setAccept(cascade, 0, -1).cascade[0]).toEqual({ model: 'a/x', accept: 0 });
});

it('setJudge sets what it is given, goes back to the default for undefined, and null takes the judge away', () => {
  expect(setJudge(cascade, { errorRate: 0.1 }).judge).toEqual({ model: 'c/z', errorRate: 0.1 });
  expect(setJudge(setJudge(cascade, { errorRate: 0.1 }), { errorRate: undefined }).judge).toEqual({ model: 'c/z' });
  expect(setJudge(cascade, null)).not.toHaveProperty('judge');
  const without = setJudge(cascade, null);
  expect(setJudge(without, { errorRate: 0.1 })).toBe(without);
});

it('a chain keeps one step, and a step may write nothing but not read nothing', () => {
  expect(addChainStep(chain, 'm/m').chain.at(-1)).toEqual({ model: 'm/m' });
  const one = removeChainStep(chain, 0);
  expect(removeChainStep(one, 0)).toBe(one);
  expect(setChainStep(chain, 1, { outputFactor: 0 }).chain[1]).toEqual({
    model: 'b/y',
    inputFactor: 1.2,
    outputFactor: 0,
  });
  expect(setChainStep(chain, 1, { inputFactor: 0 }).chain[1]).toEqual({ model: 'b/y' });
});

it('moveAt keeps everything and stops at the ends', () => {
  expect(moveAt(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  const list = ['a', 'b'];
  expect(moveAt(list, 1, 1)).toBe(list);
  expect(moveAt(list, 0, -1)).toBe(list);
});

it('the parts of a policy go with their last rule, and conditions with their last key', () => {
  expect(setCacheRules(FULL, [])).not.toHaveProperty('cache');
  expect(setTierRules(FULL, [])).not.toHaveProperty('serviceTier');
  expect(setErrors(FULL, { retries: 0 })).not.toHaveProperty('errors');
  expect(setErrors(FULL, { retries: 3, lastResort: 'error' }).errors).toEqual({ retries: 3, lastResort: 'error' });
  const when = setWhen(undefined, 'task', ['faq']);
  expect(when).toEqual({ task: ['faq'] });
  expect(setWhen(when, 'task', [])).toBeUndefined();
  expect(withWhen({ tier: 'batch', when }, undefined)).toEqual({ tier: 'batch' });
});

it('setAssumption takes the assumptions away with the last one', () => {
  expect(setAssumption(FULL, 'errorRate', undefined)).not.toHaveProperty('assumptions');
  expect(setAssumption(FULL, 'promptCacheKept', 0.5).assumptions).toEqual({ errorRate: 0.01, promptCacheKept: 0.5 });
});
