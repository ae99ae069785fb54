import type { CacheRule, CascadeRoute, Condition, Policy, Route, ServiceTierRule } from '@/lib/domain/policy';

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

/** `tries A (80% taken), then B, judged by C`; without a share the evidence gives one. */
function describeCascade({ cascade, judge }: CascadeRoute, nameOf: NameOf): string {
  const steps = cascade.map(({ model, accept }, index) => {
    const isLast = index === cascade.length - 1;
    return isLast || accept === undefined ? nameOf(model) : `${nameOf(model)} (${PCT.format(100 * accept)}% taken)`;
  });
  return `tries ${steps.join(', then ')}${judge === undefined ? '' : `, judged by ${nameOf(judge.model)}`}`;
}

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
  if ('cascade' in route) return `${describeCascade(route, nameOf)}${fallback}`;
  if ('chain' in route) return `${route.chain.map((step) => nameOf(step.model)).join(' → ')}${fallback}`;
  route satisfies never;
  throw new Error(`unknown route: ${JSON.stringify(route)}`);
}

const UNITS = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
] as const;

/** Seconds in the largest unit that holds them whole: `1 hour`, `90 minutes`, `45 seconds`. */
export function describeSeconds(seconds: number): string {
  const [size, unit] = UNITS.find(([unitSeconds]) => seconds >= unitSeconds && seconds % unitSeconds === 0) ?? [
    1,
    'second',
  ];
  const number = PCT.format(seconds / size);
  return `${number} ${unit}${number === '1' ? '' : 's'}`;
}

/** `same prompts answered from the cache, 40% of task faq, kept 1 hour`. */
export function describeCacheRule({ kind, when, hitRate, ttlSeconds }: CacheRule, nameOf: NameOf): string {
  const which = when === undefined ? 'every call' : describeCondition(when, nameOf);
  const kept = ttlSeconds === undefined ? '' : `, kept ${describeSeconds(ttlSeconds)}`;
  return `${kind === 'exact' ? 'the same prompts' : 'like prompts'}: ${PCT.format(100 * hitRate)}% of ${which}${kept}`;
}

/** `batch: task nightly`. */
export function describeTierRule({ tier, when }: ServiceTierRule, nameOf: NameOf): string {
  return `${tier}: ${when === undefined ? 'every call' : describeCondition(when, nameOf)}`;
}

/** `2 retries, then the cached answer`; null where the policy says nothing. */
export function describeErrors(errors: Policy['errors']): string | null {
  if (errors === undefined) return null;
  const { retries = 0, lastResort } = errors;
  const tries = retries === 0 ? 'no retry' : retries === 1 ? '1 retry' : `${retries} retries`;
  if (lastResort === undefined) return tries;
  return `${tries}, at last ${lastResort === 'cachedAnswer' ? 'the cached answer' : 'an error'}`;
}
