import { listUploads } from '@/db/queries/uploads';
import { listWorkloads, type WorkloadSummary } from '@/db/queries/workloads';
import type { CellTable } from '@/lib/domain/cube';
import { WaybillError } from '@/lib/domain/errors';
import type { Simulation } from '@/lib/domain/simulation';
import type { GroupLine, ModelLine, TaskLine, TrafficBar, UsageView, WorkloadUsage } from '@/lib/domain/usage-view';
import { MS_PER_DAY } from '@/lib/engine/clock';
import { rollUp } from '@/lib/engine/roll-up';
import { keepAll } from '@/lib/engine/templates';
import type { ScenarioParams } from '@/lib/schema/scenario-params';
import { FORMATS } from '@/lib/usage/formats/registry';
import { DEFAULT_BOOKS, type OpenStack, openStack } from './books';
import { getDatabase } from './database';
import { toTasks, trafficOf } from './evidence-tables';
import { viewLabels } from './label-view';
import { loadCutCells, requireWorkload, simulateWorkload } from './simulate-workload';
import { readSketch } from './sketch-workload';
import { parseAsOf } from './view-scenario';
import { workloadEvidence } from './workload-evidence';

/** Bars a chart can show side by side; a longer log is shown by weeks, then by four weeks. */
const MAX_BARS = 120;
const BAR_DAYS = [1, 7, 28, 91] as const;

type Totals = {
  readonly label: string;
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
};

function totalsBy(table: CellTable, kind: 'task' | 'team' | 'model'): Totals[] {
  const { length, measures, dimensions, labels } = rollUp(table, [kind]);
  return Array.from({ length }, (_, i) => ({
    label: labels[kind][dimensions[kind][i] as number] ?? '',
    requests: measures.requests[i] as number,
    inputTokens: measures.inputTokens[i] as number,
    outputTokens: measures.outputTokens[i] as number,
  })).sort((a, b) => b.requests - a.requests || (a.label < b.label ? -1 : 1));
}

function withPrices(totals: readonly Totals[], priced: ReadonlyMap<string, { requests: number; repricedUsd: number }>) {
  return totals
    .map((line): GroupLine => {
      const known = priced.get(line.label);
      return { ...line, pricedRequests: known?.requests ?? 0, repricedUsd: known?.repricedUsd ?? null };
    })
    .sort((a, b) => (b.repricedUsd ?? -1) - (a.repricedUsd ?? -1) || b.requests - a.requests);
}

/** Calls and spend along time, days without calls included. */
export function toTraffic(table: CellTable, byDay: Simulation['byDay']): TrafficBar[] {
  const { length, dimensions, measures } = rollUp(table, ['day']);
  if (length === 0) return [];
  const requestsOf = new Map<number, number>();
  for (let i = 0; i < length; i++) requestsOf.set(dimensions.day[i] as number, measures.requests[i] as number);
  const pricedOf = new Map(byDay.map((row) => [row.day, row.repricedUsd]));
  const firstDay = Math.min(...requestsOf.keys());
  const span = Math.max(...requestsOf.keys()) - firstDay + 1;
  const size = BAR_DAYS.find((days) => span / days <= MAX_BARS) ?? Math.ceil(span / MAX_BARS);
  return Array.from({ length: Math.ceil(span / size) }, (_, bar) => {
    const fromDay = firstDay + bar * size;
    const days = Math.min(size, firstDay + span - fromDay);
    let requests = 0;
    let repricedUsd: number | null = null;
    for (let day = fromDay; day < fromDay + days; day++) {
      requests += requestsOf.get(day) ?? 0;
      const usd = pricedOf.get(day);
      if (usd !== undefined) repricedUsd = (repricedUsd ?? 0) + usd;
    }
    // A day without calls costs nothing, which is known.
    return { fromMs: fromDay * MS_PER_DAY, days, requests, repricedUsd: requests === 0 ? 0 : repricedUsd };
  });
}

