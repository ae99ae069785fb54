import type { Cuts } from '@/lib/domain/cube';
import type { OfferId } from '@/lib/domain/ids';
import type { Policy } from '@/lib/domain/policy';
import { mergeCuts } from '../cuts';
import type { Resolver } from '../names';
import { cutsForPlan, inputFactors, smallestCount } from '../plan-cuts';
import type { PriceStack } from '../price-stack';
import type { SizeClass } from './plan-problem';

/** Sizes at which people speak of short and long calls; all are edges of the standard grid. */
const READABLE_EDGES: readonly number[] = [1024, 4096, 16_384, 65_536];

/**
 * Where traffic must be cut so that a plan of these candidates on top of `base` is exact: as for a policy that may
 * send every call to each of them. `sources`: offers the log's own calls resolve to.
 */
export function cutsForCandidates(
  sources: readonly OfferId[],
  base: Policy,
  candidates: readonly string[],
  resolve: Resolver,
  stack: PriceStack,
): Cuts {
  const routes = candidates.map((model, i) => ({ id: `candidate-${i}`, route: { model } }));
  return mergeCuts(
    cutsForPlan(sources, null, resolve, stack),
    cutsForPlan(sources, { ...base, rules: [...base.rules, ...routes] }, resolve, stack),
  );
}

/**
 * The sizes at which a plan may tell calls apart, in input tokens: where a model stops taking them or changes its
 * price, and some readable ones. Only edges that the cells are cut at, so that conditions on them are exact.
 */
export function sizeClasses(offers: readonly OfferId[], base: Policy, cuts: Cuts, stack: PriceStack): SizeClass[] {
  const factors = inputFactors(base);
  const wanted = new Set(READABLE_EDGES);
  for (const offerId of offers) {
    const context = stack.factsOf(offerId).contextWindowTokens;
    for (const factor of factors) {
      if (context !== undefined) wanted.add(smallestCount(context, false, factor));
      for (const { contextTiers } of stack.rowsOf(offerId))
        for (const tier of contextTiers) wanted.add(smallestCount(tier.thresholdTokens, tier.inclusive, factor));
    }
  }
  const edges = cuts.sizeEdges.filter((edge) => wanted.has(edge));
  return [0, ...edges].map((atLeast, i) => ({ atLeast, below: edges[i] ?? null }));
}
