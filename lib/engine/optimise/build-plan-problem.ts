import type { CellTable } from '@/lib/domain/cube';
import { WaybillError } from '@/lib/domain/errors';
import { type OfferId, parseOfferId } from '@/lib/domain/ids';
import type { PlanRequest } from '@/lib/domain/plan';
import { loggedLatencies } from '../constraints';
import { groupBy } from '../group-by';
import { createJudge } from '../judge';
import { modelsOfRoute } from '../plan-cuts';
import type { ReplayContext } from '../replay-context';
import { groupCells } from './group-cells';
import { listLeftOut } from './left-out';
import { type GroupOption, isOpen, KEEP_OPTION, type PlanOption, type PlanProblem } from './plan-problem';
import { createRouteReplayer } from './replay-routes';
import { sizeClasses } from './size-classes';
import { addConstraints, addReason, boundedEvidence, replayOn, type Setting, type Sum, sumOption } from './sum-option';

function listOptions(context: ReplayContext, request: PlanRequest, routes: readonly PlanOption[]): PlanOption[] {
  const offers = request.candidates.map((name): OfferId => {
    const found = context.resolve(name);
    if (found === null) throw new WaybillError('bad-input', `no model is known as "${name}"`);
    return found.offerId;
  });
  for (const name of routes.flatMap(({ route }) => modelsOfRoute(route)))
    if (context.resolve(name) === null) throw new WaybillError('bad-input', `no model is known as "${name}"`);
  return [
    { label: 'keep', route: { keep: true } },
    ...[...new Set(offers)].map((model) => ({ label: model, route: { model } })),
    ...routes,
  ];
}

function checkWeights({ weights }: PlanRequest): void {
  for (const [task, weight] of Object.entries(weights))
    if (!(weight >= 0 && Number.isFinite(weight)))
      throw new WaybillError('bad-input', `the weight of the task "${task}" is no number from 0 on: ${weight}`);
}

/**
 * What each option costs and scores in each group of calls, as `simulate` has it, and which options each group may
 * use. An option is open to a group where it prices every comparable call, fits, has evidence for every call judged
 * today (in `bound`: with a known sample) and keeps the constraints of `request.base`; unknown is not kept. Groups that
 * nothing judges today stay, unless a constraint forbids it. `routes`: further options beside the candidates. The table
 * must be cut by `cutsForCandidates`. USD over the log's span.
 * Throws WaybillError 'bad-input' for a candidate that no book knows and for a weight that is none.
 */
export function buildPlanProblem(
  table: CellTable,
  context: ReplayContext,
  request: PlanRequest,
  routes: readonly PlanOption[] = [],
): PlanProblem {
  checkWeights(request);
  const options = listOptions(context, request, routes);
  const { labels, dimensions, measures } = table;
  const names = [...labels.model, ...options.flatMap(({ route }) => modelsOfRoute(route))];
  const offers = [...new Set(names.flatMap((name) => context.resolve(name)?.offerId ?? []))];
  const classes = sizeClasses(offers, request.base, table.cuts, context.stack);
  const grouped = groupCells(table, context.evidence, request.by, classes);
  const cells = Array.from({ length: table.length }, (_, cell) => cell);
  const cellsOf = groupBy(cells, (cell) => grouped.groupOf[cell] as number);
  const weightOf = labels.task.map((task) =>
    Object.hasOwn(request.weights, task) ? (request.weights[task] as number) : 1,
  );
  const leastUsd = new Float64Array(table.length).fill(Number.POSITIVE_INFINITY);
  const today = replayOn({ keep: true }, { table, context, request });
  const routed = cells.filter((cell) => (grouped.groupOf[cell] as number) >= 0);
  const replay = createRouteReplayer(table, context, request.base, routed, today);
  const bounds = boundedEvidence(context.evidence);
  const setting: Setting = {
    table,
    context,
    request,
    grouped,
    cellsOf,
    weightOf,
    today,
    replay,
    bounds,
    judgeBound: createJudge(bounds, context.makerOf),
    leastUsd,
  };
  const latencies = loggedLatencies(table, today);
  const sums = options.map((option) => {
    const own = sumOption(option, setting);
    addConstraints(option, own, setting, latencies);
    return own;
  });

  const totals = { todayQuality: 0, judgedWeight: 0, judgedRequests: 0, todayUsd: 0, requests: 0 };
  const built = grouped.groups.map((calls, g) => {
    const sources = new Set<string>();
    const counts = { requests: 0, judgedRequests: 0 };
    let hasOthers = false;
    for (const cell of cellsOf.get(g) ?? []) {
      const repricedUsd = today.repricedUsd[cell] as number;
      if (Number.isNaN(repricedUsd)) {
        hasOthers = true;
        continue;
      }
      const requests = measures.requests[cell] as number;
      const score = today.baselineQuality[cell] as number;
      sources.add(parseOfferId(today.sourceModel[dimensions.model[cell] as number] ?? ''));
      counts.requests += requests;
      totals.requests += requests;
      totals.todayUsd += repricedUsd;
      if (Number.isNaN(score)) continue;
      const weight = (weightOf[dimensions.task[cell] as number] as number) * requests;
      counts.judgedRequests += requests;
      totals.judgedRequests += requests;
      totals.judgedWeight += weight;
      totals.todayQuality += weight * score;
    }
    const ofGroup = sums.map((option) => option[g] as Sum);
    const stays = counts.judgedRequests === 0 && ofGroup[KEEP_OPTION]?.reasons.length === 0;
    const listed = ofGroup.map((sum, o): GroupOption => {
      if (stays && o !== KEEP_OPTION) addReason(sum, 'not judged today');
      return { usd: sum.usd, quality: sum.quality, leftOut: sum.reasons, sent: sum.sent };
    });
    return { ...calls, ...counts, sources: [...sources], hasOthers, options: listed };
  });
  const groups = built.filter(({ requests }) => requests > 0);
  return {
    options,
    groups,
    freeGroups: built
      .filter(({ requests }) => requests === 0)
      .map(({ topics, needs, size, options: own }) => ({
        topics,
        needs,
        size,
        openTo: own.map(({ leftOut }) => leftOut.every((reason) => reason === 'not judged today')),
      })),
    ...totals,
    leastUsd: leastUsd.reduce((sum, usd) => (usd === Number.POSITIVE_INFINITY ? sum : sum + usd), 0),
    ...listLeftOut(options, groups),
    table,
    context,
    request,
  };
}

/** Whether some group has no option left, which no plan can mend. */
export function findClosedGroup({ groups }: PlanProblem) {
  return groups.find(({ options }) => !options.some(isOpen)) ?? null;
}
