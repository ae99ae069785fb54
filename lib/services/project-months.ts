import type { MonthAdjustments } from '@/lib/domain/month-bill';
import { type BillGrouping, type BillSide, type ProjectedBills, projectBills } from '@/lib/engine/bills';
import { applyMonthTerms } from '@/lib/engine/month-terms';
import { monthSpend } from '@/lib/engine/monthly';
import type { ScenarioView } from './view-scenario';

/** A side's bills, and what the month terms did to each month. */
export type Projected = ProjectedBills & { readonly adjustments: readonly MonthAdjustments[] };
export type Projection = { readonly plan: Projected; readonly today: Projected };

/** The bills of both sides from the month of `startMs` on: what Bills shows, and what Return and its runway reckon with. */
export function projectMonths(
  view: Pick<ScenarioView, 'simulation' | 'monthTerms'>,
  dailyFactor: number,
  by: BillGrouping,
  startMs: number,
  monthCount: number,
): Projection {
  const projectSide = (side: BillSide): Projected => {
    const adjustments: MonthAdjustments[] = [];
    const adjust = (factor: number, monthStartMs: number) => {
      const month = applyMonthTerms(view.monthTerms, monthSpend(view.simulation, side, factor), monthStartMs);
      adjustments.push(month);
      return month.lines;
    };
    const bills = projectBills(view.simulation.byModel, side, by, dailyFactor, startMs, monthCount, adjust);
    return { ...bills, adjustments };
  };
  return { plan: projectSide('planUsd'), today: projectSide('repricedUsd') };
}

/** What a plan saves in USD, exactly: both bills are whole cents. */
export function savingsBetween(todayUsd: number, planUsd: number): number {
  return (Math.round(todayUsd * 100) - Math.round(planUsd * 100)) / 100;
}
