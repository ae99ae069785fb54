import type { CellTable } from '@/lib/domain/cube';
import type { Evidence } from '@/lib/domain/evidence';
import type { RollOutStep, UnknownRisk } from '@/lib/domain/roll-out';
import type { Evaluation } from './evaluate';
import { groupBy } from './group-by';
import { intervalOfSum } from './intervals';
import type { Judgement } from './judge';
import { sumReplay } from './replay-sums';

export type StepRisk = Pick<RollOutStep, 'quality' | 'risk' | 'unknown'> & {
  /** Sums of score × requests over the calls judged on both sides, and the most that the sum may fall by. */
  readonly todayScore: number;
  readonly planScore: number;
  readonly worstFall: number | null;
};

/**
 * The upper end of the 95 % interval of how far Σ score × requests falls over the cells judged on both sides. Evidence
 * that both sides rest on cancels. null where the sample of what is left is unknown.
 */
function worstFallOf(table: CellTable, evaluation: Evaluation, cells: readonly number[]): number | null {
  const moves = new Map<Evidence, number>();
  let fall = 0;
  const add = (judgement: Judgement, by: number) => {
    fall += judgement.score * by;
    for (const { evidence, coefficient } of judgement.terms)
      moves.set(evidence, (moves.get(evidence) ?? 0) + coefficient * by);
  };
  for (const cell of cells) {
    const before = evaluation.baselineJudgement[cell] ?? null;
    const after = evaluation.planJudgement[cell] ?? null;
    if (before === null || after === null) continue;
    const requests = table.measures.requests[cell] as number;
    add(before, requests);
    add(after, -requests);
  }
  const terms = [...moves].map(([evidence, coefficient]) => ({ evidence, coefficient }));
  return intervalOfSum(fall, terms)?.high ?? null;
}

/**
 * How much worse the answers of some cells may get: for each task, its calls × blast radius × the upper end of the
 * 95 % interval of the fall of its mean score, never below 0; added up over tasks, as if all of them fell at once.
 */
export function riskOf(
  table: CellTable,
  evaluation: Evaluation,
  cells: readonly number[],
  weights: { readonly [task: string]: number },
): StepRisk {
  const { both, bothPlanScore, bothTodayScore } = sumReplay(table, evaluation, cells);
  let risk = 0;
  let fall = 0;
  let unknown: UnknownRisk | null = null;
  const taskOf = (cell: number) => table.labels.task[table.dimensions.task[cell] as number] ?? '';
  for (const [task, own] of groupBy(cells, taskOf)) {
    const sums = sumReplay(table, evaluation, own);
    if (sums.both < sums.requests) unknown = 'no evidence';
    if (sums.both === 0) continue;
    const ownFall = worstFallOf(table, evaluation, own);
    if (ownFall === null) {
      unknown ??= 'no sample';
      continue;
    }
    fall += ownFall;
    risk += (weights[task] ?? 1) * Math.max(0, ownFall);
  }
  return {
    quality: {
      before: both === 0 ? null : bothTodayScore / both,
      after: both === 0 ? null : bothPlanScore / both,
      worstFall: both === 0 || unknown !== null ? null : fall / both,
    },
    risk: unknown === null ? risk : null,
    unknown,
    todayScore: bothTodayScore,
    planScore: bothPlanScore,
    worstFall: unknown === null ? fall : null,
  };
}
