import type { PlanAnswer, PlanLimits } from '@/lib/domain/plan';
import type { LeftOutRow } from '@/lib/engine/optimise/plan-problem';
import { type PlanAsk, solvePlan } from '@/lib/engine/optimise/solve-plan';
import { parsePolicy } from '@/lib/schema/policy';
import { type OpenPlan, openPlan, type PlanQuestion } from './open-plan';
import { loadSolver } from './solver';

export type SolvePlanRequest = PlanQuestion &
  ({ readonly floor: number } | { readonly budgetUsd: number }) & { readonly limits: PlanLimits };

export type SolvedPlan = Pick<OpenPlan, 'candidates' | 'inputs'> & {
  readonly answer: PlanAnswer;
  /** Candidates that some calls cannot use, and those that none can, by reason. */
  readonly leftOut: readonly LeftOutRow[];
  readonly excluded: readonly LeftOutRow[];
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
  return { answer, candidates, leftOut: problem.leftOut, excluded: problem.excluded, inputs };
}
