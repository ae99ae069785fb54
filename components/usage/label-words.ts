import { formatCount } from '@/components/ui/format';
import type { LabelRule, RuleField } from '@/lib/domain/label-rule';

export const FIELD_NAMES: { readonly [field in RuleField]: string } = {
  model: 'model',
  task: 'task',
  team: 'team',
  language: 'language',
  region: 'region',
  needs: 'needs',
  tags: 'tags',
};

function describeField({ field, pattern }: LabelRule['where'][number]): string {
  const name = FIELD_NAMES[field];
  const isSet = field === 'needs' || field === 'tags';
  if (pattern === '') return isSet ? `there are no ${name}` : `${name} is empty`;
  if (isSet) return `${name} include ${pattern}`;
  return `${name} ${pattern.includes('*') ? 'matches' : 'is'} ${pattern}`;
}

function describeSize({ atLeast = 0, atMost }: NonNullable<LabelRule['inputTokens']>): string {
  if (atMost === undefined) return `the input has ${formatCount(atLeast)} tokens or more`;
  if (atLeast === 0) return `the input has at most ${formatCount(atMost)} tokens`;
  return `the input has ${formatCount(atLeast)} to ${formatCount(atMost)} tokens`;
}

/** The condition of a rule as a sentence begins: "Where model matches gpt-4o* and team is empty". */
export function describeWhere({ where, inputTokens, onlyMissing, target }: LabelRule): string {
  const parts = [
    ...where.map(describeField),
    ...(inputTokens === undefined ? [] : [describeSize(inputTokens)]),
    ...(onlyMissing ? [`the log gives no ${target}`] : []),
  ];
  return parts.length === 0 ? 'Every request' : `Where ${parts.join(' and ')}`;
}

/** "task = chat". */
export function describeLabel({ target, value }: LabelRule): string {
  return `${target} = ${value.trim() || '…'}`;
}
