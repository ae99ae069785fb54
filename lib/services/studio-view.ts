import { createHash } from 'node:crypto';
import { loadEvidence, loadTaskBenchmarks } from '@/db/queries/evidence';
import { findWorkload, type WorkloadRow } from '@/db/queries/workloads';
import type { EvidenceLine } from '@/lib/domain/evidence';
import { parseOfferId } from '@/lib/domain/ids';
import type { BothAdjustments } from '@/lib/domain/month-bill';
import type { Problem, ShelfBook, StackComparison, StackEntry } from '@/lib/domain/scenario-view';
import type { ModelRow, RuleRow, TaskRow, TeamRow } from '@/lib/domain/simulation';
import { LABELS, type Label } from '@/lib/domain/usage';
import { comparableQuality } from '@/lib/engine/mean-quality';
import { scaleFigures } from '@/lib/engine/monthly';
import { modelsOfPolicy } from '@/lib/engine/plan-cuts';
import { countAggregateRequests } from '@/lib/engine/summarise';
import type { ScenarioParams } from '@/lib/schema/scenario-params';
import { listBooks, type OpenStack, openStack } from './books';
import { compareSingleModels, type SingleModelPoint } from './compare-models';
import { compareStacks } from './compare-stacks';
import { getDatabase } from './database';
import { orProblem } from './or-problem';
import { listSaved, type ScenarioLink } from './save-scenario';
import { checkRequestsPerDay } from './scenario-head';
import { evidenceFor, loadCutCells, requireWorkload } from './simulate-workload';
import { benchmarkTitle, listEvidence, tasksByBenchmark } from './studio-evidence';
import { floorToCent, toLedger } from './studio-ledger';
import { type ModelNames, nameModels } from './studio-names';
import { bestSingle, markBaselines, type StudioPoint } from './studio-points';
import { listStack, templateBooks, toShelfBook } from './studio-stack';
import { buildTemplates, type Sourced, type StudioTemplate, TEMPLATE_MODELS } from './studio-templates';
import { parseAsOf, type ScenarioView, viewScenario } from './view-scenario';

/** The labels of a workload, and its models, as conditions may ask for them. */
export type WorkloadValues = { readonly [kind in Label | 'sourceModel']: readonly string[] };

/** All that the Studio shows of a scenario. Money and counts in `figures` and the tables are of `period`. */
export type StudioView = {
  readonly scenario: ScenarioView;
  readonly period: 'month' | 'span';
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
  readonly stack: readonly StackEntry[];
  /** The same scenario without the stack's contracts, then with them; null where it has none. */
  readonly comparison: StackComparison | null;
  readonly byModel: readonly ModelRow[];
  readonly byTask: readonly (TaskRow & { readonly benchmarkTitle: string | null })[];
  readonly byTeam: readonly TeamRow[];
  readonly byRule: readonly RuleRow[];
  readonly aggregateRequests: number;
  /** Where the plan stands on the chart, comparable with today's quality. */
  readonly planQuality: number | null;
  readonly points: readonly StudioPoint[];
  readonly evidence: readonly EvidenceLine[];
  readonly names: ModelNames;
  readonly values: WorkloadValues;
  /** Models a person is likely to want: the plan's, the templates', the log's dearest. */
  readonly suggested: readonly string[];
  /** What the log itself says a day is; null where it cannot say. */
  readonly requestsPerDay: number | null;
  readonly books: readonly ShelfBook[];
  readonly templates: readonly StudioTemplate[];
  readonly saved: { readonly scenarios: readonly ScenarioLink[]; readonly policies: readonly string[] };
};

type Remembered = { readonly key: string; readonly points: readonly SingleModelPoint[] };
const MAX_REMEMBERED = 8;
const MAX_OWN_SUGGESTED = 8;
const BEFORE_TERMS = 'before volume discounts, commitments and fees';
const remembered: Remembered[] = [];

/** Single-model points do not depend on rules or weights, so a slider that moves need not wait for them. */
async function loadPoints(
  scenario: ScenarioView,
  workload: WorkloadRow,
  nowMs: number,
): Promise<readonly SingleModelPoint[]> {
  const database = await getDatabase();
  const facts = [loadEvidence(database), [...loadTaskBenchmarks(database, workload.id)]];
  const { policy, books, asOf: asOfText, inputs } = scenario;
  const asOf = parseAsOf(asOfText, nowMs);
  const models = [...modelsOfPolicy(policy)].sort();
  const key = createHash('sha256')
    .update(JSON.stringify([database.sqlite.name, workload.id, workload.revision, inputs.books, asOf, models, facts]))
    .digest('base64');
  const known = remembered.find((entry) => entry.key === key);
  if (known !== undefined) return known.points;
  const points = await compareSingleModels({ workload: workload.name, policy, asOf, books });
  remembered.unshift({ key, points });
  remembered.length = Math.min(remembered.length, MAX_REMEMBERED);
  return points;
}

/** Finds the first model that the stack prices whole, else one that another book does. */
export function createFinder(
  opened: OpenStack,
  others: readonly OpenStack[],
): (...models: readonly string[]) => Sourced | null {
  const isPriced = ({ stack }: OpenStack, model: string) =>
    stack.rowsOf(parseOfferId(model)).some(({ rates }) => rates.input !== undefined && rates.output !== undefined);
  return (...models) => {
    for (const candidate of [opened, ...others])
      for (const model of models) {
        if (!isPriced(candidate, model)) continue;
        const name = nameModels([model], candidate.books)[model] ?? model;
        return { model, name, book: candidate === opened ? null : (candidate.refs[0]?.name ?? null) };
      }
    return null;
  };
}

