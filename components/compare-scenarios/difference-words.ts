import { constraintLabel } from '@/components/studio/constraint-words';
import { describeCondition, describeRoute, type NameOf } from '@/components/studio/policy-words';
import { countOf, formatScore, formatUsd } from '@/components/ui/format';
import type { PolicyDifference } from '@/lib/domain/compare-scenarios-view';
import { CONSTRAINT_NAMES, type ConstraintName, type Route } from '@/lib/domain/policy';

const ruleName = (id: string) => (id === 'otherwise' ? 'Everything else' : `Rule “${id}”`);

const ASSUMPTIONS: { readonly [key: string]: string } = {
  promptCacheKept: 'Prompt cache kept',
  errorRate: 'Error rate',
  overheadUsdPerRequest: 'Router cost a request',
  factors: 'Token factors',
};
const ERRORS: { readonly [key: string]: string } = { retries: 'Retries', lastResort: 'Last resort' };
const PARTS = { cache: 'Response cache', serviceTier: 'Service tiers' } as const;

function isConstraintName(key: string): key is ConstraintName {
  return CONSTRAINT_NAMES.some((name) => name === key);
}

function valueWords(key: string | null, value: unknown): string {
  if (value === null) return 'not set';
  if (typeof value === 'number')
    return key === 'overheadUsdPerRequest'
      ? formatUsd(value)
      : key === 'retries'
        ? String(value)
        : numberWords(key, value);
  if (typeof value === 'string') return value;
  if (value === true) return 'yes';
  if (Array.isArray(value))
    return value.length === 0
      ? 'none'
      : value.every((each) => typeof each === 'string')
        ? value.join(', ')
        : countOf(value.length, key === 'factors' ? 'pair' : 'rule');
  return Object.entries(value as object)
    .map(([name, inner]) => `${name} ${valueWords(null, inner)}`)
    .join(', ');
}

function numberWords(key: string | null, value: number): string {
  const isShare = key === 'promptCacheKept' || key === 'errorRate';
  return isShare ? formatScore(value) : value.toLocaleString('en-US');
}

function routeWords(before: Route, after: Route, nameOf: NameOf): string {
  const [was, is] = [describeRoute(before, nameOf), describeRoute(after, nameOf)];
  return was === is ? `${is}, with another judge, share or factor` : `${is}, not ${was}`;
}

/** One difference as a sentence; what it was in the first scenario stands after "not". */
export function describeDifference(difference: PolicyDifference, nameOf: NameOf): string {
  switch (difference.kind) {
    case 'rule added':
    case 'rule removed': {
      const { id, when, route } = difference.rule;
      const what = `${describeCondition(when, nameOf)}: ${describeRoute(route, nameOf)}`;
      return `${ruleName(id)} ${difference.kind === 'rule added' ? 'is new' : 'is gone'} (${what}).`;
    }
    case 'route':
      return `${ruleName(difference.rule)}: ${routeWords(difference.before, difference.after, nameOf)}.`;
    case 'condition':
      return `${ruleName(difference.rule)} takes ${describeCondition(difference.after, nameOf)}, not ${describeCondition(difference.before, nameOf)}.`;
    case 'order':
      return 'The rules stand in another order.';
    case 'setting': {
      const { part, key, before, after } = difference;
      const [was, is] = [valueWords(key, before), valueWords(key, after)];
      const values =
        was === is ? 'other values' : before === null ? `${is}; the first says nothing` : `${is}, not ${was}`;
      return `${settingName(part, key)}: ${values}.`;
    }
    default:
      difference satisfies never;
      throw new Error(`unknown difference: ${JSON.stringify(difference)}`);
  }
}

function settingName(part: 'cache' | 'serviceTier' | 'errors' | 'constraints' | 'assumptions', key: string | null) {
  if (part === 'cache' || part === 'serviceTier') return PARTS[part];
  const name = key ?? '';
  if (part === 'constraints') return isConstraintName(name) ? constraintLabel(name) : name;
  return (part === 'assumptions' ? ASSUMPTIONS[name] : ERRORS[name]) ?? name;
}
