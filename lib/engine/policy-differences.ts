import type { PolicyDifference } from '@/lib/domain/compare-scenarios-view';
import type { Policy, Rule } from '@/lib/domain/policy';

/** JSON whose keys stand in order, so that equal values read alike; keys without a value are left out. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

const isSame = (a: unknown, b: unknown) => canonical(a) === canonical(b);

type Pair = { readonly before: Rule; readonly after: Rule };

/** Rules of the same id belong together; of those left over, those that ask the same. */
function pairRules(before: readonly Rule[], after: readonly Rule[]) {
  const left = [...before];
  const take = (is: (rule: Rule) => boolean): Rule | undefined => {
    const at = left.findIndex(is);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const byId = new Map(after.map((rule) => [rule, take((other) => other.id === rule.id)]));
  const pairs: Pair[] = [];
  const added: Rule[] = [];
  for (const rule of after) {
    const match = byId.get(rule) ?? take((other) => isSame(other.when, rule.when));
    if (match === undefined) added.push(rule);
    else pairs.push({ before: match, after: rule });
  }
  return { pairs, added, removed: left };
}

function diffSettings(before: Policy, after: Policy): PolicyDifference[] {
  const found: PolicyDifference[] = [];
  for (const part of ['cache', 'serviceTier'] as const)
    if (!isSame(before[part] ?? [], after[part] ?? []))
      found.push({ kind: 'setting', part, key: null, before: before[part] ?? [], after: after[part] ?? [] });
  for (const part of ['errors', 'constraints', 'assumptions'] as const) {
    const was: { readonly [key: string]: unknown } = before[part] ?? {};
    const is: { readonly [key: string]: unknown } = after[part] ?? {};
    for (const key of new Set([...Object.keys(was), ...Object.keys(is)]))
      if (!isSame(was[key], is[key]))
        found.push({ kind: 'setting', part, key, before: was[key] ?? null, after: is[key] ?? null });
  }
  return found;
}

/**
 * In what `after` differs from `before`, names of policies and of rules apart: rules in the order of `after`, then the
 * rules that are gone, the last resort (rule `otherwise`), and what the file says beside its rules.
 */
export function diffPolicies(before: Policy, after: Policy): PolicyDifference[] {
  const { pairs, added, removed } = pairRules(before.rules, after.rules);
  const found: PolicyDifference[] = [];
  for (const rule of after.rules) {
    if (added.includes(rule)) found.push({ kind: 'rule added', rule });
    const pair = pairs.find((each) => each.after === rule);
    if (pair === undefined) continue;
    if (!isSame(pair.before.when, rule.when))
      found.push({ kind: 'condition', rule: rule.id, before: pair.before.when, after: rule.when });
    if (!isSame(pair.before.route, rule.route))
      found.push({ kind: 'route', rule: rule.id, before: pair.before.route, after: rule.route });
  }
  for (const rule of removed) found.push({ kind: 'rule removed', rule });
  const order = pairs.map((pair) => before.rules.indexOf(pair.before));
  if (order.some((at, i) => i > 0 && at < (order[i - 1] as number))) found.push({ kind: 'order' });
  if (!isSame(before.otherwise, after.otherwise))
    found.push({ kind: 'route', rule: 'otherwise', before: before.otherwise, after: after.otherwise });
  return [...found, ...diffSettings(before, after)];
}
