import { type CellTable, UNIT_MASK_USAGE_MISSING } from '@/lib/domain/cube';
import type { ViolationKind } from '@/lib/domain/simulation';
import { BILLING_STATUSES, SERVICE_TIERS } from '@/lib/domain/usage';
import { keepTarget, type Target } from './compile-route';
import { createFitTest } from './fit';
import { createFollower, type Followed } from './follow-route';
import { getOrCreate } from './get-or-create';
import { createJudge, type Judgement } from './judge';
import { createBenchmarkLookup, createRouter, createRulePicker, type Source } from './pick-route';
import { createPlacedTally, type Placed } from './placed';
import { createCellPricer } from './price-cell';
import type { Unpriced } from './price-stack';
import type { ReplayContext } from './replay-context';
import { createServer, type Placement } from './serve';
import { createTally, type Tallied } from './tally';

/** The replay of each cell; NaN where there is no price or no evidence. `rule` = rules.length is `otherwise`. */
export type Evaluation = {
  readonly repricedUsd: Float64Array;
  readonly planUsd: Float64Array;
  readonly baselineQuality: Float64Array;
  readonly planQuality: Float64Array;
  /** What the qualities rest on; null where there is none. */
  readonly baselineJudgement: readonly (Judgement | null)[];
  readonly planJudgement: readonly (Judgement | null)[];
  readonly rule: Int32Array;
  readonly benchmark: readonly (string | null)[];
  /** Offer id of each logged model, or its name where unknown; by id of the model label. */
  readonly sourceModel: readonly string[];
  /** What the plan sends to each model, from cells with a price on both sides only. */
  readonly sent: ReadonlyMap<string, Sent>;
  /** Which cells send calls to each model, wherever the plan has a price. */
  readonly placed: ReadonlyMap<string, Placed>;
  readonly unpriced: readonly Tallied<Unpriced>[];
  readonly violations: readonly Tallied<ViolationKind>[];
  readonly cacheAtInputPrice: Uint8Array;
  readonly extrapolated: Uint8Array;
};

/** What the figures by model call the router's own cost. */
export const OVERHEAD_MODEL = 'router overhead';

/** A call that a response cache answered: it costs nothing on either side. */
export function isCacheHit(table: CellTable, cell: number): boolean {
  return BILLING_STATUSES[table.dimensions.status[cell] as number] === 'cacheHit';
}

/** Calls sent to a model, their tokens and their bill. */
export type Sent = { [field in 'requests' | 'inputTokens' | 'outputTokens' | 'usd']: number };

function addPlacement(sent: Map<string, Sent>, placed: Placement): void {
  const sums = getOrCreate(sent, placed.target.name, () => ({ requests: 0, inputTokens: 0, outputTokens: 0, usd: 0 }));
  sums.requests += placed.requests;
  sums.inputTokens += placed.inputTokens;
  sums.outputTokens += placed.outputTokens;
  sums.usd += placed.usd;
}

/**
 * Replays every cell under its own models and under the policy. The table must be cut by `cutsForPlan` of the
 * same policy, books and source models: then each cell's answer is that of its requests one by one.
 * Throws an Error when a clock window in play is missing from the cuts.
 */
