import type { PlanCheck, PlanPoint } from '@/lib/domain/plan';
import type { Policy } from '@/lib/domain/policy';
import { planAtCorner, solveFrontier } from '@/lib/engine/optimise/frontier';
import { KEEP_OPTION, type LeftOutRow, type PlanProblem } from '@/lib/engine/optimise/plan-problem';
import { toPolicy } from '@/lib/engine/optimise/to-policy';
import { simulate } from '@/lib/engine/summarise';
import { keepAll } from '@/lib/engine/templates';
import { verifyPlan, weighedInterval } from '@/lib/engine/verify-plan';
import { parsePolicy } from '@/lib/schema/policy';
import { type OpenPlan, openPlan, type PlanQuestion } from './open-plan';

/** All calls on one model, those apart that it cannot take: they stay. `movedPct`: percent of requests it takes. */
export type FixedPlan = {
  readonly model: string;
  readonly usd: number;
  /** Null where some of the calls judged today would not be. */
  readonly quality: number | null;
  readonly movedPct: number;
};

export type FoundFrontier = Pick<OpenPlan, 'candidates' | 'inputs'> & {
  readonly points: readonly (PlanPoint & { readonly policy: Policy; readonly check: PlanCheck })[];
  readonly baselines: {
    readonly loggedUsd: number | null;
    readonly repricedUsd: number | null;
    readonly quality: number | null;
    /** Of the candidates that take about as much as any: the best, the cheapest, the cheapest that is as good as today. */
    readonly alwaysStrongest: FixedPlan | null;
    readonly alwaysCheapest: FixedPlan | null;
    readonly bestSingle: FixedPlan | null;
  };
  /** USD that no policy made of the candidates, or of staying, can undercut on the same calls, whatever its quality; null where no call is priced. */
  readonly bound: number | null;
  /** Calls in groups that nothing judges today, and today's USD for them: a plan leaves them where they are. */
  readonly unjudged: { readonly requests: number; readonly usd: number };
  readonly leftOut: readonly LeftOutRow[];
  readonly excluded: readonly LeftOutRow[];
};

/** What each candidate alone comes to, by the problem’s own sums. */
function listFixed({ options, groups, requests, judgedWeight }: PlanProblem): FixedPlan[] {
  return options.flatMap(({ label }, o): FixedPlan[] => {
    if (o === KEEP_OPTION) return [];
    const sums = { usd: 0, quality: 0, moved: 0 };
    for (const group of groups) {
      const own = group.options[o];
      const taken = own === undefined || Number.isNaN(own.usd) || own.leftOut.includes('does not fit') ? null : own;
      const served = taken ?? group.options[KEEP_OPTION];
      sums.usd += served?.usd ?? Number.NaN;
      sums.quality += served?.quality ?? Number.NaN;
      if (taken !== null) sums.moved += group.requests;
    }
    const quality = Number.isNaN(sums.quality) || judgedWeight === 0 ? null : sums.quality / judgedWeight;
    return [{ model: label, usd: sums.usd, quality, movedPct: (100 * sums.moved) / requests }];
  });
}

/** A baseline must take nearly as many calls as the model that takes most. */
const NEARLY = 0.9;

const best = (plans: readonly FixedPlan[], isBetter: (a: FixedPlan, b: FixedPlan) => boolean): FixedPlan | null =>
  plans.reduce<FixedPlan | null>((found, plan) => (found === null || isBetter(plan, found) ? plan : found), null);

const isStronger = (a: FixedPlan, b: FixedPlan) =>
  (a.quality ?? 0) > (b.quality ?? 0) || (a.quality === b.quality && a.usd < b.usd);
const isCheaper = (a: FixedPlan, b: FixedPlan) => a.usd < b.usd || (a.usd === b.usd && isStronger(a, b));

/** Every corner of the frontier as a policy with its check, the honest baselines, and the bound. Throws as `openPlan`. */
export async function findFrontier(question: PlanQuestion): Promise<FoundFrontier> {
  const { problem, candidates, inputs } = await openPlan(question);
  const { table, context, request } = problem;
  const frontier = solveFrontier(problem);
  const points = frontier.points.map((_, corner) => {
    const { point, assignment } = planAtCorner(frontier, corner);
    const policy = parsePolicy(JSON.stringify(toPolicy(problem, assignment)));
    const interval = weighedInterval(table, context, request, policy);
    return { ...point, interval, policy, check: verifyPlan(table, context, request, policy, point) };
  });
  const today = simulate(table, { ...context, policy: keepAll() }).baseline;
  const quality = problem.judgedWeight === 0 ? null : problem.todayQuality / problem.judgedWeight;
  const unjudged = problem.groups.filter(({ judgedRequests }) => judgedRequests === 0);
  const listed = listFixed(problem);
  const most = Math.max(0, ...listed.map(({ movedPct }) => movedPct));
  const fixed = listed.filter(({ movedPct }) => movedPct >= NEARLY * most);
  const judged = fixed.filter((plan) => plan.quality !== null);
  const asGood = judged.filter((plan) => (plan.quality ?? 0) >= (quality ?? 0) * (1 - 1e-12));
  return {
    candidates,
    inputs,
    points,
    baselines: {
      loggedUsd: today.loggedUsd,
      repricedUsd: today.repricedUsd,
      quality,
      alwaysStrongest: best(judged, isStronger),
      alwaysCheapest: best(fixed, isCheaper),
      bestSingle: best(asGood, isCheaper) ?? best(judged, isStronger),
    },
    bound: problem.requests === 0 ? null : problem.leastUsd,
    unjudged: {
      requests: unjudged.reduce((sum, group) => sum + group.requests, 0),
      usd: unjudged.reduce((sum, { options }) => sum + (options[KEEP_OPTION]?.usd ?? Number.NaN), 0),
    },
    leftOut: problem.leftOut,
    excluded: problem.excluded,
  };
}
