import { saveBlastRadius, saveSampleGate, saveTaskBenchmark } from '@/db/queries/evidence';
import { WaybillError } from '@/lib/domain/errors';
import { DEFAULT_BOOKS, openStack } from './books';
import { getDatabase } from './database';
import { requireWorkload } from './simulate-workload';
import { workloadEvidence } from './workload-evidence';

const MAX_TASK_CHARS = 200;
const MAX_WEIGHT = 1000;
const MAX_GATE = 100_000;

function checkTask(task: string): string {
  if (task.length > MAX_TASK_CHARS)
    throw new WaybillError('bad-input', `a task has at most ${MAX_TASK_CHARS} characters`);
  return task;
}

/**
 * Chooses what judges a task: a benchmark's id, '' for none, null for the default. Throws 'not-found' for a workload
 * or benchmark there is not.
 */
export async function saveTaskJudge(request: {
  readonly workload: string;
  readonly task: string;
  readonly benchmark: string | null;
  readonly books?: readonly string[];
}): Promise<void> {
  const database = await getDatabase();
  const { id } = await requireWorkload(database, request.workload);
  const task = checkTask(request.task);
  const { benchmark } = request;
  if (benchmark !== null && benchmark !== '') {
    const { choices } = workloadEvidence(database, id, await openStack(request.books ?? DEFAULT_BOOKS));
    if (!choices.some((choice) => choice.id === benchmark))
      throw new WaybillError('not-found', `no benchmark is called "${benchmark}"`);
  }
  saveTaskBenchmark(database, id, task, benchmark);
}

/** How much an error in a task weighs (blast radius); null: 1. Throws 'not-found' and 'bad-input'. */
export async function saveTaskWeight(request: {
  readonly workload: string;
  readonly task: string;
  readonly weight: number | null;
}): Promise<void> {
  const database = await getDatabase();
  const { id } = await requireWorkload(database, request.workload);
  const { weight } = request;
  if (weight !== null && !(weight > 0 && weight <= MAX_WEIGHT))
    throw new WaybillError('bad-input', `a weight is a number above 0, at most ${MAX_WEIGHT}: ${weight}`);
  saveBlastRadius(database, id, checkTask(request.task), weight === 1 ? null : weight);
}

/** The fewest items that count; null: the usual gate. Throws 'not-found' and 'bad-input'. */
export async function saveGate(request: { readonly workload: string; readonly gate: number | null }): Promise<void> {
  const database = await getDatabase();
  const { id } = await requireWorkload(database, request.workload);
  const { gate } = request;
  if (gate !== null && !(Number.isInteger(gate) && gate >= 1 && gate <= MAX_GATE))
    throw new WaybillError('bad-input', `the sample gate is a whole number from 1 to ${MAX_GATE}: ${gate}`);
  saveSampleGate(database, id, gate);
}
