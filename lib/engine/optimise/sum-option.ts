import type { CellTable } from '@/lib/domain/cube';
import type { PlanRequest } from '@/lib/domain/plan';
import type { Policy, Route } from '@/lib/domain/policy';
import { evaluateCells } from '../evaluate';
import { lowerBound } from '../intervals';
import type { EvidenceIndex } from '../quality';
import type { ReplayContext } from '../replay-context';
import { selectCells } from '../select-cells';
import type { GroupedCells } from './group-cells';
import { createOfferJudge, judgeLatencyOf } from './judge-option';
import type { LeftOutReason, PlanOption } from './plan-problem';

const LOWER_BOUND_CONFIDENCE = 0.95;

/** Evidence that says its one-sided lower bound in place of its score; none where no sample is known. */
function boundedEvidence(evidence: EvidenceIndex): EvidenceIndex {
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

export type Sum = {
  usd: number;
  quality: number;
  readonly reasons: Set<LeftOutReason>;
  readonly sent: Map<string, { requests: number; usd: number }>;
};

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
  /** By cell, the least that any option costs; filled as options are summed. */
  readonly leastUsd: Float64Array;
};

/** Replays all calls on one route, under the base policy. */
export function replayOn(route: Route, { table, context, request }: Setting, evidence = context.evidence) {
  const policy: Policy = { ...request.base, rules: [], otherwise: route };
  return evaluateCells(table, { ...context, policy, evidence, onCharge: undefined });
}

/** Replays all calls under one route and sums cost and quality by group. */
export function sumOption({ route }: PlanOption, setting: Setting): OptionSums {
  const { table, context, request, grouped } = setting;
  const { measures, dimensions } = table;
  const replay = replayOn(route, setting);
  const bound = request.certainty === 'bound' && !('keep' in route) ? boundedEvidence(context.evidence) : null;
  const bounded = bound === null ? replay : replayOn(route, setting, bound);
  const overheadUsd = request.base.assumptions?.overheadUsdPerRequest ?? 0;
  const target = 'model' in route ? context.resolve(route.model)?.offerId : null;
  const sums = grouped.groups.map((): Sum => ({ usd: 0, quality: 0, reasons: new Set(), sent: new Map() }));
  for (let cell = 0; cell < table.length; cell++) {
    const sum = sums[grouped.groupOf[cell] as number];
    if (sum === undefined || Number.isNaN(replay.repricedUsd[cell] as number)) continue;
    const usd = replay.planUsd[cell] as number;
    const requests = measures.requests[cell] as number;
    const own = replay.sourceModel[dimensions.model[cell] as number] ?? '';
    if (Number.isNaN(usd)) sum.reasons.add('no price');
    else if (usd < (setting.leastUsd[cell] as number)) setting.leastUsd[cell] = usd;
    sum.usd += usd;
    if (isPlain(route)) {
      const model = target ?? own;
      const sent = sum.sent.get(model) ?? { requests: 0, usd: 0 };
      sent.requests += requests;
      sent.usd += usd - overheadUsd * requests;
      sum.sent.set(model, sent);
    }
    const today = replay.baselineQuality[cell] as number;
    if (Number.isNaN(today)) continue;
    const score = own === target ? today : (bounded.planQuality[cell] as number);
    if (Number.isNaN(score))
      sum.reasons.add(Number.isNaN(replay.planQuality[cell] as number) ? 'no evidence' : 'no sample size');
    sum.quality += (setting.weightOf[dimensions.task[cell] as number] as number) * requests * score;
  }
  for (const { reason, cells } of replay.violations) {
    if (!reason.startsWith('does not fit')) continue;
    for (const cell of cells) sums[grouped.groupOf[cell] as number]?.reasons.add('does not fit');
  }
  for (const { reasons } of sums) if (reasons.has('does not fit')) reasons.delete('no price');
  return sums;
}

/** What a route that is not plain sends where in each group, and its latencies, by replaying the group alone. */
function replayGroup(route: Route, group: number, setting: Setting) {
  const cells = new Set(setting.cellsOf.get(group));
  return replayOn(route, { ...setting, table: selectCells(setting.table, (cell) => cells.has(cell)) });
}

/** Adds what closes an option: facts of the models that it sends calls to, and their latencies. */
export function addConstraints(
  option: PlanOption,
  sums: OptionSums,
  setting: Setting,
  latencies: ReadonlyMap<string, number>,
) {
  const { context, request } = setting;
  const constraints = request.base.constraints ?? {};
  const judgeOffer = createOfferJudge(constraints, context.stack.factsOf);
  const { latencyMsAtMost } = constraints;
  for (const [group, sum] of sums.entries()) {
    const needsReplay = !isPlain(option.route) || latencyMsAtMost !== undefined;
    const alone = needsReplay && !sum.reasons.has('does not fit') ? replayGroup(option.route, group, setting) : null;
    if (alone !== null && !isPlain(option.route))
      for (const [model, { requests, usd }] of alone.sent) sum.sent.set(model, { requests, usd });
    for (const model of alone?.placed.keys() ?? sum.sent.keys())
      for (const reason of judgeOffer(model)) sum.reasons.add(reason);
    if (alone !== null && latencyMsAtMost !== undefined)
      for (const reason of judgeLatencyOf(latencyMsAtMost, alone.placed, latencies, context.stack.factsOf))
        sum.reasons.add(reason);
  }
}
