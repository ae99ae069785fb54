import type { ConstraintName, Constraints } from '@/lib/domain/policy';
import type { PlanGoal } from './find-plan';
import type { LeftOutReason, PlanGroup } from './plan-problem';

const join = (words: readonly string[]) => words.join(', ');

/** A share as percent, cut to `digits` after the point so that what is reachable is never overstated. */
export function floorPercent(share: number, digits = 2): string {
  const scale = 10 ** digits;
  return `${Math.floor(100 * share * scale + 1e-7) / scale} %`;
}

/** A share as percent, rounded up: the least that is needed is never understated. */
export function ceilPercent(share: number, digits = 2): string {
  const scale = 10 ** digits;
  return `${Math.ceil(100 * share * scale - 1e-7) / scale} %`;
}

/** As typed: 0.97 is 97 %. */
export const percent = (share: number) => `${Number((100 * share).toPrecision(10))} %`;

/** USD rounded up, where it is the least that something costs. */
export const ceilUsd = (usd: number) =>
  `$${(Math.ceil(usd * 100 - 1e-6) / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })}`;
const plainUsd = (usd: number) => `$${usd.toLocaleString('en-US', { maximumFractionDigits: 6 })}`;

export function goalWords(goal: PlanGoal): string {
  if ('floor' in goal) return `the floor of ${percent(goal.floor ?? 0)} of today’s quality`;
  return `the budget of ${plainUsd(goal.budgetUsd ?? 0)}`;
}

/** Calls of a group: "task rag with vision, from 128,001 tokens". */
export function groupWords({ topics, needs, size }: PlanGroup): string {
  const tasks = [...new Set(topics.map(({ task }) => task))];
  const named = tasks.filter((task) => task !== '');
  const task =
    named.length === 0 ? 'calls without a task' : named.length === 1 ? `task ${named[0]}` : `${named.length} tasks`;
  const tokens = (count: number) => count.toLocaleString('en-US');
  const parts = [
    needs.length === 0 ? '' : ` with ${join(needs)}`,
    size !== null && size.atLeast > 0 ? `, from ${tokens(size.atLeast)} tokens` : '',
    size?.below == null ? '' : `, up to ${tokens(size.below - 1)} tokens`,
  ];
  return `${task}${parts.join('')}`;
}

/** What a model must be known to be: "to stay in EU". */
export function constraintWords(name: ConstraintName, constraints: Constraints): string {
  const value = <Name extends ConstraintName>(key: Name) => constraints[key];
  switch (name) {
    case 'residency':
      return `to stay in ${join(value('residency') ?? [])}`;
    case 'originIn':
      return `to come from ${join(value('originIn') ?? [])}`;
    case 'originNotIn':
      return `not to come from ${join(value('originNotIn') ?? [])}`;
    case 'openWeights':
      return 'to have open weights';
    case 'contextTokensAtLeast':
      return `to take ${value('contextTokensAtLeast')?.toLocaleString('en-US')} tokens`;
    case 'needs':
      return `to be capable of ${join(value('needs') ?? [])}`;
    case 'notDeprecatedBefore':
      return `to be on sale until ${value('notDeprecatedBefore')}`;
    case 'access':
      return `to be accessible as asked (${join(Object.keys(value('access') ?? {}))})`;
    case 'latencyMsAtMost':
      return `to answer within ${value('latencyMsAtMost')} ms`;
    case 'firstTokenMsAtMost':
      return `to begin within ${value('firstTokenMsAtMost')} ms`;
    case 'outputTokensPerSecondAtLeast':
      return `to write ${value('outputTokensPerSecondAtLeast')} tokens a second`;
    case 'vendorShareAtMost':
      return 'to keep within its share';
    default:
      name satisfies never;
      throw new Error(`unknown constraint: ${name}`);
  }
}

/** Why no option is left to a group, without repeating itself. */
export function reasonWords(reasons: readonly LeftOutReason[]): string {
  return join([...new Set(reasons)]);
}
