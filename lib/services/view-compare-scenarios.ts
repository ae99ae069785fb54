import type { Database } from '@/db/client';
import { listScenarios, type SavedScenario } from '@/db/queries/policies';
import { listUploads } from '@/db/queries/uploads';
import { formatBookRef } from '@/lib/domain/book-ref';
import {
  type ComparedScenario,
  type CompareScenariosView,
  type Drift,
  type FromFirst,
  MAX_SCENARIOS,
  type ReadyScenario,
} from '@/lib/domain/compare-scenarios-view';
import type { Policy } from '@/lib/domain/policy';
import type { ScenarioSummary } from '@/lib/domain/scenario';
import type { Waterfall } from '@/lib/domain/waterfall';
import { MS_PER_DAY } from '@/lib/engine/clock';
import { floorToCent } from '@/lib/engine/ledger';
import { modelsOfPolicy } from '@/lib/engine/plan-cuts';
import { diffPolicies } from '@/lib/engine/policy-differences';
import { cutsPolicyOf, explainDifference, todayPolicy } from '@/lib/engine/waterfall';
import { scaleWaterfall } from '@/lib/engine/waterfall-lines';
import type { CompareScenariosParams } from '@/lib/schema/compare-scenarios-params';
import { encodePolicy } from '@/lib/schema/policy-url';
import { scenarioQuery } from '@/lib/schema/scenario-params';
import { listBooks, openStack } from './books';
import { getDatabase } from './database';
import { orProblem } from './or-problem';
import { spendByModel, spendByVendor } from './scenario-spend';
import { summariseScenario } from './scenario-summary';
import { cellsForPolicies, evidenceFor, replayCube, requireWorkload } from './simulate-workload';
import { nameModels } from './studio-names';
import { unlikeness, wordsOfUnlike } from './unlike-scenarios';
import { parseAsOf, type ScenarioView, viewScenario } from './view-scenario';

type Opened = { readonly saved: SavedScenario; readonly view: ScenarioView };

async function openScenario(saved: SavedScenario): Promise<Opened | null> {
  const { inputs, policy, workload } = saved;
  const view = await viewScenario({
    w: workload,
    p: encodePolicy(policy),
    policy: null,
    books: inputs.books.map(formatBookRef),
    asOf: inputs.asOf,
    rpd: inputs.requestsPerDay,
  });
  return view === null ? null : { saved, view };
}

/** The causes of the difference, over the log's span; `from` null is today's routing. */
async function explain(database: Database, { view }: Opened, from: Policy | null): Promise<Waterfall> {
  const workload = await requireWorkload(database, view.workload.name);
  const opened = await openStack(view.books);
  const { policy } = view;
  const mixed = cutsPolicyOf(from ?? todayPolicy(), policy);
  const table = cellsForPolicies(database, workload, [mixed, policy, ...(from === null ? [] : [from])], opened);
  const context = {
    policy,
    asOf: parseAsOf(view.asOf, Date.now()),
    stack: opened.stack,
    resolve: opened.resolve,
    makerOf: opened.makerOf,
    evidence: evidenceFor(database, workload.id, opened),
  };
  return explainDifference(replayCube(table), context, from ?? undefined);
}

const SAME_SHARE = 1e-6;

function isKept(kept: number | null, now: number | null): boolean {
  if (kept === null || now === null) return kept === now;
  return Math.abs(kept - now) <= SAME_SHARE * Math.max(Math.abs(kept), Math.abs(now));
}

/** Which kept figures are others now. */
function driftOf(kept: ScenarioSummary, now: ScenarioSummary): Drift[] {
  return (Object.keys(now) as (keyof ScenarioSummary)[]).flatMap((figure) =>
    isKept(kept[figure], now[figure]) ? [] : [{ figure, kept: kept[figure], now: now[figure] }],
  );
}

function countViolations({ simulation }: ScenarioView): ReadyScenario['violations'] {
  const kinds = [...new Set(simulation.violations.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const of = simulation.violations.filter((violation) => violation.kind === kind);
    return {
      kind,
      requests: of.reduce((sum, { requests }) => sum + requests, 0),
      models: [...new Set(of.map(({ model }) => model))],
    };
  });
}

const termsOf = ({ month }: ScenarioView, side: 'today' | 'plan') => month.adjustments?.[side].totalUsd ?? 0;

async function compareWithFirst(database: Database, first: Opened, other: Opened): Promise<FromFirst> {
  const unlike = unlikeness(first.view, other.view);
  if (unlike.length > 0) return { kind: 'unlike', reasons: unlike.map((each) => each.text) };
  const span = await explain(database, other, first.view.policy);
  if (span.requests === 0) return { kind: 'unlike', reasons: ['No call has a price under both plans.'] };
  const isOfAll = [first, other].every(({ view }) => view.simulation.comparableRequests === span.requests);
  const hasTerms = first.view.month.adjustments !== null || other.view.month.adjustments !== null;
  const terms = { fromUsd: termsOf(first.view, 'plan'), toUsd: termsOf(other.view, 'plan') };
  const factor = other.view.scale.known ? other.view.scale.factor : 1;
  return {
    kind: 'explained',
    // Month terms are of the whole bill, which bills of some of the calls are not.
    waterfall: scaleWaterfall(span, factor, isOfAll && hasTerms ? terms : null),
    isWithoutTerms: hasTerms && !isOfAll,
    ofRequests: other.view.simulation.requests,
  };
}

