import { listScenarios, type SavedScenario } from '@/db/queries/policies';
import { formatBookRef } from '@/lib/domain/book-ref';
import { WaybillError } from '@/lib/domain/errors';
import type { BestPlan, GapRow, Overview, SpendRow } from '@/lib/domain/overview-view';
import type { Policy } from '@/lib/domain/policy';
import type { Problem } from '@/lib/domain/scenario-view';
import { OUTLIERS_PENDING, type Simulation, type ViolationKind } from '@/lib/domain/simulation';
import { floorToCent } from '@/lib/engine/ledger';
import { adjustFigures } from '@/lib/engine/monthly';
import { spendTrend } from '@/lib/engine/trend';
import { encodePolicy } from '@/lib/schema/policy-url';
import { type ScenarioParams, scenarioQuery } from '@/lib/schema/scenario-params';
import { openStack } from './books';
import { cheapestPlan } from './cheapest-plan';
import { getDatabase } from './database';
import { orProblem } from './or-problem';
import { startingPlans } from './plan-links';
import { basisOf, checkRequestsPerDay, headOf } from './scenario-head';
import { simulateWorkload } from './simulate-workload';
import { nameModels } from './studio-names';
import { monthTermsAt, parseAsOf, policyOf, type ScenarioView, viewScenario } from './view-scenario';

const MAX_SPEND_ROWS = 10;
/** A plan replayed costs milliseconds; more saved ones than this are looked at newest first. */
const MAX_SAVED_PLANS = 30;

type Spend = { readonly key: string; readonly label: string; readonly repricedUsd: number; readonly requests: number };

/** Largest first, at most ten: what is left becomes one row. */
function spendRows(rows: readonly Spend[], factor: number): SpendRow[] {
  const totalUsd = rows.reduce((sum, row) => sum + row.repricedUsd, 0);
  const sorted = [...rows].sort((a, b) => b.repricedUsd - a.repricedUsd);
  const isLong = sorted.length > MAX_SPEND_ROWS;
  const rest = isLong ? sorted.slice(MAX_SPEND_ROWS - 1) : [];
  const others = {
    key: 'others',
    label: `${rest.length} others`,
    repricedUsd: rest.reduce((sum, row) => sum + row.repricedUsd, 0),
    requests: rest.reduce((sum, row) => sum + row.requests, 0),
  };
  return (isLong ? [...sorted.slice(0, MAX_SPEND_ROWS - 1), others] : sorted).map((row) => ({
    key: row.key,
    label: row.label,
    usd: row.repricedUsd * factor,
    pct: totalUsd === 0 ? 0 : (100 * row.repricedUsd) / totalUsd,
    requests: row.requests,
  }));
}

const OVER_LOGGED: ViolationKind = 'logged cost over 100 times repriced';
const OUTLIERS: readonly ViolationKind[] = [OVER_LOGGED, 'repriced cost over 100 times logged'];

function gapsOf(simulation: Simulation): GapRow[] {
  const { unpriced, violations, cacheAtInputPriceRequests, extrapolatedRequests } = simulation;
  const outliers = violations.filter((row) => OUTLIERS.includes(row.kind));
  const caveats = violations.filter((row) => !OUTLIERS.includes(row.kind) && row.kind !== 'fit unknown');
  const counted = [
    ['cached tokens at the input price: no cache price is known', cacheAtInputPriceRequests],
    ['priced outside the dates that the book saw', extrapolatedRequests],
  ] as const;
  const none = { model: null, loggedUsd: null };
  return [
    ...outliers.map(({ kind, model, requests, usd }) => ({
      kind: 'outlier' as const,
      reason: kind,
      model,
      requests,
      loggedUsd: usd,
    })),
    ...unpriced.map((row) => ({ ...none, kind: 'left out' as const, ...row })),
    ...caveats.map(({ kind, model, requests }) => ({
      ...none,
      kind: 'caveat' as const,
      reason: kind === OUTLIERS_PENDING ? `${kind}, request by request; look again in a moment` : kind,
      model: model || null,
      requests,
    })),
    ...counted.flatMap(([reason, requests]) =>
      requests === 0 ? [] : [{ ...none, kind: 'caveat' as const, reason, requests }],
    ),
  ];
}

function overLoggedOf({ violations }: Simulation): Overview['overLogged'] {
  const rows = violations.filter((row) => row.kind === OVER_LOGGED);
  if (rows.length === 0) return null;
  return {
    requests: rows.reduce((sum, row) => sum + row.requests, 0),
    usd: rows.reduce((sum, row) => sum + (row.usd ?? 0), 0),
  };
}

type Candidate = {
  readonly name: string;
  readonly isSaved: boolean;
  readonly policy: Policy;
  readonly asOf: string;
  readonly books: readonly string[];
  readonly rpd: number | null;
};

function savedCandidate(saved: SavedScenario): Candidate {
  const { asOf, books, requestsPerDay } = saved.inputs;
  return {
    name: saved.name,
    isSaved: true,
    policy: saved.policy,
    asOf,
    books: books.map(formatBookRef),
    rpd: requestsPerDay,
  };
}

