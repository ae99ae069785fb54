import { listScenarios, type SavedScenario } from '@/db/queries/policies';
import type { Policy } from '@/lib/domain/policy';
import type { MonthBasis, PlanLink, Problem, ScenarioHead } from '@/lib/domain/scenario-view';
import type { Quality, Simulation } from '@/lib/domain/simulation';
import { type MonthFigures, scaleFigures } from '@/lib/engine/monthly';
import { allOnOne, POST_B_TIERS, share, sizeTiers } from '@/lib/engine/templates';
import { spendTrend, type Trend } from '@/lib/engine/trend';
import { encodePolicy } from '@/lib/schema/policy-url';
import { type ScenarioParams, scenarioQuery } from '@/lib/schema/scenario-params';
import { DEFAULT_BOOKS } from './books';
import { getDatabase } from './database';
import { orProblem } from './or-problem';
import { basisOf, checkRequestsPerDay, headOf } from './scenario-head';
import { simulateWorkload } from './simulate-workload';
import { parseAsOf, policyOf, type ScenarioView, viewScenario } from './view-scenario';

export type SpendRow = { readonly key: string; readonly usd: number; readonly pct: number; readonly requests: number };

/** Requests left out, or in but to be read with care. */
export type GapRow = {
  readonly kind: 'left out' | 'outlier' | 'caveat';
  readonly reason: string;
  readonly model: string | null;
  readonly requests: number;
};

export type BestPlan = {
  readonly name: string;
  readonly isSaved: boolean;
  readonly query: string;
  readonly month: MonthFigures;
  readonly savingsPct: number | null;
  readonly pricedPct: number;
  readonly pricedTokensPct: number;
  readonly baselineQuality: Quality;
  readonly planQuality: Quality;
};

export type Overview = {
  readonly kind: 'ready';
  readonly head: ScenarioHead;
  readonly basis: MonthBasis;
  readonly month: MonthFigures;
  readonly best: BestPlan | null;
  /** Saved plans of this workload, and those of them that could not be computed. */
  readonly savedPlans: number;
  readonly failedPlans: readonly string[];
  readonly starts: readonly PlanLink[];
  readonly trend: Trend;
  readonly byModel: readonly SpendRow[];
  readonly byTask: readonly SpendRow[];
  readonly byTeam: readonly SpendRow[];
  readonly gaps: readonly GapRow[];
};

const MAX_SPEND_ROWS = 10;
/** A plan replayed costs milliseconds; more saved ones than this are looked at newest first. */
const MAX_SAVED_PLANS = 30;

type Spend = { readonly key: string; readonly repricedUsd: number; readonly requests: number };

/** Largest first, at most ten: what is left becomes one row. */
function spendRows(rows: readonly Spend[], factor: number): SpendRow[] {
  const totalUsd = rows.reduce((sum, row) => sum + row.repricedUsd, 0);
  const sorted = [...rows].sort((a, b) => b.repricedUsd - a.repricedUsd);
  const isLong = sorted.length > MAX_SPEND_ROWS;
  const rest = isLong ? sorted.slice(MAX_SPEND_ROWS - 1) : [];
  const others = {
    key: `${rest.length} others`,
    repricedUsd: rest.reduce((sum, row) => sum + row.repricedUsd, 0),
    requests: rest.reduce((sum, row) => sum + row.requests, 0),
  };
  return (isLong ? [...sorted.slice(0, MAX_SPEND_ROWS - 1), others] : sorted).map((row) => ({
    key: row.key,
    usd: row.repricedUsd * factor,
    pct: totalUsd === 0 ? 0 : (100 * row.repricedUsd) / totalUsd,
    requests: row.requests,
  }));
}

function gapsOf(simulation: Simulation): GapRow[] {
  const leftOut = simulation.unpriced.map((row) => ({ kind: 'left out' as const, ...row }));
  const outliers = simulation.violations
    .filter((row) => row.kind.includes('over 100 times'))
    .map((row) => ({ kind: 'outlier' as const, reason: row.kind, model: row.model, requests: row.requests }));
  const caveats = simulation.violations
    .filter((row) => !row.kind.includes('over 100 times') && row.kind !== 'fit unknown')
    .map((row) => ({ kind: 'caveat' as const, reason: row.kind, model: row.model, requests: row.requests }));
  const counted = [
    ['cached tokens at the input price: no cache price is known', simulation.cacheAtInputPriceRequests],
    ['priced outside the dates that the book saw', simulation.extrapolatedRequests],
  ] as const;
  return [
    ...leftOut,
    ...outliers,
    ...caveats,
    ...counted.flatMap(([reason, requests]) =>
      requests === 0 ? [] : [{ kind: 'caveat' as const, reason, model: null, requests }],
    ),
  ];
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
    books: books.map(({ name }) => name),
    rpd: requestsPerDay,
  };
}

