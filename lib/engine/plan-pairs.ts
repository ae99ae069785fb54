import type { CellTable } from '@/lib/domain/cube';
import type { Policy } from '@/lib/domain/policy';
import { getOrCreate } from './get-or-create';
import { compileCondition } from './match';
import type { Resolver } from './names';
import { modelsOfRoute } from './plan-cuts';

/** Calls that may move from one model to another. Offer ids, or names where no offer has them. */
export type PlanPair = { readonly from: string; readonly to: string; readonly requests: number };

/**
 * The pairs of models between which a policy moves calls, most calls first: for each cell its own model, and every
 * other that its rule's route names, the judge and the fallbacks too. `requests` are the calls of those cells.
 */
export function pairsOfPlan(table: CellTable, policy: Policy, resolve: Resolver): PlanPair[] {
  const nameOf = (name: string) => resolve(name)?.offerId ?? name;
  const rules = policy.rules.map(({ when, route }) => ({
    matches: compileCondition(when, table, resolve),
    targets: [...new Set(modelsOfRoute(route).map(nameOf))],
  }));
  const rest = [...new Set(modelsOfRoute(policy.otherwise).map(nameOf))];
  const models = table.labels.model.map(nameOf);
  const byPair = new Map<string, { from: string; to: string; requests: number }>();
  for (let cell = 0; cell < table.length; cell++) {
    const from = models[table.dimensions.model[cell] as number] ?? '';
    if (from === '') continue;
    const targets = rules.find(({ matches }) => matches(cell))?.targets ?? rest;
    for (const to of targets) {
      if (to === from) continue;
      const pair = getOrCreate(byPair, `${from}\n${to}`, () => ({ from, to, requests: 0 }));
      pair.requests += table.measures.requests[cell] as number;
    }
  }
  return [...byPair.values()].sort((a, b) => b.requests - a.requests || (a.to < b.to ? -1 : 1));
}
