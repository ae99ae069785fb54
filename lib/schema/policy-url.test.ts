import { expect, test } from 'vitest';
import type { Policy } from '@/lib/domain/policy';
import { decodePolicy, encodePolicy } from './policy-url';

const policy: Policy = {
  waybill: 1,
  name: 'Größe, 大小, "quotes" & <tags>',
  rules: [{ id: 'a', when: { task: ['rag'], inputTokens: { atMost: 4000 } }, route: { model: 'openai/gpt-4o-mini' } }],
  otherwise: { keep: true },
};

test('a policy survives its link, whatever it is called, in URL-safe characters', () => {
  const text = encodePolicy(policy);
  expect(text).toMatch(/^[A-Za-z0-9_-]+$/);
  expect(decodePolicy(text)).toEqual(policy);
});

test('a link that lost its end says so', () => {
  const text = encodePolicy(policy);
  for (const damaged of ['', '%%%', text.slice(0, 20), `${text.slice(0, 10)}!${text.slice(11)}`])
    expect(() => decodePolicy(damaged), damaged).toThrow(/damaged/);
});

test('a policy that does not hold is refused with its path', () => {
  expect(() => decodePolicy(encodePolicy({ ...policy, rules: [{ id: 'a', route: {} }] } as unknown as Policy))).toThrow(
    /rules\[0\]\.route/,
  );
});
