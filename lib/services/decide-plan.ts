import { loadBlastRadius } from '@/db/queries/evidence';
import type { DecidedPlan, LockInAnswers } from '@/lib/domain/decision';
import type { Policy } from '@/lib/domain/policy';
import type { Problem } from '@/lib/domain/scenario-view';
import { constraintsOf } from '@/lib/engine/decision';
import { floorToCent } from '@/lib/engine/ledger';
import { adjustFigures } from '@/lib/engine/monthly';
import { buildPlanProblem } from '@/lib/engine/optimise/build-plan-problem';
import { cutsForCandidates } from '@/lib/engine/optimise/size-classes';
import { solvePlan } from '@/lib/engine/optimise/solve-plan';
import { spanOf } from '@/lib/engine/period';
import { modelsOfPolicy } from '@/lib/engine/plan-cuts';
import { restrictByStance } from '@/lib/engine/restrict-by-stance';
import { simulate } from '@/lib/engine/summarise';
import { keepAll } from '@/lib/engine/templates';
import { describeTraffic } from '@/lib/engine/traffic';
import { encodePolicy } from '@/lib/schema/policy-url';
import { type ScenarioParams, scenarioQuery } from '@/lib/schema/scenario-params';
import type { StartParams } from '@/lib/schema/start-params';
import { openStack } from './books';
import { getDatabase } from './database';
import { decisionTasks } from './decision-tasks';
import { orProblem } from './or-problem';
import { candidatesFor } from './plan-candidates';
import { loadCutCells, replayCube, requireWorkload } from './simulate-workload';
import { loadSolver } from './solver';
import { nameModels } from './studio-names';
import { monthTermsAt, parseAsOf, viewScenario } from './view-scenario';
import { workloadEvidence } from './workload-evidence';

/** The answers of an address about lock-in; percent become shares. */
export function lockInOf(start: StartParams): LockInAnswers {
  return {
    vendorShareAtMost: Object.fromEntries(Object.entries(start.max).map(([vendor, pct]) => [vendor, pct / 100])),
    openWeights: start.open,
    access: { payment: start.pay, geography: start.geo, apiShape: start.api },
    residency: start.in || null,
    originNotIn: start.not,
  };
}

/**
 * The cheapest plan that keeps the floor, weighs errors by blast radius, leaves each task what its stance allows, and
 * holds to the answers about lock-in; found, and checked by a second replay. Month terms are added to what is found. Null when there is no workload yet.
 */
export function decidePlan(params: ScenarioParams, start: StartParams): Promise<DecidedPlan | Problem | null> {
  return orProblem(async () => {
    const view = await viewScenario({ ...params, p: null, policy: null });
    if (view === null) return null;
    const database = await getDatabase();
    const opened = await openStack(view.books);
    const { stack, resolve, makerOf } = opened;
    const workload = await requireWorkload(database, view.workload.name);
    const evidence = workloadEvidence(database, workload.id, opened);
    const blastRadius = loadBlastRadius(database, workload.id);
    const constraints = constraintsOf(lockInOf(start));
    const base: Policy = {
      ...keepAll(),
      name: 'Guided start',
      ...(constraints && { constraints }),
    };
    const asOf = parseAsOf(params.asOf, Date.now());

    const own = loadCutCells(database, workload, workload.cuts);
    const candidates = await candidatesFor({ workload: workload.name, policy: base, books: view.books, asOf });
    const sources = [...new Set(own.labels.model.flatMap((name) => resolve(name)?.offerId ?? []))];
    const table = loadCutCells(database, workload, cutsForCandidates(sources, base, candidates, resolve, stack));
    const tasks = decisionTasks(describeTraffic(table, resolve), view, evidence, blastRadius);
    const stances = new Map(tasks.map(({ task, stance }) => [task, stance]));

    const problem = buildPlanProblem(
      replayCube(table),
      { policy: base, asOf, stack, resolve, makerOf, evidence: evidence.index },
      { base, candidates, by: ['task', 'size'], certainty: start.sure, weights: Object.fromEntries(blastRadius) },
    );
    const answer = solvePlan(
      restrictByStance(problem, (task) => stances.get(task) ?? 'stays'),
      { floor: start.floor / 100 },
      constraints?.vendorShareAtMost === undefined ? null : await loadSolver(),
    );
    if (answer.status === 'infeasible') return answer;
    const { point, check, binding } = answer;
    const policy = { ...answer.policy, name: `Guided start, ${start.floor}% of today’s quality` };
    const simulation = simulate(problem.table, { ...problem.context, policy });
    const month = adjustFigures(simulation, view.scale, stack.monthTerms, monthTermsAt(asOf, spanOf(own)));
    const { repricedUsd: todayUsd, planUsd } = month;
    if (todayUsd === null || planUsd === null) throw new Error('a plan was found for calls without a price');
    return {
      status: 'made',
      policy,
      point,
      check,
      binding,
      isMonth: view.scale.known,
      todayUsd,
      planUsd,
      savingsUsd: floorToCent(todayUsd - planUsd) ?? 0,
      isApproximate: stack.monthTerms.length > 0,
      names: nameModels([...modelsOfPolicy(policy), ...sources], opened.books),
      studio: {
        title: policy.name,
        text: '',
        query: scenarioQuery({ ...params, w: workload.name, p: encodePolicy(policy), policy: null }),
      },
    };
  });
}
