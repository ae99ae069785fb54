import { setImmediate } from 'node:timers/promises';
import type { Database } from '@/db/client';
import { uploadHashes } from '@/db/queries/workloads';
import { loadLabelRules, loadRelabel } from '@/db/relabel';
import { countActiveRows, readSegment, segmentIds } from '@/db/segments';
import { WaybillError } from '@/lib/domain/errors';
import { BILLING_STATUSES } from '@/lib/domain/usage';
import { createPromptTable, type PromptTable } from '@/lib/usage/prompt-table';
import { type BatchColumn, createRequestBatch, SEGMENT_ROWS } from '@/lib/usage/request-batch';

/** Rows held at once; a longer log is read as often as it takes, each time another share of its prompts. */
const ROWS_A_PASS = 2_000_000;
const GROUPS_A_TURN = 20_000;
const COLUMNS: readonly BatchColumn[] = [
  ...(['timeMs', 'promptLo', 'promptHi', 'model', 'task', 'status', 'aggregate', 'usageMissing'] as const),
  ...(['inputTokens', 'outputTokens'] as const),
];

/** What a measure of a log depends on. Its cells may be cut anew meanwhile; its calls and their labels stay. */
export function stateOfLog(database: Database, workloadId: number): string {
  const state = [database.sqlite.name, workloadId, uploadHashes(database, workloadId)];
  return JSON.stringify([...state, loadLabelRules(database, workloadId)]);
}

/** Calls that a model answered, and whether any of them carries a prompt hash. */
export type PromptScan = { readonly requests: number; readonly hasHashes: boolean };

/**
 * Gives every prompt of a log to `visit`, as the rows of its calls that a model answered; a call that failed, that a
 * cache answered or that sums many is none. Seconds of work for millions of requests: other requests take their turn
 * in between. Throws 'conflict' where the log changes meanwhile.
 */
export async function eachPrompt(
  database: Database,
  workloadId: number,
  visit: (table: PromptTable, rows: readonly number[]) => void,
): Promise<PromptScan> {
  const state = stateOfLog(database, workloadId);
  const relabel = loadRelabel(database, workloadId);
  const ids = segmentIds(database, { workloadId }, 'active');
  const passes = Math.max(1, Math.ceil(countActiveRows(database, workloadId) / ROWS_A_PASS));
  const ok = BILLING_STATUSES.indexOf('ok');
  const batch = createRequestBatch(SEGMENT_ROWS);
  let requests = 0;
  let hasHashes = false;
  for (let pass = 0; pass < passes && (pass === 0 || hasHashes); pass++) {
    const table = createPromptTable();
    for (const id of ids) {
      if (stateOfLog(database, workloadId) !== state)
        throw new WaybillError('conflict', 'the log changed while it was measured: ask again');
      readSegment(database, id, batch, relabel === null ? COLUMNS : undefined);
      const { task } = relabel === null ? batch : relabel(batch);
      for (let row = 0; row < batch.length; row++) {
        if (batch.status[row] !== ok || batch.aggregate[row] === 1 || batch.usageMissing[row] === 1) continue;
        if (pass === 0) requests++;
        const lo = batch.promptLo[row] as number;
        const hi = batch.promptHi[row] as number;
        if (lo === 0 && hi === 0) continue;
        hasHashes = true;
        if ((hi >>> 0) % passes === pass) table.add(batch, row, task[row] as number);
      }
      await setImmediate();
    }
    let turn = 0;
    for (const rows of table.prompts()) {
      visit(table, rows);
      if (++turn % GROUPS_A_TURN === 0) await setImmediate();
    }
  }
  return { requests, hasHashes };
}
