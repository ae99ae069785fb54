import type { Policy } from '@/lib/domain/policy';
import type { Suggestion } from '@/lib/domain/suggestion';
import { canonical } from './policy-differences';

const isSame = (a: unknown, b: unknown) => canonical(a) === canonical(b);

/** Whether a rule of the policy still asks and routes as a suggestion made it, so that it can be put back. */
export function isInForce(policy: Policy, { rule, when, to }: Pick<Suggestion, 'rule' | 'when' | 'to'>): boolean {
  if (rule === 'otherwise') return isSame(policy.otherwise, to);
  const own = policy.rules.find(({ id }) => id === rule);
  return own !== undefined && isSame(own.when ?? null, when) && isSame(own.route, to);
}

/**
 * The way back from a suggestion: to the route there was before. Money and quality are those of the day it was
 * computed, the other way round; how certain the way back is was never asked.
 */
export function reverse(suggestion: Suggestion, because: string): Suggestion {
  const { from, to, usdPerMonth, quality, decidedBy: _, ...rest } = suggestion;
  const { before, after, change, judgedPct } = quality;
  return {
    ...rest,
    from: to,
    to: from,
    usdPerMonth: { before: usdPerMonth.after, after: usdPerMonth.before },
    quality: {
      before: after,
      after: before,
      change: change === null ? null : { low: -change.high, high: -change.low },
      judgedPct,
    },
    certainty: null,
    because,
  };
}
