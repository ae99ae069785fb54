import type { CellTable } from '@/lib/domain/cube';
import type { Outcome } from '@/lib/domain/sensitivity';
import type { Evaluation } from './evaluate';

/** Sums over comparable cells that bills, savings and qualities are made of; those of two sets of cells add up. */
export const REPLAY_SUMS = [
  'requests',
  'todayUsd',
  'planUsd',
  'judged',
  'planScore',
  'both',
  'bothPlanScore',
  'bothTodayScore',
] as const;
export type ReplaySums = { readonly [field in (typeof REPLAY_SUMS)[number]]: number };

/** The cells for which `keep` is true. */
export function cellsWhere(table: CellTable, keep: (cell: number) => boolean): number[] {
  const cells: number[] = [];
  for (let cell = 0; cell < table.length; cell++) if (keep(cell)) cells.push(cell);
  return cells;
}

/** Whether a cell has a price on both sides. */
export function isComparable({ repricedUsd, planUsd }: Evaluation, cell: number): boolean {
  return !Number.isNaN(repricedUsd[cell] as number) && !Number.isNaN(planUsd[cell] as number);
}

/** Sums a replay over cells; those without a price on both sides are left out. Scores are weighted by requests. */
export function sumReplay(table: CellTable, evaluation: Evaluation, cells: Iterable<number>): ReplaySums {
  const sums = Object.fromEntries(REPLAY_SUMS.map((field) => [field, 0])) as {
    -readonly [field in keyof ReplaySums]: number;
  };
  for (const cell of cells) {
    if (!isComparable(evaluation, cell)) continue;
    const requests = table.measures.requests[cell] as number;
    sums.requests += requests;
    sums.todayUsd += evaluation.repricedUsd[cell] as number;
    sums.planUsd += evaluation.planUsd[cell] as number;
    const plan = evaluation.planQuality[cell] as number;
    const today = evaluation.baselineQuality[cell] as number;
    if (Number.isNaN(plan)) continue;
    sums.judged += requests;
    sums.planScore += plan * requests;
    if (Number.isNaN(today)) continue;
    sums.both += requests;
    sums.bothPlanScore += plan * requests;
    sums.bothTodayScore += today * requests;
  }
  return sums;
}

/** a + factor × b, field by field. */
export function addSums(a: ReplaySums, b: ReplaySums, factor = 1): ReplaySums {
  return Object.fromEntries(REPLAY_SUMS.map((field) => [field, a[field] + factor * b[field]])) as ReplaySums;
}

/** What sums come to; qualities as `meanQuality` defines them. */
export function outcomeOf(sums: ReplaySums, baseRequests: number): Outcome {
  const savingsUsd = sums.todayUsd - sums.planUsd;
  return {
    savingsUsd,
    savingsPct: sums.todayUsd === 0 ? null : (100 * savingsUsd) / sums.todayUsd,
    quality: sums.judged === 0 ? null : sums.planScore / sums.judged,
    relative: sums.both === 0 || sums.bothTodayScore === 0 ? null : sums.bothPlanScore / sums.bothTodayScore,
    leftOutRequests: baseRequests - sums.requests,
  };
}
