import type { EvidenceLine } from '@/lib/domain/evidence';
import type { Policy } from '@/lib/domain/policy';
import { acceptShare } from '@/lib/engine/compile-route';
import type { RulePlace } from './edit-policy';

/** What the evidence says of the share of answers that is taken, 0 to 1: one figure a benchmark, hence a range. */
export type EvidenceAccept = {
  readonly low: number;
  readonly high: number;
  readonly isPrior: boolean;
  /** Tasks that no evidence judges: their calls need a share typed in. */
  readonly withoutEvidence: readonly string[];
};

/**
 * The accept share that a replay derives for `model` under a judge with that error rate, over the tasks that the
 * route takes; null where no evidence judges any of them.
 */
export function acceptFromEvidence(
  evidence: readonly EvidenceLine[],
  model: string,
  errorRate: number,
  tasks: readonly string[],
): EvidenceAccept | null {
  const wanted = new Set(tasks);
  const lines = evidence.filter((line) => line.model === model && line.tasks.some((task) => wanted.has(task)));
  if (lines.length === 0) return null;
  const shares = lines.map(({ score }) => acceptShare(score, errorRate));
  const judged = new Set(lines.flatMap((line) => line.tasks));
  return {
    low: Math.min(...shares),
    high: Math.max(...shares),
    isPrior: lines.some(({ kind }) => kind === 'prior'),
    withoutEvidence: tasks.filter((task) => !judged.has(task)),
  };
}

/** Tasks whose calls may reach a rule: its own, or all, without those that a rule before it takes whole. */
export function tasksReaching(policy: Policy, place: RulePlace, tasks: readonly string[]): readonly string[] {
  const before = place === 'otherwise' ? policy.rules : policy.rules.slice(0, place);
  const rule = place === 'otherwise' ? undefined : policy.rules[place];
  const taken = new Set(
    before.flatMap(({ when }) => (when?.task !== undefined && Object.keys(when).length === 1 ? when.task : [])),
  );
  return (rule?.when?.task ?? tasks).filter((task) => !taken.has(task));
}
