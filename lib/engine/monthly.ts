import type { BothAdjustments, MonthSpend } from '@/lib/domain/month-bill';
import type { Simulation } from '@/lib/domain/simulation';
import { applyMonthTerms, type BookMonthTerm } from './month-terms';
import { DAYS_PER_MONTH, dailyFactor, type LogSpan } from './period';
import { floorToTenth } from './summarise';

/** How a log's totals become a month's, or what the person must say first. */
export type MonthScale =
  | {
      readonly known: true;
      readonly dailyFactor: number;
      readonly factor: number;
      readonly from: 'span' | 'requests a day';
    }
  | { readonly known: false; readonly why: string };

/** A 30-day month from the log's span, or from the requests a day that the person typed. */
export function monthScale(span: LogSpan | null, requestsPerDay: number | null): MonthScale {
  if (span === null || span.requests === 0) return { known: false, why: 'the workload holds no request' };
  const daily = dailyFactor(span, requestsPerDay);
  if ('ask' in daily) return { known: false, why: daily.why };
  return { known: true, dailyFactor: daily.factor, factor: daily.factor * DAYS_PER_MONTH, from: daily.from };
}

/** The four figures of a month in USD; null where the log gives none. */
export type MonthFigures = {
  readonly loggedUsd: number | null;
  readonly repricedUsd: number | null;
  readonly planUsd: number | null;
  readonly savingsUsd: number | null;
};

/** Scales a simulation's totals by `factor` (1 leaves them over the log's span). */
export function scaleFigures(simulation: Simulation, factor: number): MonthFigures {
  const scale = (usd: number | null) => (usd === null ? null : usd * factor);
  return {
    loggedUsd: scale(simulation.baseline.loggedUsd),
    repricedUsd: scale(simulation.baseline.repricedUsd),
    planUsd: scale(simulation.plan.usd),
    savingsUsd: scale(simulation.savings.usd),
  };
}

/** What each model costs in a month on one side, from totals over the log's span × `factor`; as month terms ask for it. */
export function monthSpend(
  { byModel, ownTokens }: Pick<Simulation, 'byModel' | 'ownTokens'>,
  side: 'planUsd' | 'repricedUsd',
  factor: number,
): MonthSpend[] {
  const own = new Map(ownTokens.map((row) => [row.model, row]));
  return byModel.map((row) => {
    const tokens = side === 'planUsd' ? row : own.get(row.model);
    return {
      model: row.model,
      usd: row[side] * factor,
      inputTokens: (tokens?.inputTokens ?? 0) * factor,
      outputTokens: (tokens?.outputTokens ?? 0) * factor,
    };
  });
}

/** A month with its volume discounts, unused commitments and fees. */
export type AdjustedFigures = MonthFigures & {
  /** Rounded down to a tenth; of the figures beside it. */
  readonly savingsPct: number | null;
  /** Included in the figures; null where no month term is in force, the month is not known or nothing is priced. */
  readonly adjustments: BothAdjustments | null;
};

/**
 * A simulation's totals as a 30-day month's, with the month terms that are in force at `atMs`. Terms act on the scaled
 * month: where the scale is not known, the totals stay those of the span and no term is applied.
 */
export function adjustFigures(
  simulation: Simulation,
  scale: MonthScale,
  monthTerms: readonly BookMonthTerm[],
  atMs: number,
): AdjustedFigures {
  const figures = scaleFigures(simulation, scale.known ? scale.factor : 1);
  const { repricedUsd, planUsd } = figures;
  const unadjusted = { ...figures, savingsPct: simulation.savings.pct, adjustments: null };
  if (!scale.known || repricedUsd === null || planUsd === null) return unadjusted;
  const today = applyMonthTerms(monthTerms, monthSpend(simulation, 'repricedUsd', scale.factor), atMs);
  const plan = applyMonthTerms(monthTerms, monthSpend(simulation, 'planUsd', scale.factor), atMs);
  if (today.lines.length + today.notApplied.length === 0) return unadjusted;
  const todayUsd = repricedUsd + today.totalUsd;
  const savingsUsd = todayUsd - (planUsd + plan.totalUsd);
  return {
    ...figures,
    repricedUsd: todayUsd,
    planUsd: planUsd + plan.totalUsd,
    savingsUsd,
    savingsPct: todayUsd === 0 ? null : floorToTenth((100 * savingsUsd) / todayUsd),
    adjustments: { today, plan },
  };
}
