import type { CellTable } from '@/lib/domain/cube';
import type { OfferId } from '@/lib/domain/ids';
import type { PlanRequest } from '@/lib/domain/plan';
import type { Policy, Route } from '@/lib/domain/policy';
import { type Evaluation, evaluateCells } from '../evaluate';
import { lowerBound } from '../intervals';
import type { Judge } from '../judge';
import type { EvidenceIndex } from '../quality';
import type { ReplayContext } from '../replay-context';
import { selectCells } from '../select-cells';
import type { GroupedCells } from './group-cells';
import { createOfferJudge, judgeLatencyOf } from './judge-option';
import type { LeftOutReason, PlanOption } from './plan-problem';
import { misfitsOf, type RouteReplayer } from './replay-routes';

const LOWER_BOUND_CONFIDENCE = 0.95;

/** Evidence that says its one-sided lower bound in place of its score; none where no sample is known. */
export function boundedEvidence(evidence: EvidenceIndex): EvidenceIndex {
  return {
    ...evidence,
    find: (offerId, benchmark) => {
      const found = evidence.find(offerId, benchmark);
      const score = found === null ? null : lowerBound(found, LOWER_BOUND_CONFIDENCE);
      return found === null || score === null ? null : { ...found, score };
    },
  };
}

/** A route that sends each call to one model: no fallback, no judge, no second step. */
const isPlain = (route: Route) => ('model' in route || 'keep' in route) && route.fallback === undefined;

type SentSum = { readonly model: string; requests: number; usd: number };

export type Sum = {
  usd: number;
  quality: number;
  /** Each once. */
  reasons: LeftOutReason[];
  sent: SentSum[];
};

export function addReason({ reasons }: Sum, reason: LeftOutReason): void {
  if (!reasons.includes(reason)) reasons.push(reason);
}

/** What a model is sent of a group's calls so far. */
function sentTo({ sent }: Sum, model: string): SentSum {
  for (const sums of sent) if (sums.model === model) return sums;
  const sums = { model, requests: 0, usd: 0 };
  sent.push(sums);
  return sums;
}

/** Sums of one option, group by group. */
export type OptionSums = readonly Sum[];

export type Setting = {
  readonly table: CellTable;
  readonly context: ReplayContext;
  readonly request: PlanRequest;
  readonly grouped: GroupedCells;
  readonly cellsOf: ReadonlyMap<number, readonly number[]>;
  /** Blast weight of each task label. */
  readonly weightOf: readonly number[];
  /** Every call kept where it is, under the base policy. */
  readonly today: Evaluation;
  readonly replay: RouteReplayer;
  readonly bounds: EvidenceIndex;
  readonly judgeBound: Judge;
  /** By cell, the least that any option costs; filled as options are summed. */
  readonly leastUsd: Float64Array;
};

/** Replays all calls on one route, under the base policy. */
export function replayOn(route: Route, { table, context, request }: Pick<Setting, 'table' | 'context' | 'request'>) {
  const policy: Policy = { ...request.base, rules: [], otherwise: route };
  return evaluateCells(table, { ...context, policy, onCharge: undefined });
}

