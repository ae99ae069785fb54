import { WaybillError } from '@/lib/domain/errors';
import type { EvalItem } from '@/lib/domain/evidence';
import { createCsvTableReader } from '@/lib/usage/formats/csv-table';
import { createJsonReader } from '@/lib/usage/formats/json-reader';
import { type EvalField, findEvalColumns } from './eval-columns';
import { type EvalLine, EvalLineProblem, readEvalLine } from './eval-line';

export type EvalReject = { readonly line: number; readonly reason: string };

export type EvalFile = {
  /** One for each model and item; repeats are averaged. */
  readonly items: readonly EvalItem[];
  /** `repeats`: further lines of a model on an item it has already. */
  readonly rows: {
    readonly read: number;
    readonly accepted: number;
    readonly rejected: number;
    readonly repeats: number;
  };
  readonly rejects: readonly EvalReject[];
  /** Columns that say nothing here; nothing of them is kept. */
  readonly ignoredColumns: readonly string[];
  /** Scores were written from 0 to 100 and divided. */
  readonly isScaledFrom100: boolean;
};

const REQUIRED = ['item', 'model', 'score'] as const;
/** Scores no higher than this might be marks out of 5 or 10 as well as percents. */
const HIGHEST_MARK = 10;

function requireColumns(found: { readonly [field in EvalField]?: string }, columns: readonly string[]): void {
  const missing = REQUIRED.find((field) => found[field] === undefined);
  if (missing !== undefined)
    throw new WaybillError(
      'bad-input',
      `the eval has no column "${missing}"; it has ${columns.slice(0, 20).join(', ') || 'none'}`,
    );
}

/** Whether scores are percents. Throws where the file does not say which of two scales it means. */
function isOf100(lines: readonly EvalLine[]): boolean {
  const above = lines.filter(({ score }) => score > 1);
  const first = above[0];
  if (first === undefined) return false;
  const between = lines.find(({ score }) => score > 0 && score <= 1);
  if (between !== undefined)
    throw new WaybillError(
      'bad-input',
      `line ${first.line} scores ${first.score} and line ${between.line} scores ${between.score}: write all scores from 0 to 1, or all from 0 to 100`,
    );
  if (above.every(({ score }) => score <= HIGHEST_MARK))
    throw new WaybillError(
      'bad-input',
      `line ${first.line} scores ${first.score} and no line more than ${HIGHEST_MARK}: write scores from 0 to 1`,
    );
  return true;
}

function average(values: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return sum / values.length;
}

const rounded = (value: number | null) => (value === null ? null : Math.round(value));

function toItems(lines: readonly EvalLine[], scale: number): EvalItem[] {
  const groups = new Map<string, EvalLine[]>();
  for (const line of lines) {
    const key = JSON.stringify([line.task, line.item, line.model]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [line]);
    else known.push(line);
  }
  return [...groups.values()].map((group) => {
    const { task, item, model } = group[0] as EvalLine;
    return {
      task,
      item,
      model,
      score: (average(group.map(({ score }) => score)) as number) / scale,
      usd: average(group.map(({ usd }) => usd)),
      inputTokens: rounded(average(group.map(({ inputTokens }) => inputTokens))),
      outputTokens: rounded(average(group.map(({ outputTokens }) => outputTokens))),
    };
  });
}

/**
 * Reads an eval: CSV with a header, or JSON objects one a line (or in an array), with item, model and score and
 * optionally task, usd, inputTokens and outputTokens. A bad line is left out with its reason. Throws 'bad-input' where
 * a needed column is missing, where scores are on two scales, or where no line is left.
 */
export function readEvalFile(chunks: Iterable<Uint8Array>): EvalFile {
  const lines: EvalLine[] = [];
  const rejects: EvalReject[] = [];
  const ignored = new Set<string>();
  const reject = (line: number, reason: string) => rejects.push({ line, reason });

  const take = (
    row: { readonly [column: string]: unknown },
    columns: ReturnType<typeof findEvalColumns>,
    at: number,
  ) => {
    try {
      lines.push(
        readEvalLine((field) => {
          const column = columns[field];
          return column === undefined ? undefined : row[column];
        }, at),
      );
    } catch (cause) {
      if (!(cause instanceof EvalLineProblem)) throw cause;
      reject(at, cause.message);
    }
  };
  const ignoreAllBut = (columns: readonly string[], found: ReturnType<typeof findEvalColumns>) => {
    const used = new Set(Object.values(found));
    for (const column of columns) if (!used.has(column)) ignored.add(column);
  };

  const csv = () =>
    createCsvTableReader({ reject }, (header) => {
      const found = findEvalColumns(header);
      requireColumns(found, header);
      ignoreAllBut(header, found);
      return { columns: Object.values(found), read: (row, line) => take(row, found, line) };
    });
  const json = () =>
    createJsonReader((object, line) => {
      const columns = Object.keys(object);
      const found = findEvalColumns(columns);
      if (lines.length + rejects.length === 0) requireColumns(found, columns);
      ignoreAllBut(columns, found);
      take(object, found, line);
    }, reject);

  let reader: ReturnType<typeof csv> | null = null;
  for (const chunk of chunks) {
    if (reader === null) {
      const first = chunk.find((byte) => byte > 32 && byte < 127);
      reader = first === 123 || first === 91 ? json() : csv();
    }
    reader.push(chunk);
  }
  reader?.end();

  const problem = rejects[0];
  if (lines.length === 0)
    throw new WaybillError(
      'bad-input',
      problem === undefined
        ? 'the eval holds no line'
        : `no line could be read; line ${problem.line}: ${problem.reason}`,
    );
  const isScaledFrom100 = isOf100(lines);
  const items = toItems(lines, isScaledFrom100 ? 100 : 1);
  return {
    items,
    rows: {
      read: lines.length + rejects.length,
      accepted: lines.length,
      rejected: rejects.length,
      repeats: lines.length - items.length,
    },
    rejects: [...rejects].sort((a, b) => a.line - b.line),
    ignoredColumns: [...ignored],
    isScaledFrom100,
  };
}
