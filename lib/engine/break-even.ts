import type { CellTable } from '@/lib/domain/cube';
import type { Policy, Route } from '@/lib/domain/policy';
import type { BreakEven, NextBest } from '@/lib/domain/sensitivity';
import { judgeConstraints } from './constraints';
import { evaluateCells } from './evaluate';
import { costByModel } from './model-costs';
import type { ReplayContext } from './replay-context';
import { addSums, cellsWhere, outcomeOf, sumReplay } from './replay-sums';
import { selectCells } from './select-cells';

/** A part of a bill below this share of it is float dust. */
const DUST = 1e-12;

/**
 * The k at which a + (k − 1)·aPart = b + (k − 1)·bPart: two bills of which a part is linear in one model's prices.
 * null where the parts are equal, or where the price would have to be negative.
 */
function crossing(a: number, aPart: number, b: number, bPart: number): number | null {
  const slope = aPart - bPart;
  if (Math.abs(slope) <= DUST * Math.max(Math.abs(a), Math.abs(b))) return null;
  const multiple = 1 + (b - a) / slope;
  return multiple < 0 ? null : multiple;
}

/**
 * For each model of the plan, then of today's traffic: the multiple of all its prices, on both sides, at which the
 * plan's bill equals today's. Both bills are linear in the prices of one model, so it is exact:
 * k = 1 + (today − plan) / (model's part of the plan − its part of today). Before volume discounts and commitments.
 * Throws an Error as `evaluateCells` does.
 */
export function breakEvenPrices(table: CellTable, context: ReplayContext): BreakEven[] {
  const evaluation = evaluateCells(table, { ...context, onCharge: undefined });
  const total = sumReplay(
    table,
    evaluation,
    cellsWhere(table, () => true),
  );
  return [...costByModel(table, evaluation)]
    .filter(([, { planUsd, todayUsd }]) => planUsd > 0 || todayUsd > 0)
    .map(([model, { planUsd, todayUsd }]) => ({
      model,
      planUsd,
      todayUsd,
      multiple: crossing(total.planUsd, planUsd, total.todayUsd, todayUsd),
    }))
    .sort((a, b) => b.planUsd - a.planUsd || b.todayUsd - a.todayUsd);
}

export type NextBestOptions = {
  /** Offer ids or names; staying on the logged model is always one more. */
  readonly candidates: readonly string[];
  /** Quality the whole plan must keep, relative to today's (0 to 1); null: any. */
  readonly floor: number | null;
};

function withRoute(policy: Policy, rule: number, route: Route): Policy {
  if (rule === policy.rules.length) return { ...policy, otherwise: route };
  return { ...policy, rules: policy.rules.map((own, i) => (i === rule ? { ...own, route } : own)) };
}

/**
 * For each rule that sends its calls to one model: the first candidate to be cheaper for the same calls as that
 * model's prices rise, and the multiple at which it is (below 1: it is already). A candidate counts where it prices
 * all calls of the rule that the plan prices, breaks no constraint but vendor shares, is judged on all calls that the
 * plan is judged on, and the plan with it keeps the floor. A rule without such a candidate has no row. Throws an Error as `evaluateCells` does.
 */
export function nextBestPrices(
  table: CellTable,
  context: ReplayContext,
  { candidates, floor }: NextBestOptions,
): NextBest[] {
  const silent = { ...context, onCharge: undefined };
  const { policy, resolve, stack } = context;
  const whole = evaluateCells(table, silent);
  const total = sumReplay(
    table,
    whole,
    cellsWhere(table, () => true),
  );
  const { vendorShareAtMost: _, ...constraints } = policy.constraints ?? {};

  const nextOf = (rule: number): NextBest[] => {
    const { id, route } = policy.rules[rule] ?? { id: 'otherwise', route: policy.otherwise };
    if (!('model' in route)) return [];
    const model = resolve(route.model)?.offerId;
    const part = selectCells(table, (cell) => whole.rule[cell] === rule);
    if (model === undefined || part.length === 0) return [];
    const allCells = cellsWhere(part, () => true);
    const own = evaluateCells(part, silent);
    const ownSums = sumReplay(part, own, allCells);
    const ownUsd = costByModel(part, own).get(model)?.planUsd ?? 0;

    const others = [...new Set(candidates.flatMap((name) => resolve(name)?.offerId ?? []))].filter(
      (id) => id !== model,
    );
    const rows = [null, ...others].flatMap((alternative): NextBest[] => {
      const fallback = route.fallback === undefined ? {} : { fallback: route.fallback };
      const to: Route = alternative === null ? { keep: true, ...fallback } : { model: alternative, ...fallback };
      const other = evaluateCells(part, { ...silent, policy: withRoute(policy, rule, to) });
      const sums = sumReplay(part, other, allCells);
      if (sums.requests < ownSums.requests) return [];
      if (floor !== null && sums.both < ownSums.both) return [];
      if (
        judgeConstraints(constraints, other, part, stack.factsOf).some(({ kind }) =>
          kind.startsWith('constraint broken'),
        )
      )
        return [];
      const { relative } = outcomeOf(addSums(addSums(total, ownSums, -1), sums), total.requests);
      if (floor !== null && (relative === null || relative < floor * (1 - 1e-9))) return [];
      const part1 = costByModel(part, other).get(model)?.planUsd ?? 0;
      const multiple = ownUsd > part1 ? crossing(ownSums.planUsd, ownUsd, sums.planUsd, part1) : null;
      if (multiple === null) return [];
      return [{ rule: id, model, alternative, planUsd: ownSums.planUsd, alternativeUsd: sums.planUsd, multiple }];
    });
    return rows.sort((a, b) => a.multiple - b.multiple).slice(0, 1);
  };
  return Array.from({ length: policy.rules.length + 1 }, (_, rule) => nextOf(rule)).flat();
}
