import { expect, it } from 'vitest';
import type { Policy } from '@/lib/domain/policy';
import { parsePolicy } from '@/lib/schema/policy';
import { setAccess, setConstraint, setVendorShare } from './edit-constraints';

const BARE: Policy = { waybill: 1, name: 'p', rules: [], otherwise: { keep: true } };

it('every edit gives a policy that parses, and taking all away gives the one before', () => {
  let policy = setConstraint(BARE, 'residency', ['EU']);
  policy = setConstraint(policy, 'openWeights', true);
  policy = setAccess(policy, 'payment', ['card']);
  policy = setAccess(policy, 'docs', ['English']);
  policy = setVendorShare(policy, 'openai', 0.5);
  expect(parsePolicy(policy).constraints).toEqual({
    residency: ['EU'],
    openWeights: true,
    access: { payment: ['card'], docs: ['English'] },
    vendorShareAtMost: { openai: 0.5 },
  });
  policy = setConstraint(policy, 'residency', []);
  policy = setConstraint(policy, 'openWeights', undefined);
  policy = setAccess(setAccess(policy, 'payment', []), 'docs', []);
  expect(policy.constraints).toEqual({ vendorShareAtMost: { openai: 0.5 } });
  expect(setVendorShare(policy, 'openai', undefined)).toEqual(BARE);
});
