import type { Database } from '@/db/client';
import { loadLabels } from '@/db/labels';
import type { CellTable } from '@/lib/domain/cube';
import { UNIT_MASK_USAGE_MISSING } from '@/lib/domain/cube';
import type { OfferId } from '@/lib/domain/ids';
import { BILLING_STATUSES } from '@/lib/domain/usage';
import { getOrCreate } from '@/lib/engine/get-or-create';
import { addPair, emptySums, type RatioSums, type TaskOutput } from '@/lib/engine/measure-factors';
import type { PromptTable } from '@/lib/usage/prompt-table';
import { eachPrompt, stateOfLog } from './prompt-groups';

/** Of one pair of models: sums of both sides, over all tasks (null) and for each. */
export type PairSums = ReadonlyMap<string | null, { readonly input: RatioSums; readonly output: RatioSums }>;

/** `makerOf`: a logged name → the maker's own offer, or null. */
type ToMaker = (name: string) => OfferId | null;

export const pairKey = (from: string, to: string) => `${from}\n${to}`;

const MAX_REMEMBERED = 8;
const remembered = new Map<string, Promise<ReadonlyMap<string, PairSums>>>();

type Means = { calls: number; input: number; output: number };

/** The mean tokens of one prompt on each model, task by task; null where a single model answered it. */
function meansByTask(table: PromptTable, rows: readonly number[], makers: readonly (OfferId | null)[]) {
  const { task, model, inputTokens, outputTokens } = table.columns();
  const first = model[rows[0] as number];
  if (rows.every((row) => model[row] === first)) return null;
  const byTask = new Map<number, Map<OfferId, Means>>();
  for (const row of rows) {
    const maker = makers[model[row] as number] ?? null;
    if (maker === null) continue;
    const ofTask = getOrCreate(byTask, task[row] as number, () => new Map<OfferId, Means>());
    const means = getOrCreate(ofTask, maker, () => ({ calls: 0, input: 0, output: 0 }));
    means.calls++;
    means.input += inputTokens[row] as number;
    means.output += outputTokens[row] as number;
  }
  return byTask;
}

async function measure(
  database: Database,
  workloadId: number,
  makers: readonly (OfferId | null)[],
): Promise<ReadonlyMap<string, PairSums>> {
  const tasks = loadLabels(database, workloadId).task;
  const pairs = new Map<string, Map<string | null, { input: RatioSums; output: RatioSums }>>();
  const add = (key: string, task: string | null, x: Means, y: Means) => {
    const ofPair = getOrCreate(pairs, key, () => new Map());
    const sums = getOrCreate(ofPair, task, () => ({ input: emptySums(), output: emptySums() }));
    addPair(sums.input, x.input / x.calls, y.input / y.calls);
    addPair(sums.output, x.output / x.calls, y.output / y.calls);
  };
  await eachPrompt(database, workloadId, (table, rows) => {
    for (const [task, means] of meansByTask(table, rows, makers) ?? [])
      for (const [from, x] of means)
        for (const [to, y] of means) {
          if (from >= to) continue;
          add(pairKey(from, to), null, x, y);
          add(pairKey(from, to), tasks[task] ?? '', x, y);
        }
  });
  return pairs;
}

/**
 * The prompts that went to two models, from their hashes: by `pairKey` with the models in order, each prompt and task
 * as the mean of its calls. Measured once for each state of a log and of the names.
 */
export function measureLogPairs(
  database: Database,
  workloadId: number,
  makerOf: ToMaker,
): Promise<ReadonlyMap<string, PairSums>> {
  const makers = loadLabels(database, workloadId).model.map(makerOf);
  const key = JSON.stringify([stateOfLog(database, workloadId), makers]);
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const pairs = measure(database, workloadId, makers);
  if (remembered.size >= MAX_REMEMBERED) remembered.delete(remembered.keys().next().value as string);
  remembered.set(key, pairs);
  pairs.catch(() => remembered.delete(key));
  return pairs;
}

/** Calls and output tokens of each model, task by task; a call that failed, or whose tokens are unknown, is none. */
export function outputsByTask(
  { length, dimensions, measures, labels }: CellTable,
  makerOf: ToMaker,
): ReadonlyMap<OfferId, ReadonlyMap<string, TaskOutput>> {
  const ok = BILLING_STATUSES.indexOf('ok');
  const makers = labels.model.map(makerOf);
  const outputs = new Map<OfferId, Map<string, { requests: number; outputTokens: number }>>();
  for (let cell = 0; cell < length; cell++) {
    const maker = makers[dimensions.model[cell] as number] ?? null;
    const isMissing = ((dimensions.unitMask[cell] as number) & UNIT_MASK_USAGE_MISSING) !== 0;
    if (maker === null || isMissing || dimensions.status[cell] !== ok) continue;
    const task = labels.task[dimensions.task[cell] as number] ?? '';
    const ofModel = getOrCreate(outputs, maker, () => new Map());
    const sums = getOrCreate(ofModel, task, () => ({ requests: 0, outputTokens: 0 }));
    sums.requests += measures.requests[cell] as number;
    sums.outputTokens += measures.outputTokens[cell] as number;
  }
  return outputs;
}
