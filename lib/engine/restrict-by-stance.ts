import type { Stance } from '@/lib/domain/decision';
import { KEEP_OPTION, type PlanProblem, restrictProblem } from './optimise/plan-problem';

/** Sums of floats differ in their last digits: a model that is as good is no worse. */
const NO_WORSE = 1 - 1e-12;

/**
 * The problem in which each task may do no more than its stance allows: `stays` leaves only the logged model, `guarded`
 * only models whose score over the group's judged calls is no lower than today's. A group of several tasks is held to
 * the strictest of them.
 */
export function restrictByStance(problem: PlanProblem, stanceOf: (task: string) => Stance): PlanProblem {
  return restrictProblem(problem, ({ quality }, index, { topics, options }) => {
    if (index === KEEP_OPTION) return true;
    const stances = topics.map(({ task }) => stanceOf(task));
    if (stances.includes('stays')) return false;
    const today = options[KEEP_OPTION]?.quality ?? Number.NaN;
    return !stances.includes('guarded') || quality >= today * NO_WORSE;
  });
}
