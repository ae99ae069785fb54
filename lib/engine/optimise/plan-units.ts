import type { Route } from '@/lib/domain/policy';
import { isOpen, type PlanGroup, type PlanProblem } from './plan-problem';

/** What a unit's calls may do: sums over its groups. */
export type UnitOption = {
  readonly option: number;
  readonly usd: number;
  readonly quality: number;
  readonly sent: ReadonlyMap<string, number>;
  /** A share of the calls may take it: false for a route that is no part of a split. */
  readonly isDivisible: boolean;
};

/** Groups that decide together: one group, or under "one model per task" all groups that share a task. */
export type Unit = { readonly groups: readonly number[]; readonly options: readonly UnitOption[] };

const isDivisible = (route: Route) => !('cascade' in route || 'chain' in route || route.fallback !== undefined);

/** Groups linked by their tasks. */
function linkByTask(groups: readonly PlanGroup[]): number[][] {
  const linked: { readonly tasks: Set<string>; readonly members: number[] }[] = [];
  for (const [g, { topics }] of groups.entries()) {
    const tasks = new Set(topics.map(({ task }) => task));
    const members = [g];
    for (let i = linked.length - 1; i >= 0; i--) {
      const other = linked[i] as (typeof linked)[number];
      if (![...other.tasks].some((task) => tasks.has(task))) continue;
      for (const task of other.tasks) tasks.add(task);
      members.unshift(...other.members);
      linked.splice(i, 1);
    }
    linked.push({ tasks, members });
  }
  return linked.map(({ members }) => members.sort((a, b) => a - b));
}

/** In a task that moves as one, calls that nothing judges today go along with those that something does. */
function isOpenTogether(own: readonly PlanGroup[], option: number): boolean {
  const isJudged = own.some(({ judgedRequests }) => judgedRequests > 0);
  return own.every(({ options }) => {
    const { leftOut = [] } = options[option] ?? {};
    return leftOut.every((reason) => isJudged && reason === 'not judged today');
  });
}

/** The units of a problem and what is open to each. With `oneModelPerTask` a unit takes one option whole. */
export function toUnits({ groups, options }: PlanProblem, oneModelPerTask: boolean): Unit[] {
  const members = oneModelPerTask ? linkByTask(groups) : groups.map((_, g) => [g]);
  return members.map((unit) => {
    const own = unit.map((g) => groups[g] as PlanGroup);
    const open = options.flatMap(({ route }, option): UnitOption[] => {
      const isUsable = oneModelPerTask
        ? isOpenTogether(own, option)
        : own.every((group) => isOpen(group.options[option] as (typeof group.options)[number]));
      if (!isUsable) return [];
      const sums = { usd: 0, quality: 0, sent: new Map<string, number>() };
      for (const group of own) {
        const { usd, quality, sent } = group.options[option] as (typeof group.options)[number];
        sums.usd += usd;
        sums.quality += quality;
        for (const part of sent)
          if (part.requests > 0) sums.sent.set(part.model, (sums.sent.get(part.model) ?? 0) + part.usd);
      }
      return [{ option, ...sums, isDivisible: !oneModelPerTask && isDivisible(route) }];
    });
    return { groups: unit, options: open };
  });
}
