import type { PlanAnswer, PlanLimits } from '@/lib/domain/plan';
import type { LeftOutRow } from '@/lib/engine/optimise/plan-problem';
import { type PlanAsk, solvePlan } from '@/lib/engine/optimise/solve-plan';
import { parsePolicy } from '@/lib/schema/policy';
import { type OpenPlan, openPlan, type PlanQuestion } from './open-plan';
import { monthOfPlan, type PlanMonth } from './plan-month';
import { loadSolver } from './solver';

export type SolvePlanRequest = PlanQuestion &
  ({ readonly floor: number } | { readonly budgetUsd: number }) & { readonly limits: PlanLimits };

export type SolvedPlan = Pick<OpenPlan, 'candidates' | 'inputs'> & {
  readonly answer: PlanAnswer;
  /** Candidates that some calls cannot use, and those that none can, by reason. */
  readonly leftOut: readonly LeftOutRow[];
  readonly excluded: readonly LeftOutRow[];
  /** Some book has volume discounts, commitments or fees: the plan was chosen without them. */
  readonly isApproximate: boolean;
  /** The plan's month with them; null without such terms or without a plan. */
  readonly month: PlanMonth | null;
};

/**
 * The cheapest plan for a floor, or the best for a budget (USD over the log's span), under limits; checked by a second
 * replay. Throws WaybillError for unknown names, and 'too-large' where no plan is proven in time.
 */
export async function solvePlanFor(request: SolvePlanRequest): Promise<SolvedPlan> {
  const { problem, candidates, inputs } = await openPlan(request);
  const goal = 'floor' in request ? { floor: request.floor } : { budgetUsd: request.budgetUsd };
  const ask: PlanAsk = { ...goal, ...request.limits };
  const answer = solvePlan(problem, ask, await loadSolver());
  // What is shown is what a policy file can hold.
  if (answer.status === 'optimal') parsePolicy(JSON.stringify(answer.policy));
  const month =
    answer.status === 'optimal' ? await monthOfPlan(request.workload, request.asOf, problem, answer.policy) : null;
  return {
    answer,
    candidates,
    leftOut: problem.leftOut,
    excluded: problem.excluded,
    isApproximate: problem.context.stack.monthTerms.length > 0,
    month,
    inputs,
  };
}
