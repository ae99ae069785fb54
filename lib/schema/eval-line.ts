import { createHash } from 'node:crypto';
import { parseId, parseLabel } from '@/lib/usage/parse-labels';
import { BLANK, explainCount, isBlank, parseCount } from '@/lib/usage/parse-numbers';
import { quoteValue } from '@/lib/usage/quote';
import type { EvalField } from './eval-columns';

/** A line as it stands; `score` as written, from 0 to 1 or to 100. */
export type EvalLine = {
  readonly line: number;
  readonly task: string;
  readonly item: string;
  readonly model: string;
  readonly score: number;
  readonly usd: number | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
};

/** What is wrong with one line; the line is left out, the file goes on. */
export class EvalLineProblem extends Error {}

const RIGHT = /^(true|yes|pass|passed|correct|right|success|ok|✓|✅)$/i;
const WRONG = /^(false|no|fail|failed|incorrect|wrong|failure|error|✗|❌)$/i;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** A longer or wordier item is the question itself, which is not kept. */
const MAX_ITEM_LENGTH = 100;
const MAX_ITEM_WORDS = 6;

function parseScore(value: unknown): number {
  if (typeof value === 'boolean') return value ? 1 : 0;
  const text = isBlank(value) ? '' : String(value).trim();
  if (text === '') throw new EvalLineProblem('the score is missing');
  if (RIGHT.test(text)) return 1;
  if (WRONG.test(text)) return 0;
  const isPercent = text.endsWith('%');
  const number = isPercent ? text.slice(0, -1).trim() : text;
  const score = DECIMAL.test(number) ? (isPercent ? Number(number) / 100 : Number(number)) : Number.NaN;
  if (score >= 0 && score <= (isPercent ? 1 : 100)) return score;
  throw new EvalLineProblem(`the score is not a number from 0 to 1, true, false, pass or fail: ${quoteValue(value)}`);
}

function parseItem(value: unknown): string {
  if (isBlank(value) || typeof value === 'object') throw new EvalLineProblem('the item is missing');
  const text = String(value).trim();
  const isText = text.length > MAX_ITEM_LENGTH || text.split(/\s+/).length > MAX_ITEM_WORDS;
  return isText ? `text ${createHash('sha256').update(text).digest('hex').slice(0, 24)}` : parseId(text);
}

function parseUsd(value: unknown): number | null {
  if (isBlank(value)) return null;
  const text = String(value)
    .trim()
    .replace(/^\$\s*/, '');
  const usd = DECIMAL.test(text) ? Number(text) : Number.NaN;
  if (usd >= 0 && Number.isFinite(usd)) return usd;
  throw new EvalLineProblem(`the cost is not an amount of USD: ${quoteValue(value)}`);
}

function parseTokens(value: unknown, name: string): number | null {
  const count = parseCount(value);
  if (Number.isNaN(count)) throw new EvalLineProblem(explainCount(name, value));
  return count === BLANK ? null : count;
}

/** Reads one line by what `read` says of its fields. Throws EvalLineProblem with a reason. */
export function readEvalLine(read: (field: EvalField) => unknown, line: number): EvalLine {
  const item = parseItem(read('item'));
  const model = parseLabel(read('model'));
  if (model === '') throw new EvalLineProblem('the model is missing');
  return {
    line,
    item,
    model,
    score: parseScore(read('score')),
    task: parseLabel(read('task')),
    usd: parseUsd(read('usd')),
    inputTokens: parseTokens(read('inputTokens'), 'input tokens'),
    outputTokens: parseTokens(read('outputTokens'), 'output tokens'),
  };
}
