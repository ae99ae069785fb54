import { type CellTable, NO_SIZE_BAND, UNIT_MASK_AGGREGATE, UNIT_MASK_USAGE_MISSING } from '@/lib/domain/cube';
import type { OfferId } from '@/lib/domain/ids';
import type { Policy } from '@/lib/domain/policy';
import type { ViolationKind } from '@/lib/domain/simulation';
import {
  BILLING_STATUSES,
  SERVICE_TIERS,
  type ServiceTier,
  TOKEN_COUNT_KEYS,
  type TokenCounts,
} from '@/lib/domain/usage';
import { clockKey } from './clock';
import { type CompiledRoute, compileRoute, type Judgement, type Leg, type Target, type UnpricedRoute } from './compile-route';
import { bandFloor, compileCondition, compileWithoutSize } from './match';
import type { Resolver } from './names';
import type { FoundPrice, PriceStack, PriceTime, Unpriced } from './price-stack';
import { cardFor, priceUsd, rateVector } from './price-usage';
import type { EvidenceIndex } from './quality';

/** What a replay is computed with. `asOf`: the request's own date, or one instant whose prices hold for all. */
export type ReplayContext = {
  readonly policy: Policy;
  readonly asOf: 'logged' | number;
  readonly stack: PriceStack;
  readonly resolve: Resolver;
  readonly makerOf: (offerId: OfferId) => OfferId;
  readonly evidence: EvidenceIndex;
};

/** Calls that the plan sends to a model from one cell. */
export type Placement = {
  readonly cell: number;
  readonly model: string;
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly usd: number;
};

/** The replay of each cell; NaN where there is no price or no evidence. `rule` = rules.length is `otherwise`. */
export type Evaluation = {
  readonly repricedUsd: Float64Array;
  readonly planUsd: Float64Array;
  readonly baselineQuality: Float64Array;
  readonly planQuality: Float64Array;
  /** 1 where the quality beside it rests on a public benchmark. */
  readonly baselinePrior: Uint8Array;
  readonly planPrior: Uint8Array;
  readonly rule: Int32Array;
  /** Offer id of the cell's own model, or its logged name where unknown. */
  readonly sourceModel: readonly string[];
  readonly benchmark: readonly (string | null)[];
  readonly placements: readonly Placement[];
  readonly unpriced: readonly { readonly cell: number; readonly reason: Unpriced; readonly model: string }[];
  readonly violations: readonly { readonly cell: number; readonly kind: ViolationKind; readonly model: string }[];
  readonly cacheAtInputPrice: Uint8Array;
  readonly extrapolated: Uint8Array;
};

type PricedCard = { readonly found: FoundPrice; readonly vectors: Map<object, Float64Array> };
type Served = { readonly usd: number; readonly target: Target };

/** A call that a response cache answered: it costs nothing on either side. */
export function isCacheHit(table: CellTable, cell: number): boolean {
  return BILLING_STATUSES[table.dimensions.status[cell] as number] === 'cacheHit';
}

/**
 * Replays every cell under its own models and under the policy. The table must be cut by `cutsForPlan` of the
 * same policy, books and source models: then each cell's answer is that of its requests one by one.
 * Throws an Error when a clock window in play is missing from the cuts.
 */
