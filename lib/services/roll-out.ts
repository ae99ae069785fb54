import { loadBlastRadius } from '@/db/queries/evidence';
import type { ExportRollOut } from '@/lib/domain/export-view';
import type { Policy } from '@/lib/domain/policy';
import { monthScale } from '@/lib/engine/monthly';
import { spanOf } from '@/lib/engine/period';
import { modelsOfPolicy } from '@/lib/engine/plan-cuts';
import { planRollOut } from '@/lib/engine/roll-out';
import { PASS_MARGIN } from '@/lib/engine/roll-out-stages';
import type { ScenarioParams } from '@/lib/schema/scenario-params';
import { DEFAULT_BOOKS, openStack } from './books';
import { getDatabase } from './database';
import { cellsForPolicies, evidenceFor, replayCube, requireWorkload } from './simulate-workload';
import { nameModels } from './studio-names';
import { parseAsOf } from './view-scenario';

/**
 * In which order to make the changes of a plan, by savings for each unit of risk; null where it changes no call that
 * has a price on both sides. Throws WaybillError for an unknown workload or book.
 */
export async function rollOutOf(
  workloadName: string,
  policy: Policy,
  params: Pick<ScenarioParams, 'books' | 'asOf' | 'rpd'>,
): Promise<ExportRollOut | null> {
  const database = await getDatabase();
  const workload = await requireWorkload(database, workloadName);
  const opened = await openStack(params.books?.length ? params.books : DEFAULT_BOOKS);
  const table = cellsForPolicies(database, workload, [policy], opened);
  const scale = monthScale(spanOf(table), params.rpd);
  const { stack, resolve, makerOf } = opened;
  const rollOut = planRollOut(
    replayCube(table),
    {
      policy,
      asOf: parseAsOf(params.asOf, Date.now()),
      stack,
      resolve,
      makerOf,
      evidence: evidenceFor(database, workload.id, opened),
    },
    {
      weights: Object.fromEntries(loadBlastRadius(database, workload.id)),
      margin: PASS_MARGIN,
      dailyFactor: scale.known ? scale.dailyFactor : null,
    },
  );
  if (rollOut.steps.length === 0) return null;
  const inPolicy = modelsOfPolicy(policy).flatMap((name) => [name, resolve(name)?.offerId ?? name]);
  const sources = rollOut.steps.map(({ source }) => source);
  return {
    rollOut,
    names: nameModels([...inPolicy, ...sources], opened.books),
    usdFactor: scale.known ? scale.factor : 1,
    period: scale.known ? 'month' : 'span',
  };
}