/** A template's model is chosen before month terms, which only a whole month's bill knows. */
function markApproximate(template: StudioTemplate, hasMonthTerms: boolean): StudioTemplate {
  if (!hasMonthTerms || template.id !== 'one') return template;
  return { ...template, description: `${template.description} Approximate: chosen ${BEFORE_TERMS}.` };
}

const splitSet = (values: readonly string[]) => [...new Set(values.flatMap((value) => value.split(',')))];

async function compute(params: ScenarioParams): Promise<StudioView | null> {
  checkRequestsPerDay(params);
  const nowMs = Date.now();
  const scenario = await viewScenario(params);
  if (scenario === null) return null;
  const database = await getDatabase();
  const workload = await requireWorkload(database, scenario.workload.name);
  const [opened, books, points, saved, comparison] = await Promise.all([
    openStack(scenario.books),
    listBooks(),
    loadPoints(scenario, workload, nowMs),
    listSaved(),
    compareStacks(scenario),
  ]);
  const others = await Promise.all(
    books.filter(({ name }) => !opened.refs.some((ref) => ref.name === name)).map(({ name }) => openStack([name])),
  );
  const beside = await Promise.all(templateBooks(books, opened).map((name) => openStack([name])));

  const { simulation, scale, span, policy, month } = scenario;
  const table = loadCutCells(database, findWorkload(database, workload.name) ?? workload, workload.cuts);
  const evidence = evidenceFor(database, workload.id);
  const benchmarks = tasksByBenchmark(table, evidence);
  const factor = scale.known ? scale.factor : 1;
  const ledger = scaleFigures(simulation, factor);
  const plannedModels = modelsOfPolicy(policy);
  const mentioned = [
    ...simulation.byModel.map(({ model }) => model),
    ...simulation.violations.map(({ model }) => model),
    ...simulation.unpriced.map(({ model }) => model),
    ...points.map(({ model }) => model),
    ...plannedModels,
  ];
  const allBooks = [...opened.books, ...others.flatMap((other) => other.books)];
  const names = { ...nameModels(TEMPLATE_MODELS, opened.books), ...nameModels(mentioned, allBooks) };
  const best = bestSingle(points, simulation.baseline.quality.value);
  const labels = Object.fromEntries(
    LABELS.map((kind) => [
      kind,
      splitSet(table.labels[kind])
        .filter((value) => value !== '')
        .sort(),
    ]),
  ) as { [kind in Label]: string[] };
  const sources = [...simulation.byModel].filter(({ repricedUsd }) => repricedUsd > 0);
  const templates = buildTemplates({
    tasks: [...simulation.byTask].sort((a, b) => b.requests - a.requests).flatMap(({ task }) => task || []),
    needsVision: labels.needs.includes('vision'),
    sources: sources.map(({ model }) => ({ model, name: names[model] ?? model })),
    find: createFinder(opened, beside),
    best: best === null ? null : { model: best.model, name: names[best.model] ?? best.model, book: null },
  });
  const ownModels = sources.slice(0, MAX_OWN_SUGGESTED).map(({ model }) => model);

  return {
    scenario,
    period: scale.known ? 'month' : 'span',
    figures: {
      todayUsd: month.repricedUsd,
      planUsd: month.planUsd,
      savingsUsd: floorToCent(month.savingsUsd),
      savingsPct: month.savingsPct,
      loggedUsd: month.loggedUsd,
      loggedComparableUsd:
        simulation.baseline.loggedComparableUsd === null ? null : simulation.baseline.loggedComparableUsd * factor,
    },
    ledgerTotals: { todayUsd: ledger.repricedUsd, planUsd: ledger.planUsd },
    adjustments: month.adjustments,
    hasMonthTerms: scenario.monthTerms.length > 0,
    stack: listStack(database, scenario.books, opened, books),
    comparison,
    byModel: toLedger(simulation.byModel, factor),
    byTask: toLedger(simulation.byTask, factor).map((row) => ({
      ...row,
      benchmarkTitle: row.benchmark === null ? null : row.benchmark.split(', ').map(benchmarkTitle).join(', '),
    })),
    byTeam: toLedger(simulation.byTeam, factor),
    byRule: toLedger(simulation.byRule, factor),
    aggregateRequests: countAggregateRequests(table),
    points: markBaselines(points, names),
    planQuality: comparableQuality(simulation.baseline.quality, simulation.plan.quality),
    evidence: listEvidence(
      [...new Set([...simulation.byModel.map(({ model }) => model), ...plannedModels])],
      benchmarks,
      evidence,
      opened,
    ),
    names,
    values: {
      ...labels,
      sourceModel: [
        ...new Set([...sources.map(({ model }) => model), ...table.labels.model.filter((name) => name !== '')]),
      ],
    },
    suggested: [
      ...new Set([...plannedModels, ...templates.flatMap((template) => modelsOfPolicy(template.policy)), ...ownModels]),
    ],
    requestsPerDay: scale.known && scale.from === 'span' && span !== null ? span.requests / span.days : null,
    books: books.map(toShelfBook),
    templates: templates.map((template) => markApproximate(template, scenario.monthTerms.length > 0)),
    saved,
  };
}

/** The scenario of a link with all that the Studio shows beside it; null when there is no workload yet. */
export function viewStudio(params: ScenarioParams): Promise<StudioView | Problem | null> {
  return orProblem(() => compute(params));
}
