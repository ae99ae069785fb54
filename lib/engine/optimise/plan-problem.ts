import type { CellTable } from '@/lib/domain/cube';
import type { PlanRequest } from '@/lib/domain/plan';
import type { ConstraintName, Route } from '@/lib/domain/policy';
import type { ReplayContext } from '../replay-context';

/** Where every problem's options begin: staying on the logged model. */
export const KEEP_OPTION = 0;

/** Where a group's calls may go. `label` is the model's offer id, or the name given to a route. */
export type PlanOption = { readonly label: string; readonly route: Route };

/** Why an option is not open to a group. */
export type LeftOutReason =
  | 'no price'
  | 'does not fit'
  | 'no evidence'
  | 'no sample size'
  | 'not judged today'
  | 'not offered'
  | `broken: ${ConstraintName}`
  | `unknown: ${ConstraintName}`;

/** What an option comes to in a group; the comparable calls' sums. */
export type GroupOption = {
  /** USD, as `simulate` has it; NaN where a call has no price. */
  readonly usd: number;
  /** Σ blast weight × requests × score over the calls judged today; NaN where one of them would not be judged. */
  readonly quality: number;
  /** Empty: the option is open. */
  readonly leftOut: readonly LeftOutReason[];
  /** What each model gets of the group's calls, the router's own cost left out. */
  readonly sent: readonly { readonly model: string; readonly requests: number; readonly usd: number }[];
};

/** Calls of a task that one benchmark judges. `named`: a rule must name the languages; else it takes what is left. */
export type Topic = {
  readonly task: string;
  readonly languages: readonly string[];
  readonly named: boolean;
  readonly benchmark: string | null;
};

/** Input sizes from `atLeast` up to, not including, `below`; null: no end. */
export type SizeClass = { readonly atLeast: number; readonly below: number | null };

/** Which calls a group holds, as conditions of a policy can say. `size` null: calls without a size of their own, or any. */
export type GroupCalls = {
  readonly topics: readonly Topic[];
  readonly needs: readonly string[];
  readonly size: SizeClass | null;
};

/** Calls that move together. `options` are in the order of the problem's. */
export type PlanGroup = GroupCalls & {
  readonly requests: number;
  readonly judgedRequests: number;
  /** Offers of the log that the comparable calls are on. */
  readonly sources: readonly string[];
  /** Some calls have no price of their own: they move with the group and are in no sum. */
  readonly hasOthers: boolean;
  readonly options: readonly GroupOption[];
};

/** Calls of which none has a price of its own: in no sum, but a rule must send them somewhere. */
export type FreeGroup = GroupCalls & { readonly openTo: readonly boolean[] };

export type LeftOutRow = { readonly reason: LeftOutReason; readonly models: readonly string[] };

/** All that a plan is chosen from: what each option costs and scores in each group. */
export type PlanProblem = {
  readonly options: readonly PlanOption[];
  readonly groups: readonly PlanGroup[];
  readonly freeGroups: readonly FreeGroup[];
  /** Σ blast weight × requests × score of today's models; 0 where no call is judged. */
  readonly todayQuality: number;
  /** Σ blast weight × requests of the judged calls: a quality divided by it is a mean score. */
  readonly judgedWeight: number;
  readonly judgedRequests: number;
  /** Today's bill for the comparable calls, repriced. */
  readonly todayUsd: number;
  readonly requests: number;
  /**
   * No policy that sends the comparable calls to these options costs less, whatever its conditions and its quality: the
   * cheapest option of each cell, constraints and evidence aside.
   */
  readonly leastUsd: number;
  /** Candidates that some group cannot use, and those that none can. */
  readonly leftOut: readonly LeftOutRow[];
  readonly excluded: readonly LeftOutRow[];
  readonly table: CellTable;
  readonly context: ReplayContext;
  readonly request: PlanRequest;
};

/** Whether a group may use an option. */
export function isOpen({ leftOut }: GroupOption): boolean {
  return leftOut.length === 0;
}

/** The problem where only some of the options are offered; `keep` is asked for each group's option. */
export function restrictProblem(
  problem: PlanProblem,
  keep: (option: GroupOption, index: number, group: PlanGroup) => boolean,
): PlanProblem {
  const close = (option: GroupOption): GroupOption => ({ ...option, leftOut: [...option.leftOut, 'not offered'] });
  return {
    ...problem,
    groups: problem.groups.map((group) => ({
      ...group,
      options: group.options.map((option, index) => (keep(option, index, group) ? option : close(option))),
    })),
  };
}

/** The problem without one constraint of its base policy, except on shares, which close no option. */
export function withoutConstraint(problem: PlanProblem, name: ConstraintName): PlanProblem {
  const isOfIt = (reason: LeftOutReason) => reason === `broken: ${name}` || reason === `unknown: ${name}`;
  return {
    ...problem,
    groups: problem.groups.map((group) => {
      const options = group.options.map((option) => ({
        ...option,
        leftOut: option.leftOut.filter((reason) => !isOfIt(reason)),
      }));
      const keep = options[KEEP_OPTION];
      // What nothing judges stays, once it may.
      const stays = group.judgedRequests === 0 && keep !== undefined && isOpen(keep);
      if (!stays) return { ...group, options };
      const moved = options
        .slice(KEEP_OPTION + 1)
        .map((option): GroupOption => ({ ...option, leftOut: ['not judged today'] }));
      return { ...group, options: [keep, ...moved] };
    }),
  };
}
