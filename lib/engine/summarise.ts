import { type CellTable, UNIT_MASK_AGGREGATE } from '@/lib/domain/cube';
import type {
  GroupRow,
  ModelRow,
  OwnTokensRow,
  Simulation,
  UnpricedRow,
  Violation,
  ViolationKind,
} from '@/lib/domain/simulation';
import { judgeConstraints } from './constraints';
import { type Evaluation, evaluateCells, isCacheHit, OVERHEAD_MODEL } from './evaluate';
import { getOrCreate } from './get-or-create';
import { groupBy } from './group-by';
import { meanQuality, meanScore, percent } from './mean-quality';
import type { ReplayContext } from './replay-context';

const NANO = 1e9;

type Mutable<T> = { -readonly [key in keyof T]: T[key] };
type Sums = Mutable<GroupRow>;

function emptySums(): Sums {
  return { requests: 0, inputTokens: 0, outputTokens: 0, repricedUsd: 0, planUsd: 0 };
}

/** Rounded down to 0.1, so that a saving is never rounded up. The epsilon only undoes float dust at the edge. */
export function floorToTenth(value: number): number {
  return Math.floor(value * 10 + 1e-9) / 10;
}

function groupCells<Key extends string | number>(
  table: CellTable,
  evaluation: Evaluation,
  cells: readonly number[],
  keyOf: (cell: number) => Key,
): Map<Key, Sums> {
  const groups = new Map<Key, Sums>();
  for (const cell of cells) {
    const key = keyOf(cell);
    const sums = getOrCreate(groups, key, emptySums);
    sums.requests += table.measures.requests[cell] as number;
    sums.inputTokens += table.measures.inputTokens[cell] as number;
    sums.outputTokens += table.measures.outputTokens[cell] as number;
    sums.repricedUsd += evaluation.repricedUsd[cell] as number;
    sums.planUsd += evaluation.planUsd[cell] as number;
  }
  return groups;
}

function toModelRows(
  table: CellTable,
  evaluation: Evaluation,
  cells: readonly number[],
  overheadUsd: number,
): ModelRow[] {
  const rows = new Map<string, Sums>();
  const rowOf = (model: string) => getOrCreate(rows, model, emptySums);
  let routedRequests = 0;
  for (const cell of cells) {
    if (!isCacheHit(table, cell)) routedRequests += table.measures.requests[cell] as number;
    const own = evaluation.sourceModel[table.dimensions.model[cell] as number] ?? '';
    rowOf(own).repricedUsd += evaluation.repricedUsd[cell] as number;
  }
  for (const [model, sent] of evaluation.sent) {
    const row = rowOf(model);
    row.requests += sent.requests;
    row.inputTokens += sent.inputTokens;
    row.outputTokens += sent.outputTokens;
    row.planUsd += sent.usd;
  }
  if (overheadUsd > 0 && routedRequests > 0) rowOf(OVERHEAD_MODEL).planUsd += overheadUsd * routedRequests;
  return [...rows]
    .map(([model, sums]) => ({ model, ...sums }))
    .sort((a, b) => b.repricedUsd - a.repricedUsd || b.planUsd - a.planUsd);
}

function toOwnTokens(table: CellTable, { sourceModel }: Evaluation, cells: readonly number[]): OwnTokensRow[] {
  const { measures, dimensions } = table;
  const rows = new Map<string, Mutable<OwnTokensRow>>();
  for (const cell of cells) {
    if (isCacheHit(table, cell)) continue;
    const model = sourceModel[dimensions.model[cell] as number] ?? '';
    const row = getOrCreate(rows, model, () => ({ model, inputTokens: 0, outputTokens: 0 }));
    row.inputTokens += measures.inputTokens[cell] as number;
    row.outputTokens += measures.outputTokens[cell] as number;
  }
  return [...rows.values()];
}

function requestsOf(table: CellTable, cells: readonly number[]): number {
  return cells.reduce((sum, cell) => sum + (table.measures.requests[cell] as number), 0);
}

function toUnpricedRows(table: CellTable, evaluation: Evaluation): UnpricedRow[] {
  return evaluation.unpriced
    .map(({ reason, model, cells }) => ({ reason, model, requests: requestsOf(table, cells) }))
    .sort((a, b) => b.requests - a.requests);
}

type Named = { readonly kind: ViolationKind; readonly model: string; readonly cells: readonly number[] };

function toViolations(table: CellTable, evaluation: Evaluation, { policy, stack }: ReplayContext): Violation[] {
  const byFit: Named[] = evaluation.violations.map(({ reason: kind, ...row }) => ({ kind, ...row }));
  const byConstraints = judgeConstraints(policy.constraints ?? {}, evaluation, table, stack.factsOf);
  return [byFit, byConstraints].flatMap((list) =>
    list
      .map(({ kind, model, cells }) => {
        const usd = cells.reduce((sum, cell) => sum + (evaluation.repricedUsd[cell] as number), 0);
        return { kind, model, requests: requestsOf(table, cells), usd: Number.isNaN(usd) ? null : usd };
      })
      .sort((a, b) => b.requests - a.requests),
  );
}

/**
 * Replays a table of cells under a policy and sums it up, over the log's own span (never scaled). All figures
 * but `loggedUsd` and the counts cover the comparable set: the requests priced on both sides.
 */
