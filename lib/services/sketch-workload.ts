import { deleteUpload } from '@/db/delete-upload';
import { readSetting, writeSetting } from '@/db/queries/settings';
import { listUploads } from '@/db/queries/uploads';
import { findWorkload, setWorkloadNote } from '@/db/queries/workloads';
import { WaybillError } from '@/lib/domain/errors';
import type { BillSketch, Sketch, SketchRow } from '@/lib/domain/sketch';
import type { ImportReport } from '@/lib/domain/upload';
import { DAYS_PER_MONTH } from '@/lib/engine/period';
import type { SketchRequest } from '@/lib/schema/sketch';
import { importStream } from '@/lib/usage/import-stream';
import { MAX_SKETCH_REQUESTS_PER_DAY, writeSketchCsv } from '@/lib/usage/sketch';
import { DEFAULT_BOOKS, openStack } from './books';
import { getDatabase } from './database';
import { priceWith } from './price-call';
import { requireWorkload } from './simulate-workload';

const NOTE = 'sketched by hand';
const LINES_A_CHUNK = 5000;
const FILE_NAME = 'sketch.csv';
/** By id, which no other workload ever gets. */
const keyOf = (workloadId: number) => `sketch:${workloadId}`;

async function* chunks(lines: Generator<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let held: string[] = [];
  for (const line of lines) {
    held.push(line);
    if (held.length < LINES_A_CHUNK) continue;
    yield encoder.encode(held.join(''));
    held = [];
  }
  yield encoder.encode(held.join(''));
}

/** The sketch a workload was made from, to be changed; null where it is a log. */
export async function readSketch(workload: string): Promise<Sketch | null> {
  const database = await getDatabase();
  return readSetting<Sketch>(database, keyOf((await requireWorkload(database, workload)).id));
}

/**
 * Makes a workload from a sketch, or makes a sketched one anew. Throws 'conflict' where a workload of this name holds
 * a log, 'too-large' for more requests a day than can be written out.
 */
export async function sketchWorkload({ workload, rows }: SketchRequest): Promise<ImportReport> {
  const database = await getDatabase();
  const perDay = rows.reduce((sum, row) => sum + row.requestsPerDay, 0);
  if (perDay > MAX_SKETCH_REQUESTS_PER_DAY)
    throw new WaybillError(
      'too-large',
      `a sketch has at most ${MAX_SKETCH_REQUESTS_PER_DAY.toLocaleString('en-US')} requests a day: sketch a tenth, and type the requests a day in the Studio`,
    );
  const present = findWorkload(database, workload);
  if (present !== null && readSetting(database, keyOf(present.id)) === null)
    throw new WaybillError('conflict', `“${workload}” is a workload from a log: choose another name`);
  const before =
    present === null ? [] : listUploads(database, present.id).filter(({ fileName }) => fileName === FILE_NAME);
  const { workloadId, report } = await importStream({
    database,
    workloadName: workload,
    fileName: FILE_NAME,
    bytesTotal: null,
    format: 'csv',
    source: chunks(writeSketchCsv({ rows }, Date.now())),
  });
  // The workload stays, and with it the scenarios that were saved of it.
  for (const { id } of before) deleteUpload(database, id);
  if (present === null) setWorkloadNote(database, workloadId, NOTE);
  writeSetting(database, keyOf(workloadId), { rows } satisfies Sketch);
  return report;
}

const MILLION = 1_000_000;

/**
 * The row that costs so much a month by today's prices: output tokens = USD ÷ (ratio × input price + output price).
 * Throws 'bad-input' where the model has no price.
 */
export async function sketchFromBill(bill: BillSketch, books: readonly string[] = DEFAULT_BOOKS): Promise<SketchRow> {
  const stack = await openStack(books);
  const costOf = (inputTokens: number, outputTokens: number) => {
    const none = { cacheReadTokens: 0, cacheWriteTokens: 0, cacheWrite1hTokens: 0, tier: 'standard' as const };
    return priceWith({ model: bill.model, atMs: Date.now(), inputTokens, outputTokens, ...none }, stack);
  };
  const input = costOf(MILLION, 0);
  const output = costOf(0, MILLION);
  const unpriced = input.unpriced ?? output.unpriced;
  if (input.usd === null || output.usd === null)
    throw new WaybillError('bad-input', `${bill.model} cannot be priced: ${unpriced}`);
  const usdPerOutputToken = (bill.inputPerOutput * input.usd + output.usd) / MILLION;
  if (usdPerOutputToken === 0) throw new WaybillError('bad-input', `${bill.model} costs nothing by today's prices`);
  const outputTokensPerDay = bill.usdPerMonth / DAYS_PER_MONTH / usdPerOutputToken;
  return {
    task: 'all',
    team: '',
    model: bill.model,
    language: '',
    needs: '',
    requestsPerDay: outputTokensPerDay / bill.outputTokensPerRequest,
    inputTokens: bill.outputTokensPerRequest * bill.inputPerOutput,
    outputTokens: bill.outputTokensPerRequest,
    spread: 1,
    cachedShare: 0,
  };
}
