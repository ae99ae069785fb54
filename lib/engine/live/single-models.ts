import type { CellTable } from '@/lib/domain/cube';
import type { OfferId } from '@/lib/domain/ids';
import type { Simulation } from '@/lib/domain/simulation';
import { comparableQuality } from '../mean-quality';
import { simulate } from '../summarise';
import { allOnOne } from '../templates';
import type { LiveContext } from './live-context';
import type { Suppositions } from './live-inputs';
import { isWeighed, weighedRelative } from './weighed-relative';

/** All traffic on one model: where it lands between savings and quality. */
export type SingleModelPoint = {
  readonly model: OfferId;
  readonly planUsd: number;
  readonly repricedUsd: number;
  readonly savingsPct: number | null;
  /** Comparable with today's: see `comparableQuality`. */
  readonly quality: number | null;
  /** The same as a share of today's, errors weighed by blast radius. */
  readonly relative: number | null;
  /** Share of the priced requests that `quality` speaks of, and whether public benchmarks are part of it. */
  readonly judgedPct: number;
  readonly prior: boolean;
  readonly pricedPct: number;
};

function toPoint(model: OfferId, simulation: Simulation, relative: number | null): SingleModelPoint[] {
  const { plan, baseline, savings } = simulation;
  if (plan.usd === null || baseline.repricedUsd === null) return [];
  return [
    {
      model,
      planUsd: plan.usd,
      repricedUsd: baseline.repricedUsd,
      savingsPct: savings.pct,
      quality: comparableQuality(baseline.quality, plan.quality),
      relative,
      judgedPct: plan.quality.judgedPct,
      prior: plan.quality.prior,
      pricedPct: simulation.pricedPct,
    },
  ];
}

/** Replays the workload with everything on one model, for each of the models; one that nothing can be priced on has none. */
export function replaySingleModels(
  table: CellTable,
  live: LiveContext,
  models: readonly OfferId[],
  prices: Suppositions['prices'],
): SingleModelPoint[] {
  const { weights } = live.inputs;
  return models.flatMap((model) => {
    const context = live.replay(allOnOne(model), prices);
    const simulation = simulate(table, context);
    const { relative } = simulation.plan.quality;
    return toPoint(model, simulation, isWeighed(weights) ? weighedRelative(table, context, weights) : relative);
  });
}

/** A point of the savings–quality chart. `role` marks the two honest baselines. */
export type BaselinePoint = SingleModelPoint & { readonly role: 'model' | 'strongest' | 'cheapest' };

/** A baseline must speak of nearly as much of the traffic as the best-covered model does. */
const NEARLY = 0.9;

/** How much of all calls the quality of a point speaks of: its judged share is one of the calls it can serve. */
function judgedOfAll({ judgedPct, pricedPct }: SingleModelPoint): number {
  return judgedPct * pricedPct;
}

function isNearly(part: number, best: number): boolean {
  return part >= NEARLY * best;
}

function bestOf(
  points: readonly SingleModelPoint[],
  score: (point: SingleModelPoint) => number,
): SingleModelPoint | null {
  return points.reduce<SingleModelPoint | null>(
    (best, point) => (best === null || score(point) > score(best) ? point : best),
    null,
  );
}

/** Marks always-strongest (by quality) and always-cheapest (by what is saved) among the models that cover the traffic. */
export function markBaselines(points: readonly SingleModelPoint[]): BaselinePoint[] {
  const priced = Math.max(0, ...points.map((point) => point.pricedPct));
  const judged = Math.max(0, ...points.map(judgedOfAll));
  const covering = points.filter((point) => isNearly(point.pricedPct, priced) && point.savingsPct !== null);
  const strongest = bestOf(
    covering.filter((point) => point.quality !== null && isNearly(judgedOfAll(point), judged)),
    (point) => point.quality ?? 0,
  );
  const cheapest = bestOf(covering, (point) => point.savingsPct ?? 0);
  return points.map((point) => ({
    ...point,
    role: point === strongest ? 'strongest' : point === cheapest ? 'cheapest' : 'model',
  }));
}

const HOLDS_UP = 0.95;

/** The model that saves most and keeps at least 95 % of today's quality on the workload's own benchmarks. */
export function bestSingle(points: readonly SingleModelPoint[], todayQuality: number | null): SingleModelPoint | null {
  if (todayQuality === null) return null;
  const judged = Math.max(0, ...points.map(judgedOfAll));
  const holding = points.filter(
    (point) =>
      (point.quality ?? 0) >= HOLDS_UP * todayQuality &&
      isNearly(judgedOfAll(point), judged) &&
      (point.savingsPct ?? 0) > 0,
  );
  return bestOf(holding, (point) => point.savingsPct ?? 0);
}
