import type { Cuts } from '@/lib/domain/cube';
import type { OfferId } from '@/lib/domain/ids';
import type { Condition, Policy, Route } from '@/lib/domain/policy';
import type { ClockWindow } from '@/lib/domain/price';
import { clockKey } from './clock';
import { JUDGE_INPUT_FACTOR } from './compile-route';
import { STANDARD_SIZE_EDGES } from './cuts';
import type { Resolver } from './names';
import type { PriceStack } from './price-stack';

/** Every model name a route may send a call to, judge and fallbacks included. */
export function modelsOfRoute(route: Route): string[] {
  const names = [...(route.fallback ?? [])];
  if ('model' in route) names.push(route.model);
  if ('split' in route) names.push(...route.split.map((part) => part.model));
  if ('cascade' in route)
    names.push(...route.cascade.map((step) => step.model), ...(route.judge ? [route.judge.model] : []));
  if ('chain' in route) names.push(...route.chain.map((step) => step.model));
  return names;
}

/** Every model name a policy may send a call to. */
export function modelsOfPolicy(policy: Policy): string[] {
  return [...new Set([...policy.rules.map((rule) => rule.route), policy.otherwise].flatMap(modelsOfRoute))];
}

/** The smallest whole count for which the engine's own comparison `count × factor ≥ threshold` (or >) is true. */
export function smallestCount(thresholdTokens: number, inclusive: boolean, factor: number): number {
  const isPast = (count: number) => (inclusive ? count * factor >= thresholdTokens : count * factor > thresholdTokens);
  let count = Math.max(0, Math.floor(thresholdTokens / factor) - 2);
  while (!isPast(count)) count++;
  while (count > 0 && isPast(count - 1)) count--;
  return count;
}

function sizesOfCondition(condition: Condition | undefined): number[] {
  if (condition === undefined) return [];
  const edges = sizesOfCondition(condition.not);
  if (condition.inputTokens?.atLeast !== undefined) edges.push(condition.inputTokens.atLeast);
  if (condition.inputTokens?.atMost !== undefined) edges.push(condition.inputTokens.atMost + 1);
  return edges;
}

/** Every factor by which a policy may stretch a call’s input before a threshold is compared with it. */
export function inputFactors(policy: Policy): number[] {
  const pairs = [1, ...(policy.assumptions?.factors ?? []).map((factor) => factor.input ?? 1)];
  const steps = [1];
  for (const route of [...policy.rules.map((rule) => rule.route), policy.otherwise]) {
    if ('chain' in route) steps.push(...route.chain.map((step) => step.inputFactor ?? 1));
    if ('cascade' in route && route.judge) steps.push(route.judge.inputFactor ?? JUDGE_INPUT_FACTOR);
  }
  return [...new Set(pairs.flatMap((pair) => steps.map((step) => pair * step)))];
}

/**
 * Where traffic must be cut for this policy and these source models: the standard grid, every context tier and
 * context window of the offers in play (at the smallest source count each factor puts past it), every size the
 * policy names, and the date and clock edges of the same offers.
 * `sources`: offers the log's own calls resolve to.
 */
export function cutsForPlan(
  sources: readonly OfferId[],
  policy: Policy | null,
  resolve: Resolver,
  stack: PriceStack,
): Cuts {
  const targets = policy === null ? [] : modelsOfPolicy(policy).flatMap((name) => resolve(name)?.offerId ?? []);
  const factors = policy === null ? [1] : inputFactors(policy);
  const sizeEdges = new Set<number>(STANDARD_SIZE_EDGES);
  const dateEdgesMs = new Set<number>();
  const clocks = new Map<string, readonly ClockWindow[]>();

  for (const offerId of new Set([...sources, ...targets])) {
    for (const row of stack.rowsOf(offerId)) {
      for (const tier of row.contextTiers)
        for (const factor of factors) sizeEdges.add(smallestCount(tier.thresholdTokens, tier.inclusive, factor));
      if (row.clock !== null) clocks.set(clockKey(row.clock), row.clock);
    }
    const context = stack.factsOf(offerId).contextWindowTokens;
    if (context !== undefined) for (const factor of factors) sizeEdges.add(smallestCount(context, false, factor));
    for (const edge of stack.dateEdgesMs(offerId)) dateEdgesMs.add(edge);
  }
  for (const rule of [...(policy?.rules ?? []), ...(policy?.cache ?? []), ...(policy?.serviceTier ?? [])])
    for (const edge of sizesOfCondition(rule.when)) sizeEdges.add(edge);

  return {
    sizeEdges: [...sizeEdges].filter((edge) => edge > 0).sort((a, b) => a - b),
    dateEdgesMs: [...dateEdgesMs].sort((a, b) => a - b),
    clocks: [...clocks.values()],
  };
}
