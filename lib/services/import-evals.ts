import { replaceEvals } from '@/db/queries/evals';
import { GSM8K, readGsm8k } from '@/lib/catalog/sources/gsm8k';
import { WaybillError } from '@/lib/domain/errors';
import type { EvalItem } from '@/lib/domain/evidence';
import type { EvalOutcome } from '@/lib/domain/evidence-view';
import { type EvalFile, readEvalFile } from '@/lib/schema/eval-file';
import { checkIsText, createFileSource } from '@/lib/usage/file-source';
import { DEFAULT_BOOKS, openStack } from './books';
import { getDatabase } from './database';
import { toMaker } from './own-evals';

export type EvalsImport = {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly name: string;
  /** YYYY-MM-DD. */
  readonly measuredOn?: string | null | undefined;
  readonly books?: readonly string[];
};

/** The name of the eval that ships with Waybill. */
export const SAMPLE_EVALS = GSM8K.name;

const MAX_REJECTS = 100;
const MAX_NAME_CHARS = 100;

function checkName(text: string): string {
  const name = text.trim();
  if (name === '') throw new WaybillError('bad-input', 'give the eval a name');
  if (name.length > MAX_NAME_CHARS)
    throw new WaybillError('bad-input', `the name of an eval has at most ${MAX_NAME_CHARS} characters`);
  // A slash stands between an eval and its task.
  if (/[/\p{Cc}]/u.test(name))
    throw new WaybillError('bad-input', `the name of an eval has no slash and no line end: "${name}"`);
  return name;
}

function checkDay(text: string | null | undefined): string | null {
  if (text === null || text === undefined || text.trim() === '') return null;
  const day = text.trim();
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(day) : Number.NaN;
  // Date.parse takes 30 February for 1 March.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day)
    throw new WaybillError('bad-input', `the day it was measured is not such as 2026-01-31: "${day}"`);
  return day;
}

/** The bytes of an eval file, unpacked where it is gzip or zip. An archive holds one file. */
async function readChunks(bytes: Uint8Array): Promise<Uint8Array[]> {
  async function* source() {
    yield bytes;
  }
  const chunks: Uint8Array[] = [];
  let files = 0;
  for await (const file of createFileSource(source()).files()) {
    if (++files > 1) throw new WaybillError('bad-input', 'the archive holds several files: import one at a time');
    for await (const chunk of file.chunks) chunks.push(new Uint8Array(chunk));
  }
  return chunks;
}

function read(chunks: readonly Uint8Array[], fileName: string): EvalFile {
  try {
    if (chunks[0] !== undefined) checkIsText(chunks[0], chunks.length === 1);
    return readEvalFile(chunks);
  } catch (cause) {
    if (!(cause instanceof WaybillError)) throw cause;
    throw new WaybillError(cause.code, `${fileName}: ${cause.message}`, { cause });
  }
}

/**
 * Stores an eval: what each model's answer to each item was worth. The eval of that name is replaced. Throws
 * 'bad-input' where the file cannot be read as one.
 */
export async function importEvals(request: EvalsImport): Promise<EvalOutcome> {
  const set = { name: checkName(request.name), measuredOn: checkDay(request.measuredOn) };
  const file = read(await readChunks(request.bytes), request.fileName);
  await store({ ...set, fileName: request.fileName }, file.items);
  return {
    name: set.name,
    items: countItems(file.items),
    rows: file.rows,
    isScaledFrom100: file.isScaledFrom100,
    ignoredColumns: file.ignoredColumns,
    rejects: file.rejects.slice(0, MAX_REJECTS),
    ...(await describeItems(file.items, request.books)),
  };
}

/** Stores the eval that ships with Waybill: RouteLLM's outcomes of GSM8K. */
export async function loadSampleEvals(): Promise<EvalOutcome> {
  const items = readGsm8k();
  await store({ name: GSM8K.name, fileName: GSM8K.fileName, measuredOn: null }, items);
  return {
    name: GSM8K.name,
    items: countItems(items),
    rows: { read: items.length, accepted: items.length, rejected: 0, repeats: 0 },
    isScaledFrom100: false,
    ignoredColumns: [],
    rejects: [],
    ...(await describeItems(items)),
  };
}

async function store(
  set: { readonly name: string; readonly fileName: string; readonly measuredOn: string | null },
  items: readonly EvalItem[],
): Promise<void> {
  replaceEvals(await getDatabase(), { ...set, createdAtMs: Date.now() }, items);
}

/** Task × item. */
function countItems(items: readonly EvalItem[]): number {
  return new Set(items.map(({ task, item }) => JSON.stringify([task, item]))).size;
}

/** The models and tasks of an eval, in order; the offer of each model where a book knows it. */
async function describeItems(
  items: readonly EvalItem[],
  books: readonly string[] = DEFAULT_BOOKS,
): Promise<Pick<EvalOutcome, 'models' | 'tasks'>> {
  const stack = await openStack(books);
  return {
    models: [...new Set(items.map(({ model }) => model))].map((model) => ({ model, offerId: toMaker(model, stack) })),
    tasks: [...new Set(items.map(({ task }) => task))].filter((task) => task !== ''),
  };
}
