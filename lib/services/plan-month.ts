import type { Policy } from '@/lib/domain/policy';
import { type AdjustedFigures, adjustFigures, monthScale } from '@/lib/engine/monthly';
import type { PlanProblem } from '@/lib/engine/optimise/plan-problem';
import { spanOf } from '@/lib/engine/period';
import { simulate } from '@/lib/engine/summarise';
import { getDatabase } from './database';
import { loadCutCells, requireWorkload } from './simulate-workload';
import { monthTermsAt } from './view-scenario';

/**
 * A plan's 30-day month beside today's, in USD, with the volume discounts, commitments and fees that it was chosen
 * without; or why there is no month.
 */
export type PlanMonth = { readonly figures: AdjustedFigures } | { readonly why: string };

/** Reprices a plan that was found with the month terms of its books; null where they have none. */
export async function monthOfPlan(
  workloadName: string,
  asOf: 'logged' | number,
  { table, context }: PlanProblem,
  policy: Policy,
): Promise<PlanMonth | null> {
  const { monthTerms } = context.stack;
  if (monthTerms.length === 0) return null;
  const database = await getDatabase();
  const workload = await requireWorkload(database, workloadName);
  const span = spanOf(loadCutCells(database, workload, workload.cuts));
  const scale = monthScale(span, null);
  if (!scale.known) return { why: scale.why };
  const simulation = simulate(table, { ...context, policy });
  return { figures: adjustFigures(simulation, scale, monthTerms, monthTermsAt(asOf, span)) };
}
