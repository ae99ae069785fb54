import type { CellTable } from '@/lib/domain/cube';
import type { Quality } from '@/lib/domain/simulation';
import type { Evaluation } from './evaluate';

export function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : (100 * part) / whole;
}

type QualitySums = {
  requests: number;
  judged: number;
  sum: number;
  both: number;
  relativeSum: number;
  baselineSum: number;
  prior: boolean;
};

function sumQuality(
  table: CellTable,
  evaluation: Evaluation,
  cells: readonly number[],
  side: 'baselineQuality' | 'planQuality',
): QualitySums {
  const sums: QualitySums = { requests: 0, judged: 0, sum: 0, both: 0, relativeSum: 0, baselineSum: 0, prior: false };
  for (const cell of cells) {
    const requests = table.measures.requests[cell] as number;
    const own = evaluation[side][cell] as number;
    const baseline = evaluation.baselineQuality[cell] as number;
    sums.requests += requests;
    if (Number.isNaN(own)) continue;
    sums.judged += requests;
    sums.sum += own * requests;
    if (evaluation[side === 'planQuality' ? 'planPrior' : 'baselinePrior'][cell] === 1) sums.prior = true;
    if (Number.isNaN(baseline)) continue;
    sums.both += requests;
    sums.relativeSum += own * requests;
    sums.baselineSum += baseline * requests;
  }
  return sums;
}

/** Mean by requests over the cells with evidence; `relative` over those where the baseline has some too. */
export function meanQuality(
  table: CellTable,
  evaluation: Evaluation,
  cells: readonly number[],
  side: 'baselineQuality' | 'planQuality',
): Quality {
  const sums = sumQuality(table, evaluation, cells, side);
  return {
    value: sums.judged === 0 ? null : sums.sum / sums.judged,
    relative: sums.both === 0 || sums.baselineSum === 0 ? null : sums.relativeSum / sums.baselineSum,
    judgedPct: percent(sums.judged, sums.requests),
    interval: null,
    relativeInterval: null,
    prior: sums.prior,
  };
}

/**
 * A plan's quality on the scale of its baseline's: the baseline's mean × `relative`, which is taken over the calls
 * judged on both sides. Two means over different calls would be no comparison. null where no call is judged on both.
 */
export function comparableQuality(baseline: Quality, plan: Quality): number | null {
  return baseline.value === null || plan.relative === null ? null : baseline.value * plan.relative;
}
