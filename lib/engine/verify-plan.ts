import type { CellTable } from '@/lib/domain/cube';
import type { Interval } from '@/lib/domain/evidence';
import { parseOfferId, providerOf } from '@/lib/domain/ids';
import type { PlanCheck, PlanLimits, PlanRequest } from '@/lib/domain/plan';
import type { Policy } from '@/lib/domain/policy';
import type { Simulation } from '@/lib/domain/simulation';
import { type Evaluation, evaluateCells, OVERHEAD_MODEL } from './evaluate';
import { getOrCreate } from './get-or-create';
import { lowerBound } from './intervals';
import type { Charge, ReplayContext } from './replay-context';
import { simulate } from './summarise';

/** What is said of a plan: its cost over the log's span, its quality as a share of today's, and what it keeps. */
export type PlanClaim = PlanLimits & {
  readonly usd: number;
  /** Null where no call is judged today. */
  readonly relative: number | null;
  readonly floor?: number;
  readonly budgetUsd?: number;
};

const TOLERANCE = 1e-9;
const CONFIDENCE = 0.95;
const isFar = (a: number, b: number) => Math.abs(a - b) > TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
const isOver = (value: number, limit: number) => value > limit + TOLERANCE * Math.max(1, Math.abs(limit));
const percentOf = (share: number) => `${Number((100 * share).toPrecision(6))} %`;

type TaskMoves = { readonly models: Set<string>; moves: boolean };

/** Who answers each cell's calls, and where each task's calls go, as the plan's bill tells it. */
function followCharges(table: CellTable, ownOf: (cell: number) => string) {
  const answers = new Map<number, Map<string, number>>();
  const byTask = new Map<string, TaskMoves>();
  const onCharge = ({ side, role, model, cell, requests }: Charge) => {
    if (side === 'today' || model === null || role === 'overhead' || requests <= 0) return;
    const task = table.labels.task[table.dimensions.task[cell] as number] ?? '';
    const ofTask = getOrCreate(byTask, task, (): TaskMoves => ({ models: new Set(), moves: false }));
    ofTask.models.add(model);
    if (model !== ownOf(cell)) ofTask.moves = true;
    if (role !== 'answer') return;
    const ofCell = getOrCreate(answers, cell, () => new Map<string, number>());
    ofCell.set(model, (ofCell.get(model) ?? 0) + requests);
  };
  return { answers, byTask, onCharge };
}

/** A cell's score in which another model that its calls move to counts for its lower bound; NaN where one has none. */
function createCautiousScore(
  context: ReplayContext,
  plan: Evaluation,
  answers: ReadonlyMap<number, ReadonlyMap<string, number>>,
  ownOf: (cell: number) => string,
  replayBounds: () => Evaluation,
): (cell: number) => number {
  const { policy, evidence, makerOf } = context;
  const boundOf = (model: string, benchmark: string | null): number => {
    const found = benchmark === null ? null : evidence.find(makerOf(parseOfferId(model)), benchmark);
    return (found && lowerBound(found, CONFIDENCE)) ?? Number.NaN;
  };
  const isSameModel = (model: string, own: string) =>
    model === own || makerOf(parseOfferId(model)) === makerOf(parseOfferId(own));
  return (cell) => {
    const route = policy.rules[plan.rule[cell] as number]?.route ?? policy.otherwise;
    const shares = answers.get(cell);
    if ('cascade' in route || 'chain' in route || shares === undefined)
      return replayBounds().planQuality[cell] as number;
    let score = 0;
    let total = 0;
    for (const [model, share] of shares) {
      // Another seller's offer of the same model rests on the same evidence.
      score +=
        share *
        (isSameModel(model, ownOf(cell))
          ? (plan.baselineQuality[cell] as number)
          : boundOf(model, plan.benchmark[cell] ?? null));
      total += share;
    }
    return score / total;
  };
}

/** Evidence whose scores are their one-sided lower bounds; none where no sample is known. */
function withBounds({ evidence, ...context }: ReplayContext): ReplayContext {
  return {
    ...context,
    onCharge: undefined,
    evidence: {
      ...evidence,
      find: (offerId, benchmark) => {
        const found = evidence.find(offerId, benchmark);
        const score = found && lowerBound(found, CONFIDENCE);
        return found === null || score === null ? null : { ...found, score };
      },
    },
  };
}

type Replayed = {
  readonly relative: number | null;
  readonly unjudgedRequests: number;
  readonly unpricedRequests: number;
  readonly byTask: ReadonlyMap<string, TaskMoves>;
};

