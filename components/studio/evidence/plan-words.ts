import { describeCondition, describeRoute, type NameOf } from '@/components/studio/policy-words';
import type { Policy, Rule } from '@/lib/domain/policy';

function whenWords({ when }: Rule, nameOf: NameOf): string {
  const { task, ...rest } = when ?? {};
  const isTaskOnly = task !== undefined && Object.values(rest).every((value) => value === undefined);
  return isTaskOnly ? task.join(', ') : describeCondition(when, nameOf);
}

/** A plan as a short list of rules: `classify, extract` → `GLM-4 Plus`. */
export function planWords(policy: Policy, nameOf: NameOf): { readonly when: string; readonly to: string }[] {
  const rules = policy.rules.map((rule) => ({ when: whenWords(rule, nameOf), to: describeRoute(rule.route, nameOf) }));
  const isAlone = rules.length === 0;
  return [...rules, { when: isAlone ? 'all calls' : 'all others', to: describeRoute(policy.otherwise, nameOf) }];
}
