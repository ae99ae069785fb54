import { getOrCreate } from '../get-or-create';
import {
  isOpen,
  KEEP_OPTION,
  type LeftOutReason,
  type LeftOutRow,
  type PlanGroup,
  type PlanOption,
} from './plan-problem';

/** Reason → models, the reason that concerns most of them first. */
function toRows(byReason: ReadonlyMap<LeftOutReason, ReadonlySet<string>>): LeftOutRow[] {
  return [...byReason]
    .map(([reason, models]) => ({ reason, models: [...models].sort() }))
    .sort((a, b) => b.models.length - a.models.length);
}

/**
 * Names the candidates that some group of calls cannot use, and those that none can; each by its reasons. That a group
 * is not judged today says nothing of a candidate.
 */
export function listLeftOut(
  options: readonly PlanOption[],
  groups: readonly PlanGroup[],
): { readonly leftOut: readonly LeftOutRow[]; readonly excluded: readonly LeftOutRow[] } {
  const leftOut = new Map<LeftOutReason, Set<string>>();
  const excluded = new Map<LeftOutReason, Set<string>>();
  for (const [o, { label }] of options.entries()) {
    if (o === KEEP_OPTION) continue;
    const asked = groups
      .flatMap(({ options: own }) => own[o] ?? [])
      .filter((own) => !own.leftOut.includes('not judged today'));
    const reasons = new Set(asked.flatMap((own) => own.leftOut));
    for (const reason of reasons) getOrCreate(leftOut, reason, () => new Set<string>()).add(label);
    if (asked.some(isOpen)) continue;
    for (const reason of reasons) getOrCreate(excluded, reason, () => new Set<string>()).add(label);
  }
  return { leftOut: toRows(leftOut), excluded: toRows(excluded) };
}