/** The plan's quality as a share of today's, errors weighed by task, over the calls judged today. */
function replayQuality(table: CellTable, context: ReplayContext, { weights, certainty }: PlanRequest): Replayed {
  const own = table.labels.model.map((name) => context.resolve(name)?.offerId ?? name);
  const ownOf = (cell: number) => own[table.dimensions.model[cell] as number] ?? '';
  const { answers, byTask, onCharge } = followCharges(table, ownOf);
  const plan = evaluateCells(table, { ...context, onCharge });
  let bounds: Evaluation | null = null;
  const replayBounds = () => {
    bounds ??= evaluateCells(table, withBounds(context));
    return bounds;
  };
  const scoreOf =
    certainty === 'bound'
      ? createCautiousScore(context, plan, answers, ownOf, replayBounds)
      : (cell: number) => plan.planQuality[cell] as number;
  const sums = { plan: 0, today: 0, unjudged: 0, unpriced: 0 };
  for (let cell = 0; cell < table.length; cell++) {
    if (Number.isNaN(plan.repricedUsd[cell] as number)) continue;
    const requests = table.measures.requests[cell] as number;
    if (Number.isNaN(plan.planUsd[cell] as number)) sums.unpriced += requests;
    const today = plan.baselineQuality[cell] as number;
    if (Number.isNaN(today)) continue;
    const task = table.labels.task[table.dimensions.task[cell] as number] ?? '';
    const weight = (Object.hasOwn(weights, task) ? (weights[task] as number) : 1) * requests;
    const score = scoreOf(cell);
    sums.today += weight * today;
    if (Number.isNaN(score)) sums.unjudged += requests;
    else sums.plan += weight * score;
  }
  return {
    relative: sums.today === 0 ? null : sums.plan / sums.today,
    unjudgedRequests: sums.unjudged,
    unpricedRequests: sums.unpriced,
    byTask,
  };
}

/** Limits of the claim that the replayed bill does not keep. */
function checkLimits(claim: PlanClaim, { byModel }: Simulation, byTask: Replayed['byTask']): string[] {
  const used = byModel.filter(({ model, requests }) => model !== OVERHEAD_MODEL && requests > 0);
  const differences: string[] = [];
  if (claim.modelsAtMost !== undefined && used.length > claim.modelsAtMost)
    differences.push(`${used.length} models get calls, at most ${claim.modelsAtMost} may`);
  if (claim.oneModelPerTask === true)
    for (const [task, { models, moves }] of byTask)
      if (moves && models.size > 1) differences.push(`the task "${task}" goes to ${models.size} models`);
  const totalUsd = used.reduce((sum, { planUsd }) => sum + planUsd, 0);
  for (const [vendor, limit] of Object.entries(claim.vendorShareAtMost ?? {})) {
    const own = used.filter(({ model }) => providerOf(parseOfferId(model)) === vendor);
    const share = totalUsd === 0 ? 0 : own.reduce((sum, { planUsd }) => sum + planUsd, 0) / totalUsd;
    if (isOver(share, limit))
      differences.push(`${vendor} gets ${percentOf(share)} of the spend, at most ${percentOf(limit)} may`);
  }
  return differences;
}

/**
 * The 95 % interval of a policy's quality as a share of today's; null where some sample is unknown, and where errors
 * weigh differently by task, which a simulation's interval does not know.
 */
export function weighedInterval(
  table: CellTable,
  context: ReplayContext,
  { weights }: PlanRequest,
  policy: Policy,
): Interval | null {
  if (Object.values(weights).some((weight) => weight !== 1)) return null;
  return simulate(table, { ...context, policy, onCharge: undefined }).plan.quality.relativeInterval;
}

/**
 * Replays a plan's policy by `simulate` and derives anew its cost (USD over the log's span), its quality as a share of
 * today's, its limits and its constraints; `differences` names each disagreement beyond 1e-9 relative. Shares nothing
 * with the optimiser but the replay itself. The table must be cut for the policy.
 */
export function verifyPlan(
  table: CellTable,
  context: ReplayContext,
  request: PlanRequest,
  policy: Policy,
  claim: PlanClaim,
): PlanCheck {
  // As a reader of the file would have it.
  const parsed = JSON.parse(JSON.stringify(policy)) as Policy;
  const replay = { ...context, policy: parsed, onCharge: undefined };
  const simulation = simulate(table, replay);
  const { relative, unjudgedRequests, unpricedRequests, byTask } = replayQuality(table, replay, request);
  const { usd } = simulation.plan;
  const differences = checkLimits(claim, simulation, byTask);
  if (usd === null || isFar(usd, claim.usd))
    differences.push(`it costs ${usd ?? 'nobody knows what'}, not ${claim.usd}`);
  if ((relative === null) !== (claim.relative === null) || isFar(relative ?? 0, claim.relative ?? 0))
    differences.push(`it keeps ${relative ?? 'nobody knows how much'} of today’s quality, not ${claim.relative}`);
  if (claim.floor !== undefined && (relative === null || isOver(claim.floor, relative)))
    differences.push(`it keeps less than ${percentOf(claim.floor)} of today’s quality`);
  if (claim.budgetUsd !== undefined && usd !== null && usd > claim.budgetUsd * (1 + TOLERANCE))
    differences.push(`it costs more than ${claim.budgetUsd}`);
  if (unpricedRequests > 0) differences.push(`${unpricedRequests} calls lose their price`);
  if (unjudgedRequests > 0) differences.push(`${unjudgedRequests} calls that are judged today are judged no more`);
  for (const { kind, model } of simulation.violations)
    if (kind.startsWith('constraint ') || kind.startsWith('does not fit')) differences.push(`${kind}: ${model}`);
  return { isKept: differences.length === 0, usd, relative, differences };
}