export function evaluateCells(table: CellTable, context: ReplayContext): Evaluation {
  const { policy, resolve } = context;
  const { dimensions, measures, labels, length } = table;
  const overheadUsd = policy.assumptions?.overheadUsdPerRequest ?? 0;
  const sources: Source[] = labels.model.map((name) => ({ name, offerId: resolve(name)?.offerId ?? null }));
  const own = sources.map((source) => keepTarget(source));
  const unpriced = createTally<Unpriced>();
  const violations = createTally<ViolationKind>();
  const sent = new Map<string, Sent>();
  const placed = createPlacedTally();
  const result = {
    repricedUsd: new Float64Array(length).fill(Number.NaN),
    planUsd: new Float64Array(length).fill(Number.NaN),
    baselineQuality: new Float64Array(length).fill(Number.NaN),
    planQuality: new Float64Array(length).fill(Number.NaN),
    baselineJudgement: new Array<Judgement | null>(length).fill(null),
    planJudgement: new Array<Judgement | null>(length).fill(null),
    rule: new Int32Array(length),
    benchmark: new Array<string | null>(length).fill(null),
    cacheAtInputPrice: new Uint8Array(length),
    extrapolated: new Uint8Array(length),
  };

  const pricing = createCellPricer(table, context, { ...result, violations });
  const serve = createServer(table, policy, createFitTest(table, context.stack), pricing.price, violations);
  const judge = createJudge(context.evidence, context.makerOf);
  const pickRule = createRulePicker(
    table,
    context,
    violations,
    (cell) => own[dimensions.model[cell] as number]?.name ?? '',
  );
  const routeOf = createRouter(context, judge, sources);
  const benchmarkOf = createBenchmarkLookup(table, context);
  const follow = createFollower(table, context, serve, judge);

  const { onCharge } = context;
  /** Tells of a comparable cell's bill on both sides. */
  const charge = (tell: NonNullable<typeof onCharge>, cell: number, target: Target, plan: Followed) => {
    const requests = measures.requests[cell] as number;
    const ownTier = SERVICE_TIERS[dimensions.serviceTier[cell] as number] ?? 'standard';
    const itemised = pricing.itemise(target, cell, ownTier, null);
    tell({ side: 'today', cell, requests, role: 'answer', model: target.name, share: 1, tier: ownTier, itemised });
    for (const placed of plan.placements)
      tell({
        side: 'plan',
        cell,
        requests: placed.requests,
        role: placed.role,
        model: placed.target.name,
        share: placed.share,
        tier: plan.tier,
        itemised: pricing.itemise(placed.target, cell, plan.tier, placed.leg.outputTokens),
      });
    if (plan.sentShare < 1)
      tell({ side: 'plan', cell, requests: requests * (1 - plan.sentShare), role: 'cacheHit', model: null, usd: 0 });
    if (overheadUsd > 0)
      tell({ side: 'plan', cell, requests, role: 'overhead', model: OVERHEAD_MODEL, usd: overheadUsd * requests });
  };

  for (let cell = 0; cell < length; cell++) {
    const model = dimensions.model[cell] as number;
    const target = own[model] as (typeof own)[number];
    const rule = pickRule(cell);
    const benchmark = benchmarkOf(cell);
    result.rule[cell] = rule;
    result.benchmark[cell] = benchmark;
    if (isCacheHit(table, cell)) {
      result.repricedUsd[cell] = 0;
      result.planUsd[cell] = 0;
      const requests = measures.requests[cell] as number;
      onCharge?.({ side: 'today', cell, requests, role: 'cacheHit', model: target.name, usd: 0 });
      onCharge?.({ side: 'plan', cell, requests, role: 'cacheHit', model: null, usd: 0 });
      continue;
    }
    const name = sources[model]?.name ?? '';
    if (((dimensions.unitMask[cell] as number) & UNIT_MASK_USAGE_MISSING) !== 0) {
      unpriced.add('no token counts', name, cell);
      continue;
    }
    const tier = SERVICE_TIERS[dimensions.serviceTier[cell] as number] ?? 'standard';
    const repriced = name === '' ? 'no model name' : pricing.price(target, cell, tier, null);
    const isRepriced = typeof repriced === 'number';
    if (isRepriced) result.repricedUsd[cell] = repriced;
    else unpriced.add(repriced, name, cell);
    const before = judge(target.offerId, benchmark);
    if (before !== null) {
      result.baselineQuality[cell] = before.score;
      result.baselineJudgement[cell] = before;
    }

    const route = routeOf(rule, model, benchmark);
    const plan = follow(cell, route, benchmark);
    if ('unpriced' in plan) {
      if (isRepriced) unpriced.add(plan.unpriced, plan.model, cell);
      continue;
    }
    for (const placement of plan.placements) {
      placed.add(placement, cell);
      if (isRepriced) addPlacement(sent, placement);
    }
    result.planUsd[cell] = plan.usd;
    if (onCharge !== undefined && isRepriced) charge(onCharge, cell, target, plan);
    if (plan.quality !== null) {
      result.planQuality[cell] = plan.quality.score;
      result.planJudgement[cell] = plan.quality;
    }
  }
  return {
    ...result,
    sourceModel: own.map(({ name }) => name),
    sent,
    placed: placed.byModel(),
    unpriced: unpriced.rows(),
    violations: violations.rows(),
  };
}
