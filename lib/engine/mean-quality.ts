import type { CellTable } from '@/lib/domain/cube';
import type { Evidence, Interval } from '@/lib/domain/evidence';
import type { Quality } from '@/lib/domain/simulation';
import type { Evaluation } from './evaluate';
import { getOrCreate } from './get-or-create';
import { intervalOfSum } from './intervals';
import type { Judgement } from './judge';

export function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : (100 * part) / whole;
}

type Side = 'baseline' | 'plan';

/** Requests judged so on the side asked for, and so by the baseline (null: not judged). */
type Judged = { readonly own: Judgement; readonly baseline: Judgement | null; requests: number };

/** How many requests there are, and how the judged ones are. Neighbouring cells are mostly judged alike. */
function countJudged(table: CellTable, evaluation: Evaluation, cells: readonly number[], side: Side) {
  const judgements = side === 'plan' ? evaluation.planJudgement : evaluation.baselineJudgement;
  const found = new Map<Judgement, Judged[]>();
  let requests = 0;
  let last: Judged | null = null;
  for (const cell of cells) {
    const count = table.measures.requests[cell] as number;
    const own = judgements[cell] ?? null;
    const baseline = evaluation.baselineJudgement[cell] ?? null;
    requests += count;
    if (own === null) continue;
    if (last === null || last.own !== own || last.baseline !== baseline) {
      const ofOwn: Judged[] = getOrCreate(found, own, () => []);
      last = ofOwn.find((each) => each.baseline === baseline) ?? null;
      if (last === null) {
        last = { own, baseline, requests: 0 };
        ofOwn.push(last);
      }
    }
    last.requests += count;
  }
  return { requests, judged: [...found.values()].flat() };
}

/** Adds how much a judgement's share of a mean moves with each piece of evidence. */
function addTerms(moves: Map<Evidence, number>, judgement: Judgement, share: number): void {
  for (const { evidence, coefficient } of judgement.terms)
    moves.set(evidence, (moves.get(evidence) ?? 0) + coefficient * share);
}

function toInterval(value: number, moves: ReadonlyMap<Evidence, number>): Interval | null {
  const own = intervalOfSum(
    value,
    [...moves].map(([evidence, coefficient]) => ({ evidence, coefficient })),
  );
  return own === null ? null : { low: Math.max(0, own.low), high: own.high };
}

/** Mean score by requests over the cells with evidence, 0 to 1; null without any. */
export function meanScore(
  table: CellTable,
  evaluation: Evaluation,
  cells: readonly number[],
  side: Side,
): number | null {
  const scores = side === 'plan' ? evaluation.planQuality : evaluation.baselineQuality;
  let judged = 0;
  let sum = 0;
  for (const cell of cells) {
    const score = scores[cell] as number;
    if (Number.isNaN(score)) continue;
    judged += table.measures.requests[cell] as number;
    sum += score * (table.measures.requests[cell] as number);
  }
  return judged === 0 ? null : sum / judged;
}

/**
 * Mean by requests over the cells with evidence; `relative` over those where the baseline has some too. The intervals
 * are 95 % by the delta method (`intervalOfSum`): each piece of evidence moves the mean by its share of the requests,
 * and one that today and the plan both rest on cancels in `relative`.
 */
export function meanQuality(table: CellTable, evaluation: Evaluation, cells: readonly number[], side: Side): Quality {
  const { requests, judged } = countJudged(table, evaluation, cells, side);
  const sums = { judged: 0, score: 0, ownOfBoth: 0, baseline: 0 };
  for (const { own, baseline, requests: count } of judged) {
    sums.judged += count;
    sums.score += own.score * count;
    if (baseline === null) continue;
    sums.ownOfBoth += own.score * count;
    sums.baseline += baseline.score * count;
  }
  const value = sums.judged === 0 ? null : sums.score / sums.judged;
  const relative = sums.baseline === 0 ? null : sums.ownOfBoth / sums.baseline;
  const moves = new Map<Evidence, number>();
  const relativeMoves = new Map<Evidence, number>();
  for (const { own, baseline, requests: count } of judged) {
    addTerms(moves, own, count / sums.judged);
    if (baseline === null || relative === null) continue;
    addTerms(relativeMoves, own, count / sums.baseline);
    addTerms(relativeMoves, baseline, (-relative * count) / sums.baseline);
  }
  const interval = value === null ? null : toInterval(value, moves);
  const unsampled = new Set(
    [...moves, ...relativeMoves].flatMap(([{ sampleSize, offerId, benchmark }, by]) =>
      sampleSize === null && by !== 0 ? `${offerId} on ${benchmark}` : [],
    ),
  );
  return {
    value,
    relative,
    judgedPct: percent(sums.judged, requests),
    interval: interval === null ? null : { low: interval.low, high: Math.min(1, interval.high) },
    relativeInterval: relative === null ? null : toInterval(relative, relativeMoves),
    prior: judged.some(({ own }) => own.isPrior),
    assumesIndependence: judged.some(({ own }) => own.assumesIndependence),
    unsampled: [...unsampled].sort(),
  };
}

/**
 * A plan's quality on the scale of its baseline's: the baseline's mean × `relative`, which is taken over the calls
 * judged on both sides. Two means over different calls would be no comparison. null where no call is judged on both.
 */
export function comparableQuality(baseline: Quality, plan: Quality): number | null {
  return baseline.value === null || plan.relative === null ? null : baseline.value * plan.relative;
}
