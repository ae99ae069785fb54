import type { Condition } from '@/lib/domain/policy';
import type { Repeats } from '@/lib/domain/repeats';

/** Repeats among the calls of a condition. `byTaskOnly`: it says more than tasks, which the measure does not see. */
export type RepeatShare = {
  readonly share: number;
  readonly requests: number;
  readonly tasks: readonly string[] | null;
  readonly byTaskOnly: boolean;
};

/** The share of repeats over the tasks that a cache rule names, or over all; null where none of their calls has a hash. */
export function repeatShare({ byTask }: Repeats, when: Condition | undefined): RepeatShare | null {
  const rows = when?.task === undefined ? byTask : byTask.filter(({ task }) => when.task?.includes(task));
  const requests = rows.reduce((sum, row) => sum + row.requests, 0);
  if (requests === 0) return null;
  return {
    share: rows.reduce((sum, row) => sum + row.repeats, 0) / requests,
    requests,
    tasks: when?.task ?? null,
    byTaskOnly: Object.keys(when ?? {}).some((key) => key !== 'task'),
  };
}