/** Each plan under the prices it was saved with; all at the overview's scale. */
async function replayCandidate(view: ScenarioView, candidate: Candidate): Promise<{ usd: number; plan: BestPlan }> {
  const { simulation } = await simulateWorkload({
    workload: view.workload.name,
    policy: candidate.policy,
    asOf: parseAsOf(candidate.asOf, Date.now()),
    books: candidate.books,
  });
  const { name, isSaved, asOf, books, rpd } = candidate;
  const query = scenarioQuery({
    w: view.workload.name,
    p: encodePolicy(candidate.policy),
    policy: null,
    asOf,
    books: [...books],
    rpd,
  });
  const plan = {
    name,
    isSaved,
    query,
    month: scaleFigures(simulation, view.scale.known ? view.scale.factor : 1),
    savingsPct: simulation.savings.pct,
    pricedPct: simulation.pricedPct,
    pricedTokensPct: simulation.pricedTokensPct,
    baselineQuality: simulation.baseline.quality,
    planQuality: simulation.plan.quality,
  };
  return { usd: simulation.savings.usd ?? Number.NEGATIVE_INFINITY, plan };
}

async function findBest(view: ScenarioView, candidates: readonly Candidate[]) {
  let best: { usd: number; plan: BestPlan } | null = null;
  const failed: string[] = [];
  for (const candidate of candidates) {
    const replayed = await orProblem(() => replayCandidate(view, candidate));
    if ('kind' in replayed) failed.push(candidate.name);
    else if (best === null || replayed.usd > best.usd) best = replayed;
  }
  return { best: best?.plan ?? null, failed };
}

/** Plans to start from in the Studio, made of the log's own models where that is possible. */
function startsOf(view: ScenarioView): PlanLink[] {
  const used = view.simulation.byModel.filter((row) => row.repricedUsd > 0 && row.inputTokens + row.outputTokens > 0);
  const perToken = (row: (typeof used)[number]) => row.repricedUsd / (row.inputTokens + row.outputTokens);
  const top = used.reduce<(typeof used)[number] | null>(
    (best, row) => (best === null || row.repricedUsd > best.repricedUsd ? row : best),
    null,
  );
  const cheap = used.reduce<(typeof used)[number] | null>(
    (best, row) => (best === null || perToken(row) < perToken(best) ? row : best),
    null,
  );
  const link = (policy: Policy, text: string, books: readonly string[] | null = null): PlanLink => ({
    title: policy.name,
    text,
    query: scenarioQuery({
      w: view.workload.name,
      p: encodePolicy(policy),
      policy: null,
      books: books === null ? null : [...books],
    }),
  });
  const own =
    top === null || cheap === null || top === cheap
      ? []
      : [
          link(share(top.model, cheap.model, 50), 'Half of the largest line of the bill on a model you already use.'),
          link(allOnOne(cheap.model), 'The cheapest of your models for everything: a floor to compare with.'),
        ];
  const tiers = link(sizeTiers(POST_B_TIERS), 'Short prompts to a small model, long ones to a large one.', [
    ...DEFAULT_BOOKS,
    'post-b',
  ]);
  return [...own, tiers];
}

/**
 * The first screen: what the traffic costs as it is, where that goes, what is not covered, and the plan that saves
 * most among those saved for this workload and the one of the address. Null when there is no workload yet.
 */
export function viewOverview(params: ScenarioParams): Promise<Overview | Problem | null> {
  return orProblem(async () => {
    checkRequestsPerDay(params);
    const view = await viewScenario({ ...params, p: null, policy: null }, { byDay: true });
    if (view === null || view.span === null) return null;
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
    const { best, failed } = await findBest(view, candidates);

    return {
      kind: 'ready',
      head: { ...headOf(view, params), plan: linked?.name ?? null },
      basis: basisOf(view, params),
      month: view.month,
      best,
      savedPlans: saved.length,
      failedPlans: failed,
      starts: startsOf(view),
      trend: spendTrend(
        simulation.byDay.map(({ day, repricedUsd }) => ({ day, usd: repricedUsd })),
        view.span,
      ),
      byModel: spendRows(
        simulation.byModel.map((row) => ({ ...row, key: row.model })),
        factor,
      ),
      byTask: spendRows(
        simulation.byTask.map((row) => ({ ...row, key: row.task })),
        factor,
      ),
      byTeam: spendRows(
        simulation.byTeam.map((row) => ({ ...row, key: row.team })),
        factor,
      ),
      gaps: gapsOf(simulation),
    };
  });
}