async function toReady(database: Database, own: Opened, first: Opened, current: Map<string, string>) {
  const { saved, view } = own;
  const { simulation, month, scale, span, inputs } = view;
  const workload = await requireWorkload(database, view.workload.name);
  const { books } = await openStack(view.books);
  const isPriced = simulation.comparableRequests > 0;
  const waterfall = isPriced ? await explain(database, own, null) : null;
  const differences = own === first ? [] : diffPolicies(first.view.policy, view.policy);
  const ready: ReadyScenario = {
    kind: 'ready',
    name: saved.name,
    workload: view.workload.name,
    note: view.workload.note,
    savedAtMs: saved.createdAtMs,
    href: scenarioQuery('/studio', {
      w: view.workload.name,
      p: encodePolicy(view.policy),
      books: [...view.books],
      asOf: view.asOf,
      rpd: saved.inputs.requestsPerDay,
    }),
    fromMs: span === null ? null : span.firstDay * MS_PER_DAY,
    toMs: span === null ? null : span.lastDay * MS_PER_DAY,
    requests: simulation.requests,
    comparableRequests: simulation.comparableRequests,
    requestsPerDay: saved.inputs.requestsPerDay,
    asOf: inputs.asOf,
    isToday: view.asOf === 'today',
    books: inputs.books,
    newerBooks: inputs.books.flatMap(({ name, version }) => {
      const newest = current.get(name);
      return newest === undefined || newest === version ? [] : [name];
    }),
    period: scale.known ? 'month' : 'span',
    todayUsd: month.repricedUsd,
    planUsd: month.planUsd,
    savingsUsd: floorToCent(month.savingsUsd),
    savingsPct: month.savingsPct,
    pricedPct: simulation.pricedPct,
    pricedTokensPct: simulation.pricedTokensPct,
    todayQuality: simulation.baseline.quality,
    quality: simulation.plan.quality,
    violations: countViolations(view),
    vendors: spendByVendor(view, books),
    models: spendByModel(view, books),
    filesSince: listUploads(database, workload.id).filter(({ createdAtMs }) => createdAtMs > saved.createdAtMs).length,
    drift: driftOf(saved.summary, summariseScenario(view)),
    differences,
    isSamePolicy: differences.length === 0,
    waterfall:
      waterfall === null
        ? null
        : scaleWaterfall(
            waterfall,
            scale.known ? scale.factor : 1,
            month.adjustments === null ? null : { fromUsd: termsOf(view, 'today'), toUsd: termsOf(view, 'plan') },
          ),
    fromFirst: own === first ? null : await compareWithFirst(database, first, own),
  };
  return ready;
}

/** Up to six saved scenarios side by side, each computed anew with the workload, books and dates that were kept with it. */
export async function viewCompareScenarios(params: Pick<CompareScenariosParams, 's'>): Promise<CompareScenariosView> {
  const database = await getDatabase();
  const all = listScenarios(database);
  const asked = [...new Set(params.s)].slice(0, MAX_SCENARIOS);
  const found = asked.flatMap((name) => all.find((each) => each.name === name) ?? []);
  const current = new Map((await listBooks()).map(({ name, version }) => [name, version]));
  const results = [];
  // One after the other: they share what is loaded of a workload.
  for (const saved of found) results.push({ saved, result: await orProblem(() => openScenario(saved)) });
  const opened = results.flatMap(({ result }) => (result !== null && 'view' in result ? [result] : []));
  const first = opened[0];
  const scenarios: ComparedScenario[] = [];
  for (const { saved, result } of results) {
    const ready =
      result !== null && 'view' in result && first !== undefined
        ? await orProblem(() => toReady(database, result, first, current))
        : result;
    if (ready !== null && 'kind' in ready) scenarios.push({ ...ready, name: saved.name });
  }
  const stacks = await Promise.all(opened.map(({ view }) => openStack(view.books)));
  const models = opened.flatMap(({ view }) => [
    ...modelsOfPolicy(view.policy),
    ...view.simulation.byModel.map(({ model }) => model),
    ...view.simulation.violations.map(({ model }) => model),
  ]);
  return {
    scenarios,
    saved: all.map(({ name, workload, createdAtMs }) => ({ name, workload, savedAtMs: createdAtMs })),
    missing: asked.filter((name) => !found.some((each) => each.name === name)),
    names: nameModels(
      models,
      stacks.flatMap(({ books }) => books),
    ),
    unlike: wordsOfUnlike(opened.map(({ view }) => view)),
  };
}
