import { expect, it } from 'vitest';
import type { Policy } from '@/lib/domain/policy';
import { layOver } from './lay-over';

const plan: Policy = {
  waybill: 1,
  name: 'Mine',
  rules: [
    { id: 'code', when: { task: ['code'] }, route: { model: 'a/strong', fallback: ['b/other'] } },
    { id: 'bulk', when: { task: ['bulk'] }, route: { model: 'c/cheap' } },
  ],
  otherwise: { keep: true },
  cache: [{ kind: 'exact', hitRate: 0.1 }],
  assumptions: { overheadUsdPerRequest: 0.001 },
};

it('a cache is asked before the plan’s own, and not added twice', () => {
  const addOn: Policy = {
    waybill: 1,
    name: 'Cache',
    rules: [],
    otherwise: { keep: true },
    cache: [{ kind: 'semantic', hitRate: 0.4 }],
  };
  const once = layOver(plan, addOn);
  expect(once.name).toBe('Mine');
  expect(once.rules).toEqual(plan.rules);
  expect(once.cache).toEqual([
    { kind: 'semantic', hitRate: 0.4 },
    { kind: 'exact', hitRate: 0.1 },
  ]);
  expect(layOver(once, addOn)).toEqual(once);
});

it('a fallback goes to routes that have none, never to the model itself; assumptions are merged', () => {
  const laid = layOver(plan, {
    waybill: 1,
    name: 'Retry',
    rules: [],
    otherwise: { keep: true, fallback: ['c/cheap'] },
    errors: { retries: 0, lastResort: 'cachedAnswer' },
    assumptions: { errorRate: 0.02 },
  });
  expect(laid.rules.map(({ route }) => route.fallback)).toEqual([['b/other'], undefined]);
  expect(laid.otherwise).toEqual({ keep: true, fallback: ['c/cheap'] });
  expect(laid.assumptions).toEqual({ overheadUsdPerRequest: 0.001, errorRate: 0.02 });
  expect(laid.errors).toEqual({ retries: 0, lastResort: 'cachedAnswer' });
});

it('rules come first and replace those of the same name', () => {
  const rule = { id: 'bulk', when: { task: ['bulk'] }, route: { model: 'd/economy' } } as const;
  const laid = layOver(plan, {
    waybill: 1,
    name: 'Economy',
    rules: [rule],
    otherwise: { keep: true },
    serviceTier: [{ tier: 'flex', when: { task: ['bulk'] } }],
  });
  expect(laid.rules.map(({ id }) => id)).toEqual(['bulk', 'code']);
  expect(laid.rules[0]).toEqual(rule);
  expect(laid.serviceTier).toEqual([{ tier: 'flex', when: { task: ['bulk'] } }]);
});

it('a rule of the plan that only shares a name with an added one stays, under another name', () => {
  const own: Policy = {
    ...plan,
    rules: [
      { id: 'bulk', when: { task: ['mail'] }, route: { model: 'c/cheap' } },
      { id: 'bulk-2', when: { task: ['code'] }, route: { model: 'a/strong' } },
    ],
  };
  const addOn: Policy = {
    waybill: 1,
    name: 'Economy',
    rules: [{ id: 'bulk', when: { task: ['bulk'] }, route: { model: 'd/economy' } }],
    otherwise: { keep: true },
  };
  const laid = layOver(own, addOn);
  expect(laid.rules.map(({ id, when }) => [id, when?.task])).toEqual([
    ['bulk', ['bulk']],
    ['bulk-3', ['mail']],
    ['bulk-2', ['code']],
  ]);
  expect(layOver(laid, addOn)).toEqual(laid);
});
