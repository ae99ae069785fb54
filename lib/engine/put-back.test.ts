import { expect, test } from 'vitest';
import type { Policy } from '@/lib/domain/policy';
import type { Suggestion } from '@/lib/domain/suggestion';
import { isInForce, reverse } from './put-back';
import { keepAll } from './templates';

const POLICY: Policy = {
  ...keepAll(),
  rules: [{ id: 'faq', when: { task: ['faq'] }, route: { model: 'b/b', fallback: ['a/a'] } }],
};
const TAKEN: Suggestion = {
  policyName: 'House',
  rule: 'faq',
  when: { task: ['faq'] },
  from: { keep: true },
  to: { fallback: ['a/a'], model: 'b/b' },
  requests: 10,
  usdPerMonth: { before: 9, after: 4 },
  quality: { before: 0.8, after: 0.75, change: { low: -0.1, high: 0.02 }, judgedPct: 90 },
  certainty: 0.9,
  because: 'cheaper',
  decidedBy: 'Ada',
};

test('a suggestion is in force while its rule asks and routes as it made it', () => {
  expect(isInForce(POLICY, TAKEN)).toBe(true);
  const [rule] = POLICY.rules;
  if (rule === undefined) throw new Error('no rule');
  const withRule = (patch: object): Policy => ({ ...POLICY, rules: [{ ...rule, ...patch }] });
  for (const changed of [
    withRule({ route: { model: 'b/b' } }),
    withRule({ when: { task: ['faq', 'chat'] } }),
    withRule({ id: 'other' }),
    { ...POLICY, rules: [] },
  ])
    expect(isInForce(changed, TAKEN)).toBe(false);
  const last = { rule: 'otherwise', when: null, to: { keep: true } as const };
  expect(isInForce(POLICY, last)).toBe(true);
  expect(isInForce({ ...POLICY, otherwise: { model: 'a/a' } }, last)).toBe(false);
});

test('the way back swaps the routes and the figures, and is twice the way there', () => {
  const back = reverse(TAKEN, 'put back');
  expect(back).toMatchObject({
    from: TAKEN.to,
    to: TAKEN.from,
    usdPerMonth: { before: 4, after: 9 },
    quality: { before: 0.75, after: 0.8, change: { low: -0.02, high: 0.1 } },
    certainty: null,
    because: 'put back',
  });
  expect(back.decidedBy).toBeUndefined();
  const { decidedBy: _, ...there } = TAKEN;
  expect(reverse(back, TAKEN.because)).toEqual({ ...there, certainty: null });
});
