import { WaybillError } from '@/lib/domain/errors';
import type { MonthBasis, ScenarioHead } from '@/lib/domain/scenario-view';
import { MS_PER_DAY } from '@/lib/engine/clock';
import { type ScenarioParams, scenarioQuery } from '@/lib/schema/scenario-params';
import type { ScenarioView } from './view-scenario';

/** What the screens say about a scenario; its query names the workload, also where the address did not. */
export function headOf(view: ScenarioView, params: ScenarioParams): ScenarioHead {
  const { simulation, workload, span } = view;
  return {
    workload: workload.name,
    note: workload.note,
    workloads: view.workloads.map(({ name }) => name),
    plan: view.isKeepAll ? null : view.policy.name,
    asOf: view.asOf,
    books: view.inputs.books,
    termBooks: view.termBooks,
    fromMs: span === null ? null : span.firstDay * MS_PER_DAY,
    toMs: span === null ? null : span.lastDay * MS_PER_DAY,
    days: span?.days ?? 0,
    requests: simulation.requests,
    pricedPct: simulation.pricedPct,
    pricedTokensPct: simulation.pricedTokensPct,
    hash: view.inputs.hash,
    query: scenarioQuery({ ...params, w: workload.name }),
  };
}

export function basisOf(view: ScenarioView, params: ScenarioParams): MonthBasis {
  if (!view.scale.known) return view.scale;
  return { known: true, from: view.scale.from, requestsPerDay: params.rpd };
}

/** Throws 'bad-input' for a number of requests a day that none can be. */
export function checkRequestsPerDay({ rpd }: ScenarioParams): void {
  if (rpd !== null && !(rpd > 0)) throw new WaybillError('bad-input', `requests a day must be above 0: ${rpd}`);
}
