import { loadBlastRadius } from '@/db/queries/evidence';
import { listWorkloads } from '@/db/queries/workloads';
import { GSM8K } from '@/lib/catalog/sources/gsm8k';
import { WaybillError } from '@/lib/domain/errors';
import type { EvidenceView, WorkloadEvidence } from '@/lib/domain/evidence-view';
import { intervalOf } from '@/lib/engine/intervals';
import { percent } from '@/lib/engine/mean-quality';
import { SAMPLE_GATE } from '@/lib/engine/quality';
import { keepAll } from '@/lib/engine/templates';
import type { EvidenceParams } from '@/lib/schema/evidence-params';
import { DEFAULT_BOOKS, type OpenStack, openStack } from './books';
import { getDatabase } from './database';
import { evidenceBehind, requestsOf, toBenchmark, toFeedback, toTasks, trafficOf } from './evidence-tables';
import { listEvals } from './list-evals';
import { pairedEvals } from './paired-evals';
import { loadCutCells, requireWorkload, simulateWorkload } from './simulate-workload';
import { parseAsOf } from './view-scenario';
import { workloadEvidence } from './workload-evidence';

async function loadWorkload(name: string, params: EvidenceParams, opened: OpenStack, books: readonly string[]) {
  const database = await getDatabase();
  const asOf = parseAsOf(params.asOf, Date.now());
  const { simulation } = await simulateWorkload({ workload: name, policy: keepAll(), asOf, books, outliers: 'none' });
  const row = await requireWorkload(database, name);
  const known = workloadEvidence(database, row.id, opened);
  const traffic = trafficOf(loadCutCells(database, row, row.cuts), opened);
  const usd = new Map(simulation.byTask.map(({ task, repricedUsd }) => [task, repricedUsd]));
  const tasks = toTasks(traffic, usd, loadBlastRadius(database, row.id), known);
  const behind = traffic.map((each) => ({ ...each, evidence: evidenceBehind(each, known) }));
  const workload: WorkloadEvidence = {
    name,
    gate: known.gate,
    defaultGate: SAMPLE_GATE,
    atGate: intervalOf({ score: 0.5, sampleSize: known.gate }),
    requests: requestsOf(traffic),
    judgedPct: percent(requestsOf(behind.filter(({ evidence }) => evidence !== null)), requestsOf(traffic)),
    ownPct: percent(
      requestsOf(behind.filter(({ evidence }) => evidence !== null && evidence.kind !== 'prior')),
      requestsOf(traffic),
    ),
    tasks,
    feedback: toFeedback(known, opened),
  };
  return { workload, known, inLog: new Set(traffic.flatMap(({ about }) => about ?? [])) };
}

async function loadPaired(
  name: string | null,
  task: string | null,
): Promise<Pick<EvidenceView, 'paired' | 'pairedProblem'>> {
  if (name === null) return { paired: null, pairedProblem: null };
  try {
    return { paired: await pairedEvals({ name, task }), pairedProblem: null };
  } catch (cause) {
    if (!(cause instanceof WaybillError)) throw cause;
    return { paired: null, pairedProblem: cause.message };
  }
}

/** What judges the tasks of a workload, what is known about models, and the evals of one's own. Throws 'not-found'. */
export async function viewEvidence(params: EvidenceParams): Promise<EvidenceView> {
  const workloads = listWorkloads(await getDatabase()).map(({ name }) => name);
  const books = params.books ?? DEFAULT_BOOKS;
  const opened = await openStack(books);
  const evals = await listEvals(books);
  const pairs = await loadPaired(params.eval, params.of);
  const base = { kind: 'evidence', workloads, books, evals, sample: GSM8K.name, ...pairs } as const;
  const name = params.w ?? workloads.at(-1);
  if (name === undefined) return { ...base, workload: null, benchmarks: [], task: null, shown: [] };

  const { workload, known, inLog } = await loadWorkload(name, params, opened, books);
  const firstJudged = workload.tasks.find(({ judges }) => judges.length > 0);
  const task =
    params.bench === null ? (workload.tasks.find((row) => row.task === params.task) ?? firstJudged) : undefined;
  const shown = params.bench === null ? (task?.judges ?? []) : [params.bench];
  return {
    ...base,
    workload,
    benchmarks: known.choices,
    task: task?.task ?? null,
    shown: shown.map((id) => toBenchmark(id, workload.tasks, inLog, known, opened)),
  };
}
