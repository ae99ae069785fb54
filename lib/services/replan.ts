import type { Database } from '@/db/client';
import { listDecided } from '@/db/queries/suggestions';
import type { WorkloadRow } from '@/db/queries/workloads';
import { WaybillError } from '@/lib/domain/errors';
import type { OfferId } from '@/lib/domain/ids';
import type { Policy } from '@/lib/domain/policy';
import type { HistoryEntry, ReadyReplan, ReplanView, ShownSuggestion } from '@/lib/domain/replan-view';
import type { DecidedSuggestion, Suggestion } from '@/lib/domain/suggestion';
import { evaluateCells } from '@/lib/engine/evaluate';
import { modelsOfPolicy } from '@/lib/engine/plan-cuts';
import { isInForce } from '@/lib/engine/put-back';
import { findSuggestions, hasNewFigures, modelsOfSuggestion, suggestionKey } from '@/lib/engine/replan';
import { type ReasonContext, reasonsOf } from '@/lib/engine/replan-reasons';
import { allOnOne } from '@/lib/engine/templates';
import type { ReplanParams } from '@/lib/schema/replan-params';
import type { ScenarioParams } from '@/lib/schema/scenario-params';
import { type OpenStack, openStack } from './books';
import { listSingleModels } from './compare-models';
import { getDatabase } from './database';
import { orProblem } from './or-problem';
import { changesSince } from './replan-changes';
import { chooseForReplan } from './replan-choice';
import { checkRequestsPerDay, headOf } from './scenario-head';
import { cellsForPolicies, replayCube, requireWorkload } from './simulate-workload';
import { nameModels } from './studio-names';
import { parseAsOf, type ScenarioView, viewScenario } from './view-scenario';
import { benchmarkTitleOf, workloadEvidence } from './workload-evidence';

export type ReplanRequest = ScenarioParams & ReplanParams;

function checkFloor(floor: number): void {
  if (!(floor > 0 && floor <= 1))
    throw new WaybillError('bad-input', `the share of quality to keep lies above 0 and up to 1: ${floor}`);
}

/** The models a route may go to: those asked for, else those the Studio would compare. Throws 'not-found' for a name that is no offer. */
function candidatesOf(
  asked: readonly string[] | null,
  view: ScenarioView,
  database: Database,
  workload: WorkloadRow,
  opened: OpenStack,
): OfferId[] {
  if (asked === null || asked.length === 0) {
    const table = replayCube(cellsForPolicies(database, workload, [view.policy], opened));
    return listSingleModels(view.policy, table, opened, workloadEvidence(database, workload.id, opened).index);
  }
  return asked.map((name) => {
    const offerId = opened.resolve(name)?.offerId;
    if (offerId === undefined) throw new WaybillError('not-found', `no price book has the candidate "${name}"`);
    return offerId;
  });
}

function toShown(suggestion: Suggestion, history: readonly DecidedSuggestion[]) {
  const key = suggestionKey(suggestion);
  const declined = history.find((each) => each.status === 'declined' && suggestionKey(each.suggestion) === key);
  const shown: ShownSuggestion = {
    ...suggestion,
    key,
    savingUsdPerMonth: suggestion.usdPerMonth.before - suggestion.usdPerMonth.after,
    declinedBefore: declined === undefined ? null : { atMs: declined.decidedAtMs, reason: declined.reason },
  };
  return { shown, isQuiet: declined !== undefined && !hasNewFigures(declined.suggestion, suggestion) };
}

/** Only the latest change of a rule can be put back. */
function toHistory(history: readonly DecidedSuggestion[], policy: Policy): HistoryEntry[] {
  const changed = new Set<string>();
  return history.map((entry) => {
    const { rule } = entry.suggestion;
    const isLatest = entry.status !== 'declined' && !changed.has(rule);
    if (isLatest) changed.add(rule);
    return { ...entry, canPutBack: isLatest && entry.status === 'taken' && isInForce(policy, entry.suggestion) };
  });
}

