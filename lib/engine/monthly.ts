import type { Simulation } from '@/lib/domain/simulation';
import { DAYS_PER_MONTH, dailyFactor, type LogSpan } from './period';

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
