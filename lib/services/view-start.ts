import { loadBlastRadius } from '@/db/queries/evidence';
import { accessValues } from '@/lib/catalog/access';
import { ASKED_ACCESS, type StartView, type VendorToday } from '@/lib/domain/decision';
import { parseOfferId, providerOf } from '@/lib/domain/ids';
import type { Problem, ScenarioHead } from '@/lib/domain/scenario-view';
import { volumeClassOf } from '@/lib/engine/decision';
import { groupBy } from '@/lib/engine/group-by';
import { describeTraffic } from '@/lib/engine/traffic';
import type { ScenarioParams } from '@/lib/schema/scenario-params';
import { type OpenStack, openStack } from './books';
import { getDatabase } from './database';
import { decisionTasks } from './decision-tasks';
import { orProblem } from './or-problem';
import { checkRequestsPerDay, headOf } from './scenario-head';
import { loadCutCells, requireWorkload } from './simulate-workload';
import { nameVendors } from './studio-names';
import { type ScenarioView, viewScenario } from './view-scenario';
import { workloadEvidence } from './workload-evidence';

export type Start = StartView & { readonly head: ScenarioHead; readonly why: string | null };

/** Today's bill by seller, the largest first, with what it takes to buy there. */
function vendorsToday({ simulation }: ScenarioView, { books, stack }: OpenStack): VendorToday[] {
  const nameOf = nameVendors(books);
  const paid = simulation.byModel.filter(({ repricedUsd, model }) => repricedUsd > 0 && model.includes('/'));
  const total = paid.reduce((sum, { repricedUsd }) => sum + repricedUsd, 0);
  return [...groupBy(paid, ({ model }) => providerOf(parseOfferId(model)))]
    .map(([vendor, rows]): VendorToday => {
      const facts = rows.map(({ model }) => stack.factsOf(parseOfferId(model)));
      const open = facts.map(({ openWeights }) => openWeights);
      return {
        vendor,
        name: nameOf(vendor),
        usdPct: (100 * rows.reduce((sum, { repricedUsd }) => sum + repricedUsd, 0)) / total,
        access: facts.find(({ access }) => access !== undefined)?.access ?? null,
        openWeights: open.includes(false) ? false : open.includes(undefined) ? null : true,
      };
    })
    .sort((a, b) => b.usdPct - a.usdPct);
}

/** What the guided start asks about a workload, and what its log already answers. Null when there is none yet. */
export function viewStart(params: ScenarioParams): Promise<Start | Problem | null> {
  return orProblem(async () => {
    checkRequestsPerDay(params);
    const view = await viewScenario({ ...params, p: null, policy: null });
    if (view === null) return null;
    const database = await getDatabase();
    const workload = await requireWorkload(database, view.workload.name);
    const opened = await openStack(view.books);
    const traffic = describeTraffic(loadCutCells(database, workload, workload.cuts), opened.resolve);
    const evidence = workloadEvidence(database, workload.id, opened);
    const tasks = decisionTasks(traffic, view, evidence, loadBlastRadius(database, workload.id));
    const tokensPerDay = view.scale.known ? tasks.reduce((sum, task) => sum + (task.tokensPerDay ?? 0), 0) : null;
    const origins = opened.books.flatMap(({ offers }) => offers.flatMap(({ facts }) => facts.origin ?? []));
    return {
      head: headOf(view, { ...params, p: null, policy: null }),
      why: view.scale.known ? null : view.scale.why,
      tasks,
      tokensPerDay,
      volume: tokensPerDay === null ? null : volumeClassOf(tokensPerDay),
      vendors: vendorsToday(view, opened),
      accessChoices: Object.fromEntries(
        ASKED_ACCESS.map((fact) => [fact, accessValues(fact)]),
      ) as unknown as StartView['accessChoices'],
      origins: [...new Set(origins)].sort(),
    };
  });
}