/** All that a re-plan rests on, for the screen and for who decides. */
export type OpenReplan = {
  readonly view: ReadyReplan;
  readonly workload: WorkloadRow;
  readonly known: Parameters<typeof changesSince>[1];
  readonly policy: ScenarioView['policy'];
};

async function compute(params: ReplanRequest): Promise<OpenReplan | Exclude<ReplanView, ReadyReplan>> {
  checkRequestsPerDay(params);
  checkFloor(params.floor);
  const nowMs = Date.now();
  const database = await getDatabase();
  const { policies, scenarios, policyName, isScenario, params: scenario } = chooseForReplan(database, params);
  const view = await viewScenario(scenario);
  if (view === null) return null;
  const head = headOf(view, scenario);
  if (policyName === null) return { kind: 'no policy', policies, scenarios, head };
  if (view.simulation.baseline.repricedUsd === null) return { kind: 'nothing priced', head };
  if (!view.scale.known) return { kind: 'no month', head, why: view.scale.why };

  const workload = await requireWorkload(database, view.workload.name);
  const opened = await openStack(view.books);
  const candidates = candidatesOf(params.cand, view, database, workload, opened);
  const policy = { ...view.policy, name: policyName };
  const table = cellsForPolicies(database, workload, [policy, ...candidates.map((model) => allOnOne(model))], opened);
  const cube = replayCube(table);
  const { evidence, index } = workloadEvidence(database, workload.id, opened);
  const replay = {
    policy,
    asOf: parseAsOf(view.asOf, nowMs),
    stack: opened.stack,
    resolve: opened.resolve,
    makerOf: opened.makerOf,
    evidence: index,
  };
  const found = findSuggestions(cube, replay, { candidates, floor: params.floor, monthFactor: view.scale.factor });
  const known = { workloadId: workload.id, policyName, requests: view.simulation.requests, evidence, opened };
  const inPlay = [...modelsOfPolicy(policy), ...view.simulation.byModel.map(({ model }) => model)];
  const offers = [...new Set([...inPlay.flatMap((name) => opened.resolve(name)?.offerId ?? []), ...candidates])];
  const changes = changesSince(database, known, offers, nowMs);
  const history = listDecided(database, workload.id, policyName);
  const judged = found.suggestions.flatMap((each) => each.evidence.map(({ offerId }) => offerId));
  const past = history.flatMap(({ suggestion }) => modelsOfSuggestion(suggestion));
  const names = nameModels([...inPlay, ...offers, ...judged, ...past], opened.books);
  const reasons: ReasonContext = {
    table,
    evaluation: evaluateCells(table, replay),
    cube,
    replay,
    sinceMs: changes.sinceMs,
    nowMs,
    nameOf: (model) => names[model] ?? model,
    titleOf: benchmarkTitleOf,
  };
  const shown = found.suggestions.map(({ cells, evidence: weightiest, ...suggestion }) =>
    toShown({ ...suggestion, because: reasonsOf({ ...suggestion, cells, evidence: weightiest }, reasons) }, history),
  );
  return {
    workload,
    known,
    policy,
    view: {
      kind: 'ready',
      head,
      policyName,
      isScenario,
      policies,
      scenarios,
      floor: params.floor,
      suggestions: shown.filter(({ isQuiet }) => !isQuiet).map((each) => each.shown),
      quiet: shown.filter(({ isQuiet }) => isQuiet).map((each) => each.shown),
      silent: found.silent,
      history: toHistory(history, policy),
      changes,
      candidates,
      names,
    },
  };
}

/** Opens a re-plan to decide on. Throws WaybillError where there is none. */
export async function openReplan(params: ReplanRequest): Promise<OpenReplan> {
  const opened = await compute(params);
  if (opened === null || 'kind' in opened) throw new WaybillError('not-found', 'there is nothing to re-plan here');
  return opened;
}

/** Which routes of a saved policy, or of a saved scenario's, should change, given all that is known by now; null when there is no workload yet. */
export function viewReplan(params: ReplanRequest): Promise<ReplanView> {
  return orProblem(async () => {
    const opened = await compute(params);
    return opened !== null && 'view' in opened ? opened.view : opened;
  });
}
