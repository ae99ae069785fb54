import type { CellTable } from '@/lib/domain/cube';
import type { EvidenceLine } from '@/lib/domain/evidence';
import type { BothAdjustments } from '@/lib/domain/month-bill';
import type { Policy } from '@/lib/domain/policy';
import type { ModelRow, RuleRow, Simulation, TaskRow, TeamRow } from '@/lib/domain/simulation';
import { MS_PER_DAY } from '../clock';
import { floorToCent, toLedger } from '../ledger';
import { type ModelNames, nameOffers } from '../model-names';
import { adjustFigures, type MonthScale, monthScale, scaleFigures } from '../monthly';
import { modelsOfPolicy } from '../plan-cuts';
import { simulate } from '../summarise';
import { listEvidence, tasksByBenchmark } from './evidence-lines';
import type { LiveContext } from './live-context';
import type { LiveInputs, Suppositions } from './live-inputs';
import { isWeighed, weighedRelative } from './weighed-relative';

/** How far ahead the month of a supposed growth lies. */
export const GROWTH_MONTHS = 12;

/** What the figures are per: a 30-day month, a later one, or the log's span where a month cannot be told. */
export type Period = 'month' | 'later month' | 'span';

/** All that the Studio says about a plan. Money and counts of `figures` and of the tables are of `period`. */
export type StudioAnswer = {
  readonly simulation: Simulation;
  readonly scale: MonthScale;
  readonly period: Period;
  readonly figures: {
    readonly todayUsd: number | null;
    readonly planUsd: number | null;
    readonly savingsUsd: number | null;
    readonly savingsPct: number | null;
    readonly loggedUsd: number | null;
    readonly loggedComparableUsd: number | null;
  };
  /** What the tables and the chart add up to: the figures before volume discounts, commitments and fees. */
  readonly ledgerTotals: { readonly todayUsd: number | null; readonly planUsd: number | null };
  readonly adjustments: BothAdjustments | null;
  /** Some book of the stack states volume discounts, commitments or fees. */
  readonly hasMonthTerms: boolean;
  readonly byModel: readonly ModelRow[];
  readonly byTask: readonly (TaskRow & { readonly benchmarkTitle: string | null })[];
  readonly byTeam: readonly TeamRow[];
  readonly byRule: readonly RuleRow[];
  /** What the plan keeps of today's quality, errors weighed by blast radius, as the search for plans has it. */
  readonly relative: number | null;
  readonly evidence: readonly EvidenceLine[];
  readonly names: ModelNames;
};

/** A month that grew by so many percent a month for `GROWTH_MONTHS` months; a span cannot grow. */
export function growScale(scale: MonthScale, growthPct: number | null): MonthScale {
  if (!scale.known || growthPct === null) return scale;
  const growth = (1 + growthPct / 100) ** GROWTH_MONTHS;
  return { ...scale, factor: scale.factor * growth, dailyFactor: scale.dailyFactor * growth };
}

/** The instant whose month terms a 30-day month is shown with: that of the prices, or the end of the log. */
function monthTermsAtMs({ asOf, span }: LiveInputs): number {
  return asOf === 'logged' ? (span?.lastDay ?? 0) * MS_PER_DAY : asOf;
}

/**
 * Replays a plan and shapes the answer: the same on the server, for the first paint, and in the browser. The policy
 * must be covered by the table and the inputs (`coverageOf`); where that is approximate, so is the answer.
 */
export function answerStudio(
  table: CellTable,
  live: LiveContext,
  policy: Policy,
  suppositions: Suppositions,
): StudioAnswer {
  const { inputs, resolve, makerOf, evidence } = live;
  const context = live.replay(policy, suppositions.prices);
  const replayed = simulate(table, context);
  const simulation = { ...replayed, violations: [...replayed.violations, ...inputs.outliers] };
  const { monthTerms } = live.stackFor(suppositions.prices);
  const scale = growScale(monthScale(inputs.span, suppositions.requestsPerDay), suppositions.growthPct);
  const month = adjustFigures(simulation, scale, monthTerms, monthTermsAtMs(inputs));
  const factor = scale.known ? scale.factor : 1;
  const ledger = scaleFigures(simulation, factor);
  const planned = modelsOfPolicy(policy);
  const titleOf = (benchmark: string) => inputs.benchmarkTitles[benchmark] ?? benchmark;
  const models = simulation.byModel.map(({ model }) => model);
  const mentioned = [
    ...models,
    ...simulation.violations.map(({ model }) => model),
    ...simulation.unpriced.map(({ model }) => model),
    ...planned,
  ];
  const { loggedComparableUsd } = simulation.baseline;
  return {
    simulation,
    scale,
    period: !scale.known ? 'span' : suppositions.growthPct === null ? 'month' : 'later month',
    figures: {
      todayUsd: month.repricedUsd,
      planUsd: month.planUsd,
      savingsUsd: floorToCent(month.savingsUsd),
      savingsPct: month.savingsPct,
      loggedUsd: month.loggedUsd,
      loggedComparableUsd: loggedComparableUsd === null ? null : loggedComparableUsd * factor,
    },
    ledgerTotals: { todayUsd: ledger.repricedUsd, planUsd: ledger.planUsd },
    adjustments: month.adjustments,
    hasMonthTerms: monthTerms.length > 0,
    byModel: toLedger(simulation.byModel, factor),
    byTask: toLedger(simulation.byTask, factor).map((row) => ({
      ...row,
      benchmarkTitle: row.benchmark === null ? null : row.benchmark.split(', ').map(titleOf).join(', '),
    })),
    byTeam: toLedger(simulation.byTeam, factor),
    byRule: toLedger(simulation.byRule, factor),
    relative: isWeighed(inputs.weights)
      ? weighedRelative(table, context, inputs.weights)
      : simulation.plan.quality.relative,
    evidence: listEvidence([...new Set([...models, ...planned])], tasksByBenchmark(table, evidence), {
      evidence,
      resolve,
      makerOf,
      titleOf,
    }),
    names: { ...inputs.names, ...nameOffers(mentioned, (offerId) => inputs.statedNames[offerId]) },
  };
}
