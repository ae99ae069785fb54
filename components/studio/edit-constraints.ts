import type { Constraints, Policy } from '@/lib/domain/policy';
import type { AccessFact } from '@/lib/domain/price';

const isEmpty = (value: unknown) =>
  value === undefined ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

/** Sets one constraint; undefined or an empty list or record takes it away, the last one all of them. */
export function setConstraint<Name extends keyof Constraints>(
  policy: Policy,
  name: Name,
  value: Constraints[Name] | undefined,
): Policy {
  const { constraints, ...rest } = policy;
  const { [name]: _old, ...others } = { ...constraints };
  const next: Constraints = isEmpty(value) ? others : { ...others, [name]: value };
  return isEmpty(next) ? rest : { ...rest, constraints: next };
}

/** Sets the values allowed of one access fact; none takes it away. */
export function setAccess(policy: Policy, fact: AccessFact, values: readonly string[]): Policy {
  const { [fact]: _old, ...others } = { ...policy.constraints?.access };
  return setConstraint(policy, 'access', values.length === 0 ? others : { ...others, [fact]: values });
}

/** Sets how much of the spend a seller may get, from 0 to 1; undefined takes it away. */
export function setVendorShare(policy: Policy, vendor: string, share: number | undefined): Policy {
  const { [vendor]: _old, ...others } = { ...policy.constraints?.vendorShareAtMost };
  return setConstraint(policy, 'vendorShareAtMost', share === undefined ? others : { ...others, [vendor]: share });
}
