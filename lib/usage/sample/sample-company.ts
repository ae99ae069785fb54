import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UsageRecord } from '@/lib/domain/usage';
import { emptyRecord } from '../normalise';
import { createMulberry32 } from './mulberry32';
import { SAMPLE_MODELS, SAMPLE_TASKS, type SampleTask } from './sample-tasks';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const FIRST_DAY_MS = Date.UTC(2026, 8, 1);
const DAYS = 30;

/** What the app calls the made-up company, and what it must always say of it. */
export const SAMPLE_COMPANY = {
  name: 'Sample company',
  note: 'made-up mix',
  seed: 1,
  fromMs: FIRST_DAY_MS,
  days: DAYS,
  fileName: 'sample-company.csv',
} as const;

/** The real log that the app offers beside it. */
export const AIDER_LOG = {
  name: 'Aider log',
  note: 'real log, Aider-AI, Apache-2.0',
  fileName: 'aider-messages.jsonl.gz',
} as const;

/** Answers longer than 99 in 100 are drawn as that one, so that scaling never passes a model's output limit. */
const LONGEST_ANSWER = 249;

type Sizes = { readonly context: Uint16Array; readonly generated: Uint16Array };
let sizes: Sizes | null = null;

function readSizes(): Sizes {
  if (sizes !== null) return sizes;
  const folder = join(process.env.WAYBILL_ROOT ?? process.cwd(), 'lib', 'usage', 'sample');
  const lines = readFileSync(join(folder, 'azure-code-2023-sizes.csv'), 'utf8').trim().split('\n').slice(1);
  const pairs = lines.map((line) => line.split(',').map(Number) as [number, number]);
  sizes = {
    context: Uint16Array.from(pairs, ([context]) => context),
    generated: Uint16Array.from(pairs, ([, generated]) => Math.min(generated, LONGEST_ANSWER)),
  };
  return sizes;
}

/** Shares out `total` in proportion to weights given one by one: whole parts that sum to it exactly. */
function createSharer(total: number, weightSum: number): (weight: number) => number {
  let weightSoFar = 0;
  let given = 0;
  return (weight) => {
    weightSoFar += weight;
    const due = Math.round((total * weightSoFar) / weightSum);
    const part = due - given;
    given = due;
    return part;
  };
}

function isWeekend(day: number): boolean {
  const weekday = new Date(FIRST_DAY_MS + day * DAY_MS).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** Draws an index with the chance of its weight. */
function createPicker(weights: readonly number[], random: () => number): () => number {
  let sum = 0;
  const bounds = weights.map((weight) => {
    sum += weight;
    return sum;
  });
  return () => {
    const drawn = random() * sum;
    return bounds.findIndex((bound) => drawn < bound);
  };
}

/** The task's calls of one day after another; what is drawn for the whole month is the pick of trace rows. */
function createTaskDays(task: SampleTask, random: () => number): (day: number) => UsageRecord[] {
  const { context, generated } = readSizes();
  const model = SAMPLE_MODELS[task.model];
  const weights = Array.from({ length: DAYS }, (_, day) => (isWeekend(day) ? task.rhythm.weekend : 1));
  const shareRequests = createSharer(
    task.requests,
    weights.reduce((sum, weight) => sum + weight, 0),
  );
  const counts = weights.map(shareRequests);
  const picks = Uint16Array.from({ length: task.requests }, () => Math.floor(random() * context.length));
  const pickHour = createPicker(task.rhythm.hours, random);
  const pickLanguage = createPicker(
    task.languages.map(([, share]) => share),
    random,
  );

  const sumOf = (column: Uint16Array, from: number, to: number) => {
    let sum = 0;
    for (let i = from; i < to; i++) sum += column[picks[i] as number] as number;
    return sum;
  };
  /** A fresh sharer for what `requests` calls from `start` on have above the floor, of `share` of the month. */
  const sharers = (start: number, requests: number, share: number) => ({
    input: createSharer(task.inputTokens * share - task.inputFloor * requests, sumOf(context, start, start + requests)),
    output: createSharer(
      task.outputTokens * share - task.outputFloor * requests,
      sumOf(generated, start, start + requests),
    ),
  });
  const monthly = sharers(0, task.requests, 1);

  let next = 0;
  return (day) => {
    const count = counts[day] as number;
    const share = task.isDailyExact ? sharers(next, count, 1 / DAYS) : monthly;
    const records: UsageRecord[] = [];
    for (const end = next + count; next < end; next++) {
      const pick = picks[next] as number;
      const record = emptyRecord();
      record.timeMs = FIRST_DAY_MS + day * DAY_MS + pickHour() * HOUR_MS + Math.floor(random() * HOUR_MS);
      record.model = task.model;
      record.task = task.task;
      record.team = task.team;
      record.needs = task.needs;
      record.language = task.languages.length === 0 ? '' : (task.languages[pickLanguage()]?.[0] ?? '');
      record.inputTokens = task.inputFloor + share.input(context[pick] as number);
      record.outputTokens = task.outputFloor + share.output(generated[pick] as number);
      record.loggedCostNanoUsd = record.inputTokens * model.inputNanoUsd + record.outputTokens * model.outputNanoUsd;
      records.push(record);
    }
    return records;
  };
}

/**
 * The month of the sample company (430,910 calls, 2026-09-01 to 2026-09-30 UTC) in order of time: totals of every
 * task as `SAMPLE_TASKS` states them, to the token; no cached tokens; the recorded cost is the list price. The same
 * seed gives the same records.
 */
export function* sampleCompanyRecords(seed: number = SAMPLE_COMPANY.seed): Generator<UsageRecord> {
  const tasks = SAMPLE_TASKS.map((task, i) => createTaskDays(task, createMulberry32(seed * 1000 + i)));
  for (let day = 0; day < DAYS; day++) yield* tasks.flatMap((ofDay) => ofDay(day)).sort((a, b) => a.timeMs - b.timeMs);
}

/** The columns of `writeSampleCsv`, as the importer's own synonyms know them. */
export const SAMPLE_CSV_HEADER = 'time,model,task,team,language,needs,input_tokens,output_tokens,cost_usd';

/** Rows in one piece of text. */
const ROWS_A_CHUNK = 2000;

/** The records as CSV text in pieces of about 160 KB; none of the labels needs quotes. Costs are in USD, exact. */
export function* writeSampleCsv(seed: number = SAMPLE_COMPANY.seed): Generator<string> {
  let lines = [SAMPLE_CSV_HEADER];
  for (const record of sampleCompanyRecords(seed)) {
    const { model, task, team, language, needs, inputTokens, outputTokens } = record;
    const time = new Date(record.timeMs).toISOString();
    lines.push(
      `${time},${model},${task},${team},${language},${needs},${inputTokens},${outputTokens},${toUsd(record.loggedCostNanoUsd ?? 0)}`,
    );
    if (lines.length >= ROWS_A_CHUNK) {
      yield `${lines.join('\n')}\n`;
      lines = [];
    }
  }
  if (lines.length > 0) yield `${lines.join('\n')}\n`;
}

function toUsd(nanoUsd: number): string {
  const whole = Math.floor(nanoUsd / 1e9);
  return `${whole}.${String(nanoUsd - whole * 1e9).padStart(9, '0')}`.replace(/\.?0+$/, '');
}
