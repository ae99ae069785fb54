import type { Assumptions, Condition, Policy, Route, Rule, SplitRoute } from '@/lib/domain/policy';

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
  return withRules(
    policy,
    policy.rules.filter((_, i) => i !== index),
  );
}

export function duplicateRule(policy: Policy, index: number): Policy {
  const rule = policy.rules[index];
  if (rule === undefined) return policy;
  const copy = { ...rule, id: freshId(policy, `${rule.id.replace(/-\d+$/, '')}-copy`) };
  return withRules(policy, [...policy.rules.slice(0, index + 1), copy, ...policy.rules.slice(index + 1)]);
}

export function moveRule(policy: Policy, index: number, by: -1 | 1): Policy {
  const rule = policy.rules[index];
  const other = policy.rules[index + by];
  if (rule === undefined || other === undefined) return policy;
  return withRules(
    policy,
    policy.rules.map((each, i) => (i === index ? other : i === index + by ? rule : each)),
  );
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

/** Sets one key of a rule's condition; an empty list or undefined takes the key away, the last key the condition. */
export function setCondition<Key extends keyof Condition>(
  policy: Policy,
  index: number,
  key: Key,
  value: Condition[Key] | undefined,
): Policy {
  return withRule(policy, index, ({ when, ...rule }) => {
    const { [key]: _old, ...rest } = { ...when };
    const isEmpty = value === undefined || (Array.isArray(value) && value.length === 0);
    const next: Condition = isEmpty ? rest : { ...rest, [key]: value };
    return Object.keys(next).length === 0 ? rule : { ...rule, when: next };
  });
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

export const ROUTE_KINDS = ['keep', 'model', 'split', 'cascade', 'chain'] as const;
export type RouteKind = (typeof ROUTE_KINDS)[number];

export function routeKind(route: Route): RouteKind {
  return ROUTE_KINDS.find((kind) => kind in route) ?? 'keep';
}

/** The model a route asks first; null where calls stay. */
export function firstModel(route: Route): string | null {
  if ('model' in route) return route.model;
  if ('split' in route) return route.split[0]?.model ?? null;
  if ('cascade' in route) return route.cascade[0]?.model ?? null;
  if ('chain' in route) return route.chain.at(-1)?.model ?? null;
  return null;
}

/** Turns a route into another kind, its first model and fallbacks kept; `model` stands in where it names none. */
export function toRouteKind(route: Route, kind: 'keep' | 'model' | 'split', model: string): Route {
  if (routeKind(route) === kind) return route;
  const fallback = route.fallback === undefined ? {} : { fallback: route.fallback };
  if (kind === 'keep') return { keep: true, ...fallback };
  const first = firstModel(route) ?? model;
  if (kind === 'model') return { model: first, ...fallback };
  return { split: [{ model: first, weight: 100 }], ...fallback };
}

export function setFallback<Kind extends Route>(route: Kind, fallback: readonly string[]): Kind {
  const { fallback: _old, ...rest } = route;
  return (fallback.length === 0 ? rest : { ...rest, fallback }) as Kind;
}

/** Shares of a split in percent, in order. */
export function splitShares({ split }: SplitRoute): number[] {
  const total = split.reduce((sum, part) => sum + part.weight, 0);
  return split.map((part) => (100 * part.weight) / total);
}

const MIN_SHARE = 1;
const round = (value: number) => Math.round(value * 100) / 100;

/** Gives one part a share in percent; the others keep their proportions. Weights become percents. */
export function setShare(route: SplitRoute, index: number, pct: number): SplitRoute {
  const shares = splitShares(route);
  if (shares.length < 2) return route;
  const wanted = Math.min(100 - MIN_SHARE, Math.max(MIN_SHARE, pct));
  const rest = 100 - (shares[index] ?? 0);
  const split = route.split.map((part, i) => ({
    ...part,
    weight: i === index ? wanted : Math.max(0.01, round(((shares[i] ?? 0) * (100 - wanted)) / rest)),
  }));
  return { ...route, split };
}

export function setWeight(route: SplitRoute, index: number, weight: number): SplitRoute {
  if (!(weight > 0)) return route;
  return { ...route, split: route.split.map((part, i) => (i === index ? { ...part, weight } : part)) };
}

export function setSplitModel(route: SplitRoute, index: number, model: string): SplitRoute {
  return { ...route, split: route.split.map((part, i) => (i === index ? { ...part, model } : part)) };
}

/** A new part takes an even share; the others keep their proportions. */
export function addSplitPart(route: SplitRoute, model: string): SplitRoute {
  const total = route.split.reduce((sum, part) => sum + part.weight, 0);
  return { ...route, split: [...route.split, { model, weight: round(total / route.split.length) }] };
}

export function removeSplitPart(route: SplitRoute, index: number): SplitRoute {
  if (route.split.length < 2) return route;
  return { ...route, split: route.split.filter((_, i) => i !== index) };
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

/** The parts that this editor shows but does not edit, as written. */
export function otherParts(policy: Policy): { readonly key: string; readonly value: unknown }[] {
  return (['cache', 'serviceTier', 'errors'] as const).flatMap((key) =>
    policy[key] === undefined ? [] : [{ key, value: policy[key] }],
  );
}
