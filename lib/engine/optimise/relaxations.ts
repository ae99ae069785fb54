import { CONSTRAINT_NAMES, type ConstraintName } from '@/lib/domain/policy';
import type { Limits } from './find-plan';
import { type PlanProblem, withoutConstraint } from './plan-problem';
import { constraintWords, percent } from './plan-words';

/** A plan's question with one of its conditions left out. */
export type Relaxation = { readonly name: string; readonly problem: PlanProblem; readonly limits: Limits };

/** Constraints of the base policy that offers are judged by. */
export function hardConstraints({ request }: PlanProblem): ConstraintName[] {
  const { constraints = {} } = request.base;
  return CONSTRAINT_NAMES.filter((name) => name !== 'vendorShareAtMost' && constraints[name] !== undefined);
}

export function limitNames({ modelsAtMost, oneModelPerTask, vendorShareAtMost }: Limits): string[] {
  return [
    ...(modelsAtMost === undefined ? [] : [`at most ${modelsAtMost} ${modelsAtMost === 1 ? 'model' : 'models'}`]),
    ...(oneModelPerTask ? ['one model per task'] : []),
    ...Object.entries(vendorShareAtMost).map(
      ([vendor, share]) => `vendor share of ${vendor} at most ${percent(share)}`,
    ),
  ];
}

/** Every way to leave out one limit or one constraint of the base policy. The floor or budget is the caller's. */
export function relaxOneByOne(problem: PlanProblem, limits: Limits): Relaxation[] {
  const { modelsAtMost, oneModelPerTask, vendorShareAtMost } = limits;
  const relaxed: Relaxation[] = [];
  if (modelsAtMost !== undefined)
    relaxed.push({
      name: limitNames({ modelsAtMost, oneModelPerTask: false, vendorShareAtMost: {} }).join(),
      problem,
      limits: { oneModelPerTask, vendorShareAtMost },
    });
  if (oneModelPerTask)
    relaxed.push({ name: 'one model per task', problem, limits: { ...limits, oneModelPerTask: false } });
  for (const [vendor, share] of Object.entries(vendorShareAtMost)) {
    const { [vendor]: _left, ...others } = vendorShareAtMost;
    relaxed.push({
      name: `vendor share of ${vendor} at most ${percent(share)}`,
      problem,
      limits: { ...limits, vendorShareAtMost: others },
    });
  }
  const { constraints = {} } = problem.request.base;
  for (const name of hardConstraints(problem))
    relaxed.push({
      name: `${name} (${constraintWords(name, constraints)})`,
      problem: withoutConstraint(problem, name),
      limits,
    });
  return relaxed;
}