export function evaluateCells(table: CellTable, context: ReplayContext): Evaluation {
  const { policy, stack, resolve, evidence, makerOf } = context;
  const { dimensions, measures, labels, cuts } = table;
  const assumptions = policy.assumptions ?? {};
  const kept = assumptions.promptCacheKept ?? 0;
  const errorRate = assumptions.errorRate ?? 0;
  const retries = policy.errors?.retries ?? 0;
  const overheadUsd = assumptions.overheadUsdPerRequest ?? 0;

  const clockBits = new Map(cuts.clocks.map((windows, bit) => [clockKey(windows), 1 << bit]));
  const sources = labels.model.map((name) => ({ name, offerId: resolve(name)?.offerId ?? null }));
  const ruleTests = policy.rules.map((rule) => compileCondition(rule.when, table, resolve));
  const sizelessTests = policy.rules.map((rule) => compileWithoutSize(rule.when, table, resolve));
  const tierTests = (policy.serviceTier ?? []).map((rule) => ({
    ...rule,
    test: compileCondition(rule.when, table, resolve),
  }));
  const cacheTests = (policy.cache ?? []).map((rule) => ({
    ...rule,
    test: compileCondition(rule.when, table, resolve),
  }));
  const needsOf = labels.needs.map((needs) => (needs === '' ? [] : needs.split(',')));

  const result = {
    repricedUsd: new Float64Array(table.length).fill(Number.NaN),
    planUsd: new Float64Array(table.length).fill(Number.NaN),
    baselineQuality: new Float64Array(table.length).fill(Number.NaN),
    planQuality: new Float64Array(table.length).fill(Number.NaN),
    baselinePrior: new Uint8Array(table.length),
    planPrior: new Uint8Array(table.length),
    rule: new Int32Array(table.length),
    sourceModel: sources.map((source) => source.offerId ?? source.name),
    benchmark: new Array<string | null>(table.length).fill(null),
    placements: [] as Placement[],
    unpriced: [] as { cell: number; reason: Unpriced; model: string }[],
    violations: [] as { cell: number; kind: ViolationKind; model: string }[],
    cacheAtInputPrice: new Uint8Array(table.length),
    extrapolated: new Uint8Array(table.length),
  };

  const priceTimes = new Map<number, PriceTime>();
  const timeOf = (interval: number, clockMask: number): PriceTime => {
    const key = interval * 2 ** 31 + clockMask;
    const known = priceTimes.get(key);
    if (known !== undefined) return known;
    const loggedMs = interval === 0 ? (cuts.dateEdgesMs[0] ?? 0) - 1 : (cuts.dateEdgesMs[interval - 1] as number);
    const time: PriceTime = {
      dateMs: context.asOf === 'logged' ? loggedMs : context.asOf,
      isIn: (windows) => {
        const bit = clockBits.get(clockKey(windows));
        if (bit === undefined) throw new Error(`cells are not cut at the hours ${clockKey(windows)}`);
        return (clockMask & bit) !== 0;
      },
    };
    priceTimes.set(key, time);
    return time;
  };

  const cards = new Map<OfferId, Map<string, PricedCard | Unpriced>>();
  const cardOf = (offerId: OfferId, cell: number, tier: ServiceTier): PricedCard | Unpriced => {
    const interval = dimensions.dateInterval[cell] as number;
    const clockMask = dimensions.clockMask[cell] as number;
    const key = `${interval}|${clockMask}|${tier}`;
    let ofOffer = cards.get(offerId);
    if (ofOffer === undefined) cards.set(offerId, (ofOffer = new Map()));
    const known = ofOffer.get(key);
    if (known !== undefined) return known;
    const found = stack.find(offerId, timeOf(interval, clockMask), tier);
    const priced = typeof found === 'string' ? found : { found, vectors: new Map() };
    ofOffer.set(key, priced);
    return priced;
  };

  const scratch = Object.fromEntries(TOKEN_COUNT_KEYS.map((key) => [key, 0])) as TokenCounts;
  /** What `target` bills for all calls of the cell, in USD. */
  const priceCell = (
    target: Target,
    cell: number,
    tier: ServiceTier,
    outputTokens: number | null,
  ): number | Unpriced => {
    if (target.offerId === null) return 'unknown model';
    const priced = cardOf(target.offerId, cell, tier);
    if (typeof priced === 'string') return priced;
    const requests = measures.requests[cell] as number;
    const cacheShare = target.moved ? kept : 1;
    for (const key of TOKEN_COUNT_KEYS) scratch[key] = measures[key][cell] as number;
    for (const key of ['inputTokens', 'inputAudioTokens', 'inputImageTokens'] as const)
      scratch[key] *= target.inputFactor;
    for (const key of ['cacheReadTokens', 'cacheWriteTokens', 'cacheWrite1hTokens'] as const)
      scratch[key] *= target.inputFactor * cacheShare;
    for (const key of ['outputTokens', 'reasoningTokens', 'outputAudioTokens', 'outputImageTokens'] as const)
      scratch[key] *= outputTokens === null ? target.outputFactor : 0;
    if (outputTokens !== null) {
      scratch.outputTokens = outputTokens * requests;
      scratch.webSearches = 0;
    }

    const band = dimensions.sizeBand[cell] as number;
    const size = band === NO_SIZE_BAND ? null : bandFloor(cuts.sizeEdges, band) * target.inputFactor;
    const { row } = priced.found;
    const card = cardFor(row, size);
    let vector = priced.vectors.get(card);
    if (vector === undefined) priced.vectors.set(card, (vector = rateVector(card)));
    const usd = priceUsd(scratch, requests, vector);
    if (typeof usd === 'string') return usd;
    if (band === NO_SIZE_BAND && row.contextTiers.length > 0)
      result.violations.push({ cell, kind: 'context tier unknown (aggregate rows)', model: target.name });
    if (priced.found.standardInstead)
      result.violations.push({ cell, kind: 'service tier without a price', model: target.name });
    if (priced.found.extrapolated) result.extrapolated[cell] = 1;
    const cached = scratch.cacheReadTokens > 0 && card.cacheRead === undefined;
    const written = scratch.cacheWriteTokens > 0 && card.cacheWrite === undefined;
    const written1h = scratch.cacheWrite1hTokens > 0 && card.cacheWrite1h === undefined && card.cacheWrite === undefined;
    if (cached || written || written1h) result.cacheAtInputPrice[cell] = 1;
    return usd;
  };

  const misfit = (
    target: Target,
    cell: number,
  ): 'does not fit: context' | 'does not fit: needs' | 'fit unknown' | null => {
    // A call on its own offer is known to fit as long as it does not grow.
    if (target.offerId === null || (!target.moved && target.inputFactor <= 1)) return null;
    const facts = stack.factsOf(target.offerId);
    const needs = needsOf[dimensions.needs[cell] as number] ?? [];
    if (target.moved && needs.some((need) => facts.capabilities?.[need] === false)) return 'does not fit: needs';
    const band = dimensions.sizeBand[cell] as number;
    const context = facts.contextWindowTokens;
    if (context !== undefined && band !== NO_SIZE_BAND) {
      if (bandFloor(cuts.sizeEdges, band) * target.inputFactor > context) return 'does not fit: context';
    }
    if (!target.moved) return null;
    const isUnknown =
      context === undefined || band === NO_SIZE_BAND || needs.some((need) => facts.capabilities?.[need] === undefined);
    return isUnknown ? 'fit unknown' : null;
  };

  /** Bills one leg for all calls of the cell; pushes its placements. Returns the model that answers first. */
  const serve = (
    leg: Leg,
    cell: number,
    tier: ServiceTier,
    sentShare: number,
  ): Served | { reason: Unpriced; model: string } => {
    const fitting: Target[] = [];
    let first: { target: Target; kind: ViolationKind } | null = null;
    for (const target of leg.candidates) {
      const kind = misfit(target, cell);
      if (kind === null || kind === 'fit unknown') {
        if (kind !== null && fitting.length === 0) result.violations.push({ cell, kind, model: target.name });
        fitting.push(target);
        if (errorRate === 0) break;
      } else first ??= { target, kind };
    }
    const server = fitting[0];
    if (server === undefined) {
      const named = first as { target: Target; kind: ViolationKind };
      result.violations.push({ cell, kind: named.kind, model: named.target.name });
      return { reason: 'does not fit', model: named.target.name };
    }
    // Attempt k is reached with probability e^k and billed when it answers; the last one is taken to answer.
    const attempts = errorRate === 0 ? [server] : [...new Array<Target>(1 + retries).fill(server), ...fitting.slice(1)];
    let usd = 0;
    for (const [k, target] of attempts.entries()) {
      const cost = priceCell(target, cell, tier, leg.outputTokens);
      if (typeof cost === 'string') return { reason: cost, model: target.name };
      const answers = errorRate ** k * (k === attempts.length - 1 ? 1 : 1 - errorRate) * leg.share * sentShare;
      const requests = measures.requests[cell] as number;
      const outputTokens =
        leg.outputTokens === null
          ? (measures.outputTokens[cell] as number) * target.outputFactor
          : leg.outputTokens * requests;
      result.placements.push({
        cell,
        model: target.name,
        requests: requests * answers,
        inputTokens: (measures.inputTokens[cell] as number) * target.inputFactor * answers,
        outputTokens: outputTokens * answers,
        usd: cost * answers,
      });
      usd += cost * answers;
    }
    return { usd, target: server };
  };

  const qualityOn = (offerId: OfferId | null, benchmark: string | null) =>
    offerId === null || benchmark === null ? null : evidence.find(makerOf(offerId), benchmark);

  const routes = new Map<string, CompiledRoute | UnpricedRoute>();
  const routeOf = (rule: number, cell: number, benchmark: string | null) => {
    const model = dimensions.model[cell] as number;
    const key = `${rule}|${model}|${benchmark ?? ''}`;
    const known = routes.get(key);
    if (known !== undefined) return known;
    const compiled = compileRoute(policy.rules[rule]?.route ?? policy.otherwise, {
      source: sources[model] ?? { name: '', offerId: null },
      resolve,
      assumptions,
      qualityOf: (offerId) => qualityOn(offerId, benchmark)?.score ?? null,
    });
    routes.set(key, compiled);
    return compiled;
  };

  const pickRule = (cell: number): number => {
    const isAggregate = ((dimensions.unitMask[cell] as number) & UNIT_MASK_AGGREGATE) !== 0;
    for (const [i, test] of ruleTests.entries()) {
      if (test(cell)) return i;
      if (isAggregate && sizelessTests[i]?.(cell))
        result.violations.push({
          cell,
          kind: 'size unknown (aggregate rows)',
          model: result.sourceModel[dimensions.model[cell] as number] ?? '',
        });
    }
    return ruleTests.length;
  };

  for (let cell = 0; cell < table.length; cell++) {
    const source = sources[dimensions.model[cell] as number] ?? { name: '', offerId: null };
    const loggedTier = SERVICE_TIERS[dimensions.serviceTier[cell] as number] ?? 'standard';
    const rule = pickRule(cell);
    result.rule[cell] = rule;
    const benchmark = evidence.benchmarkOf(
      labels.task[dimensions.task[cell] as number] ?? '',
      labels.language[dimensions.language[cell] as number] ?? '',
    );
    result.benchmark[cell] = benchmark;

    if (isCacheHit(table, cell)) {
      result.repricedUsd[cell] = 0;
      result.planUsd[cell] = 0;
      continue;
    }
    if (((dimensions.unitMask[cell] as number) & UNIT_MASK_USAGE_MISSING) !== 0) {
      result.unpriced.push({ cell, reason: 'no token counts', model: source.offerId ?? source.name });
      continue;
    }
    const own: Target = {
      name: source.offerId ?? source.name,
      offerId: source.offerId,
      moved: false,
      inputFactor: 1,
      outputFactor: 1,
    };
    const repriced = source.name === '' ? 'no model name' : priceCell(own, cell, loggedTier, null);
    if (typeof repriced === 'string') result.unpriced.push({ cell, reason: repriced, model: source.name });
    else result.repricedUsd[cell] = repriced;

    const before = qualityOn(source.offerId, benchmark);
    if (before !== null) {
      result.baselineQuality[cell] = before.score;
      if (before.kind === 'prior') result.baselinePrior[cell] = 1;
    }

    const route = routeOf(rule, cell, benchmark);
    if ('unpriced' in route) {
      if (typeof repriced !== 'string') result.unpriced.push({ cell, reason: route.unpriced, model: route.model });
      continue;
    }
    const tier = tierTests.find((candidate) => candidate.test(cell))?.tier ?? loggedTier;
    const hitRate = cacheTests.find((candidate) => candidate.test(cell))?.hitRate ?? 0;
    const placedBefore = result.placements.length;
    let planUsd = 0;
    const judgements: (Judgement | null)[] = [];
    for (const leg of route.legs) {
      const served = serve(leg, cell, tier, 1 - hitRate);
      if ('reason' in served) {
        if (typeof repriced !== 'string') result.unpriced.push({ cell, reason: served.reason, model: served.model });
        planUsd = Number.NaN;
        break;
      }
      planUsd += served.usd;
      const item = qualityOn(served.target.offerId, benchmark);
      judgements.push(item === null ? null : { score: item.score, isPrior: item.kind === 'prior' });
    }
    // A request without a price on either side is in neither bill.
    if (Number.isNaN(planUsd) || typeof repriced === 'string') result.placements.length = placedBefore;
    if (Number.isNaN(planUsd)) continue;
    result.planUsd[cell] = planUsd + overheadUsd * (measures.requests[cell] as number);
    const after = route.quality(judgements);
    if (after !== null) {
      result.planQuality[cell] = after.score;
      if (after.isPrior) result.planPrior[cell] = 1;
    }
  }
  return result;
}