/** Replays all calls under one route and sums cost and quality by group. */
export function sumOption({ route }: PlanOption, setting: Setting): OptionSums {
  const { table, context, request, grouped, today } = setting;
  const { measures, dimensions } = table;
  const isKept = 'keep' in route && route.fallback === undefined;
  const replay = isKept ? { ...today, misfits: misfitsOf(today) } : setting.replay(route);
  const isBounded = request.certainty === 'bound' && !('keep' in route);
  const bounded = isBounded && !isPlain(route) ? setting.replay(route, setting.bounds) : replay;
  const overheadUsd = request.base.assumptions?.overheadUsdPerRequest ?? 0;
  const target = 'model' in route ? context.resolve(route.model)?.offerId : null;
  const makerOf = (offerId: OfferId | null | undefined) => (offerId == null ? null : context.makerOf(offerId));
  // The same model from another seller rests on the same evidence: nothing is lost, also under lower bounds.
  const isSameModel = table.labels.model.map(
    (name) => target != null && makerOf(context.resolve(name)?.offerId) === makerOf(target),
  );
  const scoreOf = (cell: number): number => {
    const score = bounded.planQuality[cell] as number;
    // The model that a plain route sends a call to is judged; what it costs does not hang on that.
    if (!isBounded || !isPlain(route) || Number.isNaN(score)) return score;
    return setting.judgeBound(target ?? null, today.benchmark[cell] ?? null)?.score ?? Number.NaN;
  };
  const sums = grouped.groups.map((): Sum => ({ usd: 0, quality: 0, reasons: [], sent: [] }));
  for (let cell = 0; cell < table.length; cell++) {
    const sum = sums[grouped.groupOf[cell] as number];
    if (sum === undefined || Number.isNaN(today.repricedUsd[cell] as number)) continue;
    const usd = replay.planUsd[cell] as number;
    const requests = measures.requests[cell] as number;
    const own = today.sourceModel[dimensions.model[cell] as number] ?? '';
    if (Number.isNaN(usd)) addReason(sum, 'no price');
    else if (usd < (setting.leastUsd[cell] as number)) setting.leastUsd[cell] = usd;
    sum.usd += usd;
    if (isPlain(route)) {
      const sent = sentTo(sum, target ?? own);
      sent.requests += requests;
      sent.usd += usd - overheadUsd * requests;
    }
    const before = today.baselineQuality[cell] as number;
    if (Number.isNaN(before)) continue;
    const score = isSameModel[dimensions.model[cell] as number] ? before : scoreOf(cell);
    if (Number.isNaN(score))
      addReason(sum, Number.isNaN(replay.planQuality[cell] as number) ? 'no evidence' : 'no sample size');
    sum.quality += (setting.weightOf[dimensions.task[cell] as number] as number) * requests * score;
  }
  for (const cell of replay.misfits) {
    const sum = sums[grouped.groupOf[cell] as number];
    if (sum !== undefined) addReason(sum, 'does not fit');
  }
  for (const sum of sums)
    if (sum.reasons.includes('does not fit')) sum.reasons = sum.reasons.filter((reason) => reason !== 'no price');
  return sums;
}

/** What a route that is not plain sends where, and its latencies, by replaying these calls alone. */
function replayAlone(route: Route, own: readonly number[], setting: Setting) {
  const cells = new Set(own);
  return replayOn(route, { ...setting, table: selectCells(setting.table, (cell) => cells.has(cell)) });
}

/** Adds what closes an option: facts of the models that it sends calls to, and their latencies. */
export function addConstraints(
  option: PlanOption,
  sums: OptionSums,
  setting: Setting,
  latencies: ReadonlyMap<string, number>,
) {
  const { context, request, today } = setting;
  const constraints = request.base.constraints ?? {};
  const judgeOffer = createOfferJudge(constraints, context.stack.factsOf);
  const { latencyMsAtMost } = constraints;
  for (const [group, sum] of sums.entries()) {
    const needsReplay = !isPlain(option.route) || latencyMsAtMost !== undefined;
    const cells = setting.cellsOf.get(group) ?? [];
    const alone =
      needsReplay && !sum.reasons.includes('does not fit') ? replayAlone(option.route, cells, setting) : null;
    if (alone !== null && !isPlain(option.route))
      sum.sent = [...alone.sent].map(([model, { requests, usd }]) => ({ model, requests, usd }));
    for (const model of alone?.placed.keys() ?? sum.sent.map((sums) => sums.model))
      for (const reason of judgeOffer(model)) addReason(sum, reason);
    if (alone === null || latencyMsAtMost === undefined) continue;
    const comparable = cells.filter((cell) => !Number.isNaN(today.repricedUsd[cell] as number));
    const isMixed = comparable.length > 0 && comparable.length < cells.length;
    // Where a part of the group's calls moves, those without a price of their own stay.
    const inPart = isMixed ? [replayAlone(option.route, comparable, setting)] : [];
    for (const { placed } of [alone, ...inPart])
      for (const reason of judgeLatencyOf(latencyMsAtMost, placed, latencies, context.stack.factsOf))
        addReason(sum, reason);
  }
}
