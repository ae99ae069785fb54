import { loadAliases } from '@/db/queries/books';
import { loadBlastRadius } from '@/db/queries/evidence';
import type { Policy } from '@/lib/domain/policy';
import { solvePlan } from '@/lib/engine/optimise/solve-plan';
import { parsePolicy } from '@/lib/schema/policy';
import { getDatabase } from './database';
import { openPlan } from './open-plan';
import { requireWorkload } from './simulate-workload';
import { parseAsOf, type ScenarioView } from './view-scenario';

/** Share of today's quality that the plan of the first screen keeps. */
export const OVERVIEW_FLOOR = 0.97;
/** Cutting the cells of a larger log anew takes longer than a first screen should: the Studio does it when asked. */
const MAX_REQUESTS = 1_000_000;
const MAX_REMEMBERED = 16;
const remembered = new Map<string, Policy | null>();

/**
 * The cheapest plan that keeps 97 % of a workload's quality, as the Studio finds it; remembered while nothing that it
 * rests on changes. Null where no plan does, and for a log of over a million requests.
 */
export async function cheapestPlan(view: ScenarioView): Promise<Policy | null> {
  if (view.simulation.requests > MAX_REQUESTS) return null;
  const database = await getDatabase();
  const { id, revision } = await requireWorkload(database, view.workload.name);
  const rests = [view.inputs.hash, revision, [...loadBlastRadius(database, id)], [...loadAliases(database)]];
  const key = JSON.stringify([database.sqlite.name, id, ...rests]);
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const { problem } = await openPlan({
    workload: view.workload.name,
    base: null,
    candidates: null,
    by: ['task', 'size'],
    certainty: 'estimate',
    asOf: parseAsOf(view.asOf, Date.now()),
    books: view.books,
  });
  const answer = solvePlan(problem, { floor: OVERVIEW_FLOOR }, null);
  const isFound = answer.status === 'optimal' && answer.check.differences.length === 0;
  const plan = isFound
    ? parsePolicy(JSON.stringify({ ...answer.policy, name: 'Cheapest at 97% of today’s quality' }))
    : null;
  remembered.set(key, plan);
  if (remembered.size > MAX_REMEMBERED) remembered.delete(remembered.keys().next().value as string);
  return plan;
}
