import type { Policy, Route, Rule } from '@/lib/domain/policy';
import { canonical } from '../policy-differences';

/** The offers or names that a route sends calls to; none for `keep`. */
function modelsOf(route: Route): string[] {
  if ('keep' in route) return [];
  if ('model' in route) return [route.model];
  const parts = 'split' in route ? route.split : 'chain' in route ? route.chain : route.cascade;
  return parts.map(({ model }) => model);
}

function withFallback(route: Route, fallback: readonly string[]): Route {
  const others = fallback.filter((model) => !modelsOf(route).includes(model));
  return others.length === 0 || route.fallback !== undefined ? route : { ...route, fallback: others };
}

/** The plan's rules beside those that are added: one of the same name goes where it asks the same, else it is renamed. */
function keepOwn(own: readonly Rule[], added: readonly Rule[]): Rule[] {
  const taken = new Set([...own, ...added].map(({ id }) => id));
  return own.flatMap((rule) => {
    const namesake = added.find(({ id }) => id === rule.id);
    if (namesake === undefined) return rule;
    if (canonical(namesake.when) === canonical(rule.when)) return [];
    let count = 2;
    while (taken.has(`${rule.id}-${count}`)) count++;
    taken.add(`${rule.id}-${count}`);
    return { ...rule, id: `${rule.id}-${count}` };
  });
}

/**
 * Adds a ready-made policy to a plan: its rules, cache and service tiers come first, its fallback is given to routes
 * that have none, what it says of errors, constraints and assumptions replaces the plan's word on the same. The name
 * and `otherwise` are the plan's. A rule or entry that the plan has already is not added twice; a rule of the plan that
 * has the name of an added one and asks for other calls gets another name.
 */
export function layOver(plan: Policy, addOn: Policy): Policy {
  const fallback = addOn.otherwise.fallback ?? [];
  const isAdded = (list: readonly object[], item: object) =>
    list.some((other) => JSON.stringify(other) === JSON.stringify(item));
  const first = <Item extends object>(added: readonly Item[] = [], own: readonly Item[] = []) => [
    ...added,
    ...own.filter((item) => !isAdded(added, item)),
  ];
  const rules: Rule[] = [...addOn.rules, ...keepOwn(plan.rules, addOn.rules)];
  const cache = first(addOn.cache, plan.cache);
  const serviceTier = first(addOn.serviceTier, plan.serviceTier);
  const merged = (name: 'errors' | 'constraints' | 'assumptions') =>
    plan[name] === undefined && addOn[name] === undefined ? {} : { [name]: { ...plan[name], ...addOn[name] } };
  return {
    waybill: 1,
    name: plan.name,
    rules: rules.map((rule) => ({ ...rule, route: withFallback(rule.route, fallback) })),
    otherwise: withFallback(plan.otherwise, fallback),
    ...(cache.length === 0 ? {} : { cache }),
    ...(serviceTier.length === 0 ? {} : { serviceTier }),
    ...merged('errors'),
    ...merged('constraints'),
    ...merged('assumptions'),
  };
}
