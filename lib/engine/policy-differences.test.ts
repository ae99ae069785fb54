import { expect, test } from 'vitest';
import type { Policy } from '@/lib/domain/policy';
import { drawPolicy } from './__oracle__/policies';
import { rollFrom } from './__oracle__/seeded';
import { diffPolicies } from './policy-differences';

const POLICY: Policy = {
  waybill: 1,
  name: 'one',
  rules: [
    { id: 'a', when: { task: ['faq'] }, route: { model: 'x/small' } },
    { id: 'b', when: { task: ['code'] }, route: { keep: true } },
  ],
  otherwise: { keep: true },
  assumptions: { promptCacheKept: 0 },
};
const kindsTo = (patch: Partial<Policy>) => diffPolicies(POLICY, { ...POLICY, ...patch }).map(({ kind }) => kind);
const [a, b] = POLICY.rules as [Policy['rules'][number], Policy['rules'][number]];

test('a policy does not differ from itself, nor from one of another name or order of keys', () => {
  let cases = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const policy = drawPolicy(rollFrom(seed), ['x'], ['y', 'z']);
    expect(diffPolicies(policy, { ...structuredClone(policy), name: 'other' })).toEqual([]);
    cases++;
  }
  expect(cases).toBe(60);
  expect(kindsTo({ rules: [{ route: { model: 'x/small' }, when: { task: ['faq'] }, id: 'a' }, b] })).toEqual([]);
});

test('each change is named once', () => {
  expect(kindsTo({ rules: [a] })).toEqual(['rule removed']);
  expect(kindsTo({ rules: [a, b, { id: 'c', route: { keep: true } }] })).toEqual(['rule added']);
  expect(kindsTo({ rules: [b, a] })).toEqual(['order']);
  expect(kindsTo({ rules: [{ ...a, route: { model: 'x/large' } }, b] })).toEqual(['route']);
  expect(kindsTo({ rules: [{ ...a, when: { task: ['chat'] } }, b] })).toEqual(['condition']);
  expect(diffPolicies(POLICY, { ...POLICY, otherwise: { model: 'x/small' } })).toEqual([
    { kind: 'route', rule: 'otherwise', before: { keep: true }, after: { model: 'x/small' } },
  ]);
  expect(diffPolicies(POLICY, { ...POLICY, assumptions: { promptCacheKept: 0, errorRate: 0.1 } })).toEqual([
    { kind: 'setting', part: 'assumptions', key: 'errorRate', before: null, after: 0.1 },
  ]);
});

test('a rule under another id that asks the same is the same rule', () => {
  expect(kindsTo({ rules: [{ ...a, id: 'renamed' }, b] })).toEqual([]);
});