/** Each plan under the prices it was saved with; all at the overview's scale. */
async function replayCandidate(
  view: ScenarioView,
  candidate: Candidate,
): Promise<{ usd: number | null; plan: BestPlan }> {
  const dateMs = parseAsOf(candidate.asOf, Date.now());
  const { simulation } = await simulateWorkload({
    workload: view.workload.name,
    policy: candidate.policy,
    asOf: dateMs,
    books: candidate.books,
    outliers: 'none',
  });
  const { monthTerms } = (await openStack(candidate.books)).stack;
  const { name, isSaved, asOf, books, rpd } = candidate;
  const query = scenarioQuery({
    w: view.workload.name,
    p: encodePolicy(candidate.policy),
    policy: null,
    asOf,
    books: [...books],
    rpd,
  });
  const month = adjustFigures(simulation, view.scale, monthTerms, monthTermsAt(dateMs, view.span));
  const plan = {
    name,
    isSaved,
    query,
    repricedUsd: month.repricedUsd,
    planUsd: month.planUsd,
    savingsUsd: floorToCent(month.savingsUsd),
    savingsPct: month.savingsPct,
    adjustments: month.adjustments,
    pricedPct: simulation.pricedPct,
    pricedTokensPct: simulation.pricedTokensPct,
    baselineQuality: simulation.baseline.quality,
    planQuality: simulation.plan.quality,
  };
  return { usd: month.savingsUsd, plan };
}

async function findBest(view: ScenarioView, candidates: readonly Candidate[]) {
  let best: { usd: number; plan: BestPlan } | null = null;
  const failed: string[] = [];
  for (const candidate of candidates) {
    const replayed = await orProblem(() => replayCandidate(view, candidate));
    if ('kind' in replayed || replayed.usd === null) failed.push(candidate.name);
    else if (best === null || replayed.usd > best.usd) best = { usd: replayed.usd, plan: replayed.plan };
  }
  return { best: best?.plan ?? null, failed };
}

async function findCheapest(view: ScenarioView, rpd: number | null): Promise<BestPlan | null> {
  const policy = await cheapestPlan(view);
  if (policy === null) return null;
  const { name } = policy;
  const { asOf, books } = view;
  const { usd, plan } = await replayCandidate(view, { name, isSaved: false, policy, asOf, books, rpd });
  return usd !== null && usd > 0 ? plan : null;
}

/**
 * The first screen: what the traffic costs as it is, where that goes, what is not covered, the plan that saves most
 * among those saved for this workload and the one of the address, and the cheapest that keeps 97 % of the quality. Null when there is no workload yet.
 */
export function viewOverview(params: ScenarioParams): Promise<Overview | Problem | null> {
  return orProblem(async () => {
    checkRequestsPerDay(params);
    const view = await viewScenario({ ...params, p: null, policy: null }, { byDay: true });
    if (view === null) return null;
    if (view.span === null)
      throw new WaybillError(
        'not-found',
        `“${view.workload.name}” holds no call yet: its first file may still be read`,
      );
    const { simulation, workload } = view;
    const factor = view.scale.known ? view.scale.factor : 1;

    const saved = listScenarios(await getDatabase()).filter((scenario) => scenario.workload === workload.name);
    const linked = await policyOf(params);
    const candidates = saved.slice(0, MAX_SAVED_PLANS).map(savedCandidate);
    if (linked !== null)
      candidates.push({
        name: linked.name,
        isSaved: false,
        policy: linked,
        asOf: params.asOf,
        books: view.books,
        rpd: params.rpd,
      });
    const { books } = await openStack(view.books);
    const names = nameModels(
      simulation.byModel.map(({ model }) => model),
      books,
    );
    const { best, failed } = await findBest(view, candidates);

    return {
      kind: 'ready',
      head: { ...headOf(view, params), plan: linked?.name ?? null },
      basis: basisOf(view, params),
      bill: view.month,
      ignoresMonthTerms: !view.scale.known && view.monthTerms.length > 0,
      best,
      cheapest: await findCheapest(view, params.rpd),
      savedPlans: saved.length,
      failedPlans: failed,
      starts: await startingPlans(view),
      trend: spendTrend(
        simulation.byDay.map(({ day, repricedUsd }) => ({ day, usd: repricedUsd })),
        view.span,
      ),
      byModel: spendRows(
        simulation.byModel.map((row) => ({ ...row, key: row.model, label: names[row.model] ?? row.model })),
        factor,
      ),
      byTask: spendRows(
        simulation.byTask.map((row) => ({ ...row, key: row.task, label: row.task || 'No task' })),
        factor,
      ),
      byTeam: spendRows(
        simulation.byTeam.map((row) => ({ ...row, key: row.team, label: row.team || 'No team' })),
        factor,
      ),
      gaps: gapsOf(simulation),
      overLogged: overLoggedOf(simulation),
    };
  });
}
