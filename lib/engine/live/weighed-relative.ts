import type { CellTable } from '@/lib/domain/cube';
import { evaluateCells } from '../evaluate';
import type { ReplayContext } from '../replay-context';

export type Weights = { readonly [task: string]: number };

/** Whether an error weighs more in one task than in another. */
export function isWeighed(weights: Weights): boolean {
  return Object.values(weights).some((weight) => weight !== 1);
}

/**
 * A plan's quality as a share of today's, errors weighed by each task's blast radius (1 where none is set):
 * Σ weight × requests × the plan's score ÷ Σ weight × requests × today's score, over the calls judged on both sides.
 * null where no call is. Throws an Error as `evaluateCells` does.
 */
export function weighedRelative(table: CellTable, context: ReplayContext, weights: Weights): number | null {
  const { baselineQuality, planQuality, planUsd, repricedUsd } = evaluateCells(table, {
    ...context,
    onCharge: undefined,
  });
  const sums = { today: 0, plan: 0 };
  for (let cell = 0; cell < table.length; cell++) {
    const today = baselineQuality[cell] as number;
    const planned = planQuality[cell] as number;
    if (Number.isNaN(today + planned + (planUsd[cell] as number) + (repricedUsd[cell] as number))) continue;
    const task = table.labels.task[table.dimensions.task[cell] as number] ?? '';
    const weight = Object.hasOwn(weights, task) ? (weights[task] as number) : 1;
    const requests = weight * (table.measures.requests[cell] as number);
    sums.today += requests * today;
    sums.plan += requests * planned;
  }
  return sums.today === 0 ? null : sums.plan / sums.today;
}
