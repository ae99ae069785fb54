import type { Condition, Route } from '@/lib/domain/policy';

export type NameOf = (model: string) => string;

const MAX_NAMED = 3;

function listWords(values: readonly string[], joiner: 'or' | 'and'): string {
  const shown =
    values.length > MAX_NAMED + 1 ? [...values.slice(0, MAX_NAMED), `${values.length - MAX_NAMED} more`] : values;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} ${joiner} ${shown.at(-1)}`;
}

const count = (tokens: number) => tokens.toLocaleString('en-US');

/** A condition in plain words, e.g. `task classify or extract, up to 4,000 input tokens`. */
export function describeCondition(when: Condition | undefined, nameOf: NameOf): string {
  if (when === undefined) return 'every call that reaches it';
  const parts: string[] = [];
  for (const key of ['task', 'team', 'language', 'region'] as const) {
    const values = when[key];
    if (values !== undefined) parts.push(`${key} ${listWords(values, 'or')}`);
  }
  if (when.tags) parts.push(`tagged ${listWords(when.tags, 'or')}`);
  if (when.needs) parts.push(`needs ${listWords(when.needs, 'and')}`);
  if (when.sourceModel) parts.push(`on ${listWords(when.sourceModel.map(nameOf), 'or')}`);
  if (when.serviceTier) parts.push(`${listWords(when.serviceTier, 'or')} tier`);
  const { atLeast, atMost } = when.inputTokens ?? {};
  if (atLeast !== undefined && atMost !== undefined) parts.push(`${count(atLeast)} to ${count(atMost)} input tokens`);
  else if (atLeast !== undefined) parts.push(`${count(atLeast)} input tokens or more`);
  else if (atMost !== undefined) parts.push(`up to ${count(atMost)} input tokens`);
  if (when.not) parts.push(`not (${describeCondition(when.not, nameOf)})`);
  return parts.join(', ');
}

const PCT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** A route in plain words, e.g. `80% GLM-4 Plus, 20% GPT-4o`. */
export function describeRoute(route: Route, nameOf: NameOf): string {
  const fallback = route.fallback ? `, else ${listWords(route.fallback.map(nameOf), 'or')}` : '';
  if ('keep' in route) return `stays on its model${fallback}`;
  if ('model' in route) return `${nameOf(route.model)}${fallback}`;
  if ('split' in route) {
    const total = route.split.reduce((sum, part) => sum + part.weight, 0);
    const parts = route.split.map((part) => `${PCT.format((100 * part.weight) / total)}% ${nameOf(part.model)}`);
    return `${parts.join(', ')}${fallback}`;
  }
  if ('cascade' in route) return `tries ${route.cascade.map((step) => nameOf(step.model)).join(', then ')}${fallback}`;
  if ('chain' in route) return `${route.chain.map((step) => nameOf(step.model)).join(' → ')}${fallback}`;
  route satisfies never;
  throw new Error(`unknown route: ${JSON.stringify(route)}`);
}