function toModels(totals: readonly Totals[], { resolve }: OpenStack, unpriced: Simulation['unpriced']): ModelLine[] {
  return totals
    .map(({ label: model, ...counts }) => {
      const resolution = model === '' ? null : resolve(model);
      const offerId = resolution?.offerId ?? null;
      return {
        model,
        offerId,
        how: resolution?.how ?? null,
        ...counts,
        unpriced: unpriced
          .filter((row) => row.model === model || row.model === offerId)
          .map(({ reason, requests }) => ({ reason, requests })),
      };
    })
    .sort((a, b) => Number(b.unpriced.length > 0) - Number(a.unpriced.length > 0) || b.requests - a.requests);
}

async function viewWorkload(summary: WorkloadSummary, params: ScenarioParams): Promise<WorkloadUsage> {
  const database = await getDatabase();
  const books = params.books ?? DEFAULT_BOOKS;
  const asOf = parseAsOf(params.asOf, Date.now());
  const request = { workload: summary.name, policy: keepAll(), asOf, books, byDay: true, outliers: 'none' as const };
  const { simulation } = await simulateWorkload(request);
  const workload = await requireWorkload(database, summary.name);
  const table = loadCutCells(database, workload, workload.cuts);
  const opened = await openStack(books);
  const uploads = listUploads(database, workload.id).map(({ sha256: _sha256, ...upload }) => upload);
  const known = workloadEvidence(database, workload.id, opened);
  const judges = new Map(toTasks(trafficOf(table, opened), new Map(), new Map(), known).map((row) => [row.task, row]));
  const tasks = withPrices(totalsBy(table, 'task'), new Map(simulation.byTask.map((row) => [row.task, row])));
  return {
    name: summary.name,
    note: summary.note,
    requests: summary.requests,
    fromMs: summary.fromMs,
    toMs: summary.toMs,
    inputTokens: summary.inputTokens,
    outputTokens: summary.outputTokens,
    loggedUsd: simulation.baseline.loggedUsd,
    repricedUsd: simulation.baseline.repricedUsd,
    pricedPct: simulation.pricedPct,
    pricedTokensPct: simulation.pricedTokensPct,
    uploads,
    tasks: tasks.flatMap((line): TaskLine | [] => {
      const row = judges.get(line.label);
      if (row === undefined) return [];
      const { chosen, byDefault, judges: judgedBy, reason } = row;
      return { ...line, chosen, byDefault, judges: judgedBy, reason };
    }),
    benchmarks: known.choices,
    teams: withPrices(totalsBy(table, 'team'), new Map(simulation.byTeam.map((row) => [row.team, row]))),
    models: toModels(totalsBy(table, 'model'), opened, simulation.unpriced),
    unpriced: simulation.unpriced,
    traffic: toTraffic(table, simulation.byDay),
    books,
    labels: viewLabels(database, workload.id, table, uploads, opened, asOf),
    isSketch: (await readSketch(summary.name)) !== null,
  };
}

/** All workloads and the usage of the chosen one, or of the newest. */
export async function viewUsage(params: ScenarioParams): Promise<UsageView> {
  const workloads = listWorkloads(await getDatabase());
  const base = {
    workloads: workloads.map(({ name, note }) => ({ name, note })),
    formats: FORMATS.map(({ id, title }) => ({ id, title })),
    usage: null,
    problem: null,
  };
  const chosen = params.w === null ? workloads.at(-1) : workloads.find(({ name }) => name === params.w);
  if (chosen === undefined)
    return params.w === null
      ? base
      : { ...base, problem: `There is no workload called “${params.w}”. It may have been deleted.` };
  try {
    return { ...base, usage: await viewWorkload(chosen, params) };
  } catch (cause) {
    if (cause instanceof WaybillError) return { ...base, problem: cause.message };
    throw cause;
  }
}
