import type { Database } from '@/db/client';
import { loadLabels } from '@/db/labels';
import type { Repeats } from '@/lib/domain/repeats';
import { getOrCreate } from '@/lib/engine/get-or-create';
import { countRepeats } from '@/lib/engine/measure-repeats';
import type { PromptTable } from '@/lib/usage/prompt-table';
import { getDatabase } from './database';
import { eachPrompt, stateOfLog } from './prompt-groups';
import { requireWorkload } from './simulate-workload';

const MAX_REMEMBERED = 32;
const remembered = new Map<string, Promise<Repeats | null>>();

type Counts = { requests: number; repeats: number };

/** Adds one prompt's calls, task by task, each model with a cache of its own. */
function addPrompt(byTask: Map<number, Counts>, table: PromptTable, rows: readonly number[], ttlMs: number | null) {
  const { task, model, timeMs } = table.columns();
  const groups = new Map<string, { task: number; times: number[] }>();
  for (const row of rows) {
    const key = `${task[row]} ${model[row]}`;
    getOrCreate(groups, key, () => ({ task: task[row] as number, times: [] })).times.push(timeMs[row] as number);
  }
  for (const group of groups.values()) {
    const counts = getOrCreate(byTask, group.task, () => ({ requests: 0, repeats: 0 }));
    counts.requests += group.times.length;
    counts.repeats += countRepeats(Float64Array.from(group.times).sort(), ttlMs);
  }
}

async function measure(database: Database, workloadId: number, ttlSeconds: number | null): Promise<Repeats | null> {
  const ttlMs = ttlSeconds === null ? null : ttlSeconds * 1000;
  const byTask = new Map<number, Counts>();
  const { requests, hasHashes } = await eachPrompt(database, workloadId, (table, rows) =>
    addPrompt(byTask, table, rows, ttlMs),
  );
  if (!hasHashes) return null;
  const { task: names } = loadLabels(database, workloadId);
  const rows = [...byTask].map(([task, counts]) => ({ task: names[task] ?? '', ...counts }));
  return { ttlSeconds, requests, byTask: rows.sort((a, b) => b.requests - a.requests) };
}

/**
 * How often a log asks the same again, within `ttlSeconds` (null: ever); null where it has no prompt hashes. Measured
 * once for each state of the log. Throws 'not-found' for an unknown log.
 */
export async function measureRepeats(name: string, ttlSeconds: number | null): Promise<Repeats | null> {
  const database = await getDatabase();
  const { id } = await requireWorkload(database, name);
  const key = `${ttlSeconds} ${stateOfLog(database, id)}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const repeats = measure(database, id, ttlSeconds);
  if (remembered.size >= MAX_REMEMBERED) remembered.delete(remembered.keys().next().value as string);
  remembered.set(key, repeats);
  repeats.catch(() => remembered.delete(key));
  return repeats;
}
