import { findWorkload } from '@/db/queries/workloads';
import type { OfferId } from '@/lib/domain/ids';
import type { Policy } from '@/lib/domain/policy';
import type { Simulation } from '@/lib/domain/simulation';
import { comparableQuality } from '@/lib/engine/mean-quality';
import { modelsOfPolicy } from '@/lib/engine/plan-cuts';
import { simulate } from '@/lib/engine/summarise';
import { allOnOne } from '@/lib/engine/templates';
import { openStack } from './books';
import { getDatabase } from './database';
import { cellsForPolicies, evidenceFor, replayCube, type SimulationRequest } from './simulate-workload';

/** All traffic on one model: where it lands between savings and quality. */
export type SingleModelPoint = {
  readonly model: OfferId;
  readonly planUsd: number;
  readonly repricedUsd: number;
  readonly savingsPct: number | null;
  /** Comparable with today's: see `comparableQuality`. */
  readonly quality: number | null;
  /** Share of the priced requests that `quality` speaks of, and whether public benchmarks are part of it. */
  readonly judgedPct: number;
  readonly prior: boolean;
  readonly pricedPct: number;
};

const MAX_POINTS = 14;

function toPoint(model: OfferId, simulation: Simulation): SingleModelPoint[] {
  const { plan, baseline, savings } = simulation;
  if (plan.usd === null || baseline.repricedUsd === null) return [];
  return [
    {
      model,
      planUsd: plan.usd,
      repricedUsd: baseline.repricedUsd,
      savingsPct: savings.pct,
      quality: comparableQuality(baseline.quality, plan.quality),
      judgedPct: plan.quality.judgedPct,
      prior: plan.quality.prior,
      pricedPct: simulation.pricedPct,
    },
  ];
}

/**
 * Replays the workload with everything on one model, for the models of the policy, the log's own largest ones and
 * those with evidence for its tasks. The strongest and the cheapest of them are the honest baselines.
 */
export async function compareSingleModels(request: SimulationRequest): Promise<SingleModelPoint[]> {
  const database = await getDatabase();
  const workload = findWorkload(database, request.workload);
  if (workload === null) return [];
  const opened = await openStack(request.books);
  const evidence = evidenceFor(database, workload.id);
  const context = {
    asOf: request.asOf,
    stack: opened.stack,
    resolve: opened.resolve,
    makerOf: opened.makerOf,
    evidence,
  };
  const own = replayCube(cellsForPolicies(database, workload, [], opened));
  const requestsByModel = new Map<OfferId, number>();
  for (let cell = 0; cell < own.length; cell++) {
    const offerId = opened.resolve(own.labels.model[own.dimensions.model[cell] as number] ?? '')?.offerId;
    if (offerId !== undefined)
      requestsByModel.set(offerId, (requestsByModel.get(offerId) ?? 0) + (own.measures.requests[cell] as number));
  }
  const ofLog = [...requestsByModel].sort((a, b) => b[1] - a[1]).map(([offerId]) => offerId);
  const ofPolicy = modelsOfPolicy(request.policy).flatMap((name) => opened.resolve(name)?.offerId ?? []);
  const benchmarks = new Set<string>();
  for (let cell = 0; cell < own.length; cell++) {
    const benchmark = evidence.benchmarkOf(
      own.labels.task[own.dimensions.task[cell] as number] ?? '',
      own.labels.language[own.dimensions.language[cell] as number] ?? '',
    );
    if (benchmark !== null) benchmarks.add(benchmark);
  }
  const judged = evidence.models([...benchmarks]).filter((offerId) => opened.stack.rowsOf(offerId).length > 0);
  const candidates = [...new Set([...ofPolicy, ...ofLog.slice(0, MAX_POINTS / 2), ...judged, ...ofLog])].slice(
    0,
    MAX_POINTS,
  );
  const policies = candidates.map((model) => allOnOne(model));
  const cube = replayCube(cellsForPolicies(database, workload, policies, opened));
  return candidates.flatMap((model, i) =>
    toPoint(model, simulate(cube, { ...context, policy: policies[i] as Policy })),
  );
}
