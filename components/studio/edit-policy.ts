import type { Assumptions, CacheRule, Condition, Policy, Route, Rule, ServiceTierRule } from '@/lib/domain/policy';

/** Every edit gives a policy that parses: what would not is refused or left as it was. */
export type RulePlace = number | 'otherwise';

function withRules(policy: Policy, rules: readonly Rule[]): Policy {
  return { ...policy, rules };
}

function withRule(policy: Policy, index: number, change: (rule: Rule) => Rule): Policy {
  return withRules(
    policy,
    policy.rules.map((rule, i) => (i === index ? change(rule) : rule)),
  );
}

/** `stem`, or `stem-2`, `stem-3`… where a rule has it already. */
export function freshId(policy: Policy, stem: string): string {
  const used = new Set(policy.rules.map((rule) => rule.id));
  if (!used.has(stem)) return stem;
  let count = 2;
  while (used.has(`${stem}-${count}`)) count++;
  return `${stem}-${count}`;
}

/** A new rule comes first, where it decides; it keeps every call until it is told otherwise. */
export function addRule(policy: Policy): Policy {
  return withRules(policy, [{ id: freshId(policy, 'rule'), route: { keep: true } }, ...policy.rules]);
}

export function removeRule(policy: Policy, index: number): Policy {
  return withRules(policy, removeAt(policy.rules, index));
}

export function duplicateRule(policy: Policy, index: number): Policy {
  const rule = policy.rules[index];
  if (rule === undefined) return policy;
  const copy = { ...rule, id: freshId(policy, `${rule.id.replace(/-\d+$/, '')}-copy`) };
  return withRules(policy, [...policy.rules.slice(0, index + 1), copy, ...policy.rules.slice(index + 1)]);
}

export function moveRule(policy: Policy, index: number, by: -1 | 1): Policy {
  const rules = moveAt(policy.rules, index, by);
  return rules === policy.rules ? policy : withRules(policy, rules);
}

/** Why a rule cannot be called that; null when it can. */
export function refuseId(policy: Policy, index: number, id: string): string | null {
  if (id.trim() === '') return 'a rule needs a name';
  return policy.rules.some((rule, i) => i !== index && rule.id === id.trim()) ? 'another rule has this name' : null;
}

export function renameRule(policy: Policy, index: number, id: string): Policy {
  if (refuseId(policy, index, id) !== null) return policy;
  return withRule(policy, index, (rule) => ({ ...rule, id: id.trim() }));
}

/** Sets one key of a condition; an empty list or undefined takes the key away, the last key the condition. */
export function setWhen<Key extends keyof Condition>(
  when: Condition | undefined,
  key: Key,
  value: Condition[Key] | undefined,
): Condition | undefined {
  const { [key]: _old, ...rest } = { ...when };
  const isEmpty = value === undefined || (Array.isArray(value) && value.length === 0);
  const next: Condition = isEmpty ? rest : { ...rest, [key]: value };
  return Object.keys(next).length === 0 ? undefined : next;
}

/** `part` with its condition replaced; undefined takes it away. */
export function withWhen<Part extends { readonly when?: Condition }>(part: Part, when: Condition | undefined): Part {
  const { when: _old, ...rest } = part;
  return (when === undefined ? rest : { ...rest, when }) as Part;
}

/** Sets one key of a rule's condition. */
export function setCondition<Key extends keyof Condition>(
  policy: Policy,
  index: number,
  key: Key,
  value: Condition[Key] | undefined,
): Policy {
  return withRule(policy, index, (rule) => withWhen(rule, setWhen(rule.when, key, value)));
}

/** Bounds as typed; undefined where neither is set, and in order where they cross. */
export function sizeCondition(atLeast: number | undefined, atMost: number | undefined): Condition['inputTokens'] {
  if (atLeast === undefined && atMost === undefined) return undefined;
  if (atLeast === undefined) return { atMost };
  if (atMost === undefined) return { atLeast };
  return { atLeast: Math.min(atLeast, atMost), atMost: Math.max(atLeast, atMost) };
}

export function setRoute(policy: Policy, place: RulePlace, route: Route): Policy {
  return place === 'otherwise'
    ? { ...policy, otherwise: route }
    : withRule(policy, place, (rule) => ({ ...rule, route }));
}

/** Sets one assumption; undefined or an empty list takes it away. */
export function setAssumption<Key extends keyof Assumptions>(
  policy: Policy,
  key: Key,
  value: Assumptions[Key] | undefined,
): Policy {
  const { assumptions, ...rest } = policy;
  const { [key]: _old, ...others } = { ...assumptions };
  const isEmpty = value === undefined || (Array.isArray(value) && value.length === 0);
  const next: Assumptions = isEmpty ? others : { ...others, [key]: value };
  return Object.keys(next).length === 0 ? rest : { ...rest, assumptions: next };
}

export function renamePolicy(policy: Policy, name: string): Policy {
  return name.trim() === '' ? policy : { ...policy, name: name.trim() };
}

/** The list without its place `index`, or with what stands there moved or replaced. */
export function removeAt<Item>(list: readonly Item[], index: number): readonly Item[] {
  return list.filter((_, i) => i !== index);
}

export function replaceAt<Item>(list: readonly Item[], index: number, item: Item): readonly Item[] {
  return list.map((each, i) => (i === index ? item : each));
}

export function moveAt<Item>(list: readonly Item[], index: number, by: -1 | 1): readonly Item[] {
  const to = index + by;
  if (index < 0 || index >= list.length || to < 0 || to >= list.length) return list;
  const next = [...list];
  next.splice(to, 0, ...next.splice(index, 1));
  return next;
}

/** The answer cache's rules, the first match decides; an empty list takes the part away. */
export function setCacheRules(policy: Policy, rules: readonly CacheRule[]): Policy {
  const { cache: _old, ...rest } = policy;
  return rules.length === 0 ? rest : { ...rest, cache: rules };
}

/** The service tiers' rules, the first match decides; an empty list takes the part away. */
export function setTierRules(policy: Policy, rules: readonly ServiceTierRule[]): Policy {
  const { serviceTier: _old, ...rest } = policy;
  return rules.length === 0 ? rest : { ...rest, serviceTier: rules };
}

const MAX_RETRIES = 10;

/** How failed calls are met: retries from 0 to 10, and what answers last; what is undefined is left to the default. */
export function setErrors(policy: Policy, { retries, lastResort }: NonNullable<Policy['errors']>): Policy {
  const { errors: _old, ...rest } = policy;
  const times = retries === undefined ? 0 : Math.min(MAX_RETRIES, Math.max(0, Math.round(retries)));
  const errors = { ...(times > 0 ? { retries: times } : {}), ...(lastResort === undefined ? {} : { lastResort }) };
  return Object.keys(errors).length === 0 ? rest : { ...rest, errors };
}
