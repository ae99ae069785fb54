import type { PlanLimits } from '@/lib/domain/plan';
import type { Policy } from '@/lib/domain/policy';
import { parseSupposedPrices } from '@/lib/engine/live/supposed-prices';
import { planRequest } from '@/lib/schema/plan-request';
import { solvePlanFor } from '@/lib/services/solve-plan';
import { parseAsOf } from '@/lib/services/view-scenario';
import { parseInput, readJson, respond } from '../respond';

/** The cheapest plan for a floor, or the best for a budget, with its check; or what makes it impossible. */
export async function POST(request: Request): Promise<Response> {
  return respond(async () => {
    const { floor, budgetUsd, base, candidates, limits, asOf, price, ...asked } = parseInput(
      planRequest,
      await readJson(request),
    );
    return solvePlanFor({
      ...asked,
      ...(floor === undefined ? { budgetUsd: budgetUsd ?? 0 } : { floor }),
      base: (base as Policy | undefined) ?? null,
      candidates: candidates?.length ? candidates : null,
      limits: limits as PlanLimits,
      asOf: parseAsOf(asOf, Date.now()),
      prices: parseSupposedPrices(price),
    });
  });
}
