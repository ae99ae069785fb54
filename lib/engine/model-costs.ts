import type { CellTable } from '@/lib/domain/cube';
import { type Evaluation, isCacheHit } from './evaluate';
import { getOrCreate } from './get-or-create';
import { isComparable } from './replay-sums';

/** What one model costs on both sides, in USD over the log's span, from cells with a price on both. */
export type ModelCost = { planUsd: number; todayUsd: number };

/** The bill of each model on both sides; both are linear in that model's prices. The router's overhead is no model's. */
export function costByModel(table: CellTable, evaluation: Evaluation): Map<string, ModelCost> {
  const costs = new Map<string, ModelCost>();
  const costOf = (model: string) => getOrCreate(costs, model, () => ({ planUsd: 0, todayUsd: 0 }));
  for (let cell = 0; cell < table.length; cell++) {
    if (isCacheHit(table, cell) || !isComparable(evaluation, cell)) continue;
    const own = evaluation.sourceModel[table.dimensions.model[cell] as number] ?? '';
    costOf(own).todayUsd += evaluation.repricedUsd[cell] as number;
  }
  for (const [model, { usd }] of evaluation.sent) costOf(model).planUsd += usd;
  return costs;
}