export function simulate(table: CellTable, context: ReplayContext): Simulation {
  const evaluation = evaluateCells(table, context);
  const { measures, dimensions, labels } = table;
  const cells: number[] = [];
  const all = { requests: 0, tokens: 0, loggedNano: 0, loggedRequests: 0 };
  const comparable = { requests: 0, tokens: 0, loggedNano: 0, loggedRequests: 0, cacheAtInput: 0, extrapolated: 0 };
  let repricedUsd = 0;
  let planUsd = 0;
  for (let cell = 0; cell < table.length; cell++) {
    const requests = measures.requests[cell] as number;
    const tokens = (measures.inputTokens[cell] as number) + (measures.outputTokens[cell] as number);
    all.requests += requests;
    all.tokens += tokens;
    all.loggedNano += measures.loggedCostNanoUsd[cell] as number;
    all.loggedRequests += measures.loggedRequests[cell] as number;
    const repriced = evaluation.repricedUsd[cell] as number;
    const plan = evaluation.planUsd[cell] as number;
    if (Number.isNaN(repriced) || Number.isNaN(plan)) continue;
    cells.push(cell);
    comparable.requests += requests;
    comparable.tokens += tokens;
    comparable.loggedNano += measures.loggedCostNanoUsd[cell] as number;
    comparable.loggedRequests += measures.loggedRequests[cell] as number;
    comparable.cacheAtInput += (evaluation.cacheAtInputPrice[cell] as number) * requests;
    comparable.extrapolated += (evaluation.extrapolated[cell] as number) * requests;
    repricedUsd += repriced;
    planUsd += plan;
  }

  const isEmpty = comparable.requests === 0;
  const label = (kind: 'task' | 'team', cell: number) => labels[kind][dimensions[kind][cell] as number] ?? '';
  const ruleIds = [...context.policy.rules.map((rule) => rule.id), 'otherwise'];
  const tasks = groupCells(table, evaluation, cells, (cell) => label('task', cell));
  const cellsOfTask = groupBy(cells, (cell) => label('task', cell));
  const overheadUsd = context.policy.assumptions?.overheadUsdPerRequest ?? 0;
  const bySpend = (a: GroupRow, b: GroupRow) => b.repricedUsd - a.repricedUsd;

  return {
    requests: all.requests,
    pricedPct: percent(comparable.requests, all.requests),
    pricedTokensPct: percent(comparable.tokens, all.tokens),
    baseline: {
      loggedUsd: all.loggedRequests === 0 ? null : all.loggedNano / NANO,
      loggedComparableUsd: comparable.loggedRequests === 0 ? null : comparable.loggedNano / NANO,
      repricedUsd: isEmpty ? null : repricedUsd,
      quality: meanQuality(table, evaluation, cells, 'baseline'),
    },
    plan: { usd: isEmpty ? null : planUsd, quality: meanQuality(table, evaluation, cells, 'plan') },
    savings: {
      usd: isEmpty ? null : repricedUsd - planUsd,
      pct: isEmpty || repricedUsd === 0 ? null : floorToTenth((100 * (repricedUsd - planUsd)) / repricedUsd),
    },
    byModel: toModelRows(table, evaluation, cells, overheadUsd),
    ownTokens: toOwnTokens(table, evaluation, cells),
    byTask: [...tasks]
      .map(([task, sums]) => {
        const own = cellsOfTask.get(task) ?? [];
        const benchmarks = new Set(own.map((cell) => evaluation.benchmark[cell] ?? null));
        return {
          task,
          ...sums,
          benchmark:
            benchmarks.size === 1 ? ([...benchmarks][0] as string | null) : [...benchmarks].filter(Boolean).join(', '),
          baselineQuality: meanScore(table, evaluation, own, 'baseline'),
          planQuality: meanScore(table, evaluation, own, 'plan'),
        };
      })
      .sort(bySpend),
    byTeam: [...groupCells(table, evaluation, cells, (cell) => label('team', cell))]
      .map(([team, sums]) => ({ team, ...sums }))
      .sort(bySpend),
    byDay: [...groupCells(table, evaluation, cells, (cell) => dimensions.day[cell] as number)]
      .map(([day, sums]) => ({ day, ...sums }))
      .sort((a, b) => a.day - b.day),
    byRule: [...groupCells(table, evaluation, cells, (cell) => evaluation.rule[cell] as number)]
      .sort(([a], [b]) => a - b)
      .map(([rule, sums]) => ({ rule: ruleIds[rule] ?? '', ...sums })),
    unpriced: toUnpricedRows(table, evaluation),
    violations: toViolations(table, evaluation, context),
    cacheAtInputPriceRequests: comparable.cacheAtInput,
    extrapolatedRequests: comparable.extrapolated,
    comparableRequests: comparable.requests,
    comparableLoggedRequests: comparable.loggedRequests,
  };
}

/** How many requests come as sums of many calls: they count, and cannot be tiered or routed by size. */
export function countAggregateRequests(table: CellTable): number {
  let requests = 0;
  for (let cell = 0; cell < table.length; cell++)
    if (((table.dimensions.unitMask[cell] as number) & UNIT_MASK_AGGREGATE) !== 0)
      requests += table.measures.requests[cell] as number;
  return requests;
}
