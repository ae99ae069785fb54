import { findWorkload, listWorkloads } from '@/db/queries/workloads';
import type { QualityReport } from '@/lib/domain/data-quality';
import { WaybillError } from '@/lib/domain/errors';
import { judgeQuality } from '@/lib/engine/data-quality';
import { keepAll } from '@/lib/engine/templates';
import type { ScenarioParams } from '@/lib/schema/scenario-params';
import { DEFAULT_BOOKS, openStack } from './books';
import { getDatabase } from './database';
import { cellsForPolicies, requireWorkload } from './simulate-workload';
import { scanQuality } from './view-quality-scan';
import { parseAsOf } from './view-scenario';

const MAX_REMEMBERED = 16;
const remembered = new Map<string, Promise<QualityReport>>();

async function loadQuality(name: string, params: ScenarioParams): Promise<QualityReport> {
  const database = await getDatabase();
  const stack = await openStack(params.books ?? DEFAULT_BOOKS);
  const asOf = parseAsOf(params.asOf, Date.now());
  cellsForPolicies(database, await requireWorkload(database, name), [keepAll()], stack);
  const workload = await requireWorkload(database, name);
  const key = JSON.stringify([database.sqlite.name, workload.id, workload.revision, stack.refs, asOf]);
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const report = scanQuality(database, workload, stack, asOf).then(judgeQuality);
  if (remembered.size >= MAX_REMEMBERED) remembered.delete(remembered.keys().next().value as string);
  remembered.set(key, report);
  try {
    return await report;
  } catch (cause) {
    remembered.delete(key);
    // A file deleted meanwhile takes its segments along: what is there now is read instead.
    if (findWorkload(database, name)?.revision === workload.revision) throw cause;
    return loadQuality(name, params);
  }
}

/** How good the chosen workload's log is, or the newest one's; null where there is none to judge. Remembered by revision. */
export async function viewQuality(params: ScenarioParams): Promise<QualityReport | null> {
  const name = params.w ?? listWorkloads(await getDatabase()).at(-1)?.name;
  if (name === undefined) return null;
  try {
    return await loadQuality(name, params);
  } catch (cause) {
    if (cause instanceof WaybillError) return null;
    throw cause;
  }
}
