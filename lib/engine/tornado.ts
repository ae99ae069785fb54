import type { CellTable } from '@/lib/domain/cube';
import type { Evidence, Interval } from '@/lib/domain/evidence';
import type { Outcome, Swing, Tornado } from '@/lib/domain/sensitivity';
import { evaluateCells } from './evaluate';
import { intervalOf } from './intervals';
import { costByModel } from './model-costs';
import type { ReplayContext } from './replay-context';
import { addSums, cellsWhere, outcomeOf, type ReplaySums, sumReplay } from './replay-sums';
import { selectCells } from './select-cells';
import { listEvidenceVariations } from './vary-evidence';
import { listPolicyVariations, type MeasuredRange, type Variation } from './vary-policy';

/** How far a price is moved either way where nobody says more. */
const PRICE_SHARE = 0.2;

export type TornadoOptions = {
  /** The measured range of an assumption; null where nothing was measured, and the usual one is assumed. */
  readonly measured?: MeasuredRange;
  /** The interval of a score; `intervalOf` of lib/engine/intervals.ts unless given. */
  readonly scoreInterval?: (evidence: Evidence) => Interval | null;
};

const span = (low: number | null, high: number | null) => Math.abs((high ?? 0) - (low ?? 0));
const savingsSwing = ({ low, high }: Swing) => span(low.savingsUsd, high.savingsUsd);
const qualitySwing = ({ low, high }: Swing) => span(low.quality, high.quality);
const relativeSwing = ({ low, high }: Swing) => span(low.relative, high.relative);

/** Smaller than this share of the bill is float dust. */
const DUST = 1e-12;

/**
 * What a plan comes to at both ends of each assumption in play, everything else as it is: token factors of each model
 * pair (±10 % unless measured), share of the prompt cache kept (0 to 1), hit rate of each response cache (±0.1), error
 * rate (0 to the double, 5 % at least), overhead (none to the double), error rate of each judge (0 to the double, 10 %
 * at least), prices of each model of the plan (±20 %, where it serves today's calls too), and the 95 % interval of each
 * score. Only the cells that an assumption touches are replayed again, once where the outcome is linear in it.
 * Assumptions that move nothing are left out. USD over the log's span, before volume discounts and commitments.
 * Throws an Error as `evaluateCells` does.
 */
export function computeTornado(table: CellTable, context: ReplayContext, options: TornadoOptions = {}): Tornado {
  const steps = stepThroughTornado(table, context, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** `computeTornado` for who must not hold up a screen: pauses after each assumption, and returns the same in the end. */
export function* stepThroughTornado(
  table: CellTable,
  context: ReplayContext,
  options: TornadoOptions = {},
): Generator<void, Tornado> {
  const { measured = () => null, scoreInterval = intervalOf } = options;
  const silent = { ...context, onCharge: undefined };
  const evaluation = evaluateCells(table, silent);
  const total = sumReplay(
    table,
    evaluation,
    cellsWhere(table, () => true),
  );
  const outcome = (sums: ReplaySums): Outcome => outcomeOf(sums, total.requests);
  const base = outcome(total);

  const replay = ({ cells, range, value, isLinear, at }: Variation): { low: ReplaySums; high: ReplaySums } => {
    const touched = new Set(cells);
    const part = selectCells(table, (cell) => touched.has(cell));
    const before = sumReplay(table, evaluation, cells);
    const all = cellsWhere(part, () => true);
    const to = (end: number) => {
      if (end === value) return total;
      const after = sumReplay(part, evaluateCells(part, { ...silent, ...at(end) }), all);
      return addSums(addSums(total, before, -1), after);
    };
    const high = to(range.high);
    const isSameSet = high.requests === total.requests && high.judged === total.judged;
    if (!isLinear || !isSameSet || range.high === value) return { low: to(range.low), high };
    const factor = (range.low - value) / (range.high - value);
    return { low: addSums(total, addSums(high, total, -1), factor), high };
  };

  const { variations: ofScores, notVaried } = listEvidenceVariations(table, silent, evaluation, scoreInterval);
  const swings: Swing[] = [];
  for (const variation of [...listPolicyVariations(table, silent, evaluation, measured), ...ofScores]) {
    const { low, high } = replay(variation);
    const { assumption, value, range, origin, isApproximate } = variation;
    swings.push({ assumption, value, range, origin, low: outcome(low), high: outcome(high), isApproximate });
    yield;
  }
  for (const [model, { planUsd, todayUsd }] of costByModel(table, evaluation)) {
    if (planUsd === 0) continue;
    const own = measured({ kind: 'price', model });
    const range = own ?? { low: 1 - PRICE_SHARE, high: 1 + PRICE_SHARE };
    const at = (multiple: number) =>
      outcome({
        ...total,
        planUsd: total.planUsd + (multiple - 1) * planUsd,
        todayUsd: total.todayUsd + (multiple - 1) * todayUsd,
      });
    swings.push({
      assumption: { kind: 'price', model },
      value: 1,
      range,
      origin: own === null ? 'assumed' : 'measured',
      low: at(range.low),
      high: at(range.high),
      isApproximate: false,
    });
  }

  const dust = DUST * Math.max(total.todayUsd, total.planUsd);
  const moves = (swing: Swing) =>
    savingsSwing(swing) > dust ||
    qualitySwing(swing) > DUST ||
    relativeSwing(swing) > DUST ||
    swing.low.leftOutRequests !== 0 ||
    swing.high.leftOutRequests !== 0;
  return {
    base,
    swings: swings
      .filter(moves)
      .sort((a, b) => savingsSwing(b) - savingsSwing(a) || relativeSwing(b) - relativeSwing(a)),
    notVaried,
  };
}
