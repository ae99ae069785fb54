import { z } from 'zod';
import { type ColumnMap, MAPPABLE_FIELDS, type MappableField, TIME_UNITS } from '@/lib/domain/column-map';
import { WaybillError } from '@/lib/domain/errors';
import { COLUMN_SYNONYMS, isContentName, leafName, plainName } from './column-synonyms';
import { isBlank } from './parse-numbers';
import { parseTimeMs } from './parse-time';

export type ColumnGuess = {
  readonly map: ColumnMap;
  /** Columns that hold prompt or answer text: never mapped, never stored. */
  readonly droppedColumns: readonly string[];
};

const LONG_TEXT = 200;
const MAX_NAME_LENGTH = 200;
const NUMERIC_FIELDS: ReadonlySet<MappableField> = new Set([
  'inputTokens',
  'outputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'cacheWrite1hTokens',
  'reasoningTokens',
  'inputAudioTokens',
  'inputImageTokens',
  'outputAudioTokens',
  'outputImageTokens',
  'webSearches',
  'costUsd',
  'latencyMs',
  'requests',
] as const);

const MODEL_NAME =
  /(^|[/.:_-])(gpt|chatgpt|claude|gemini|gemma|llama|mistral|mixtral|deepseek|qwen|grok|command-r|o[134])(-|\d|$)/i;
/** What tells a column whose name does not: a date written out, a model known by its family. */
const BY_VALUE: readonly (readonly [field: 'time' | 'model', isOne: (value: unknown) => boolean])[] = [
  ['time', (value) => typeof value === 'string' && !isNumeric(value) && !Number.isNaN(parseTimeMs(value))],
  ['model', (value) => typeof value === 'string' && MODEL_NAME.test(value)],
];

/** A map from column names, `rows[i][j]` being sample values of `columns[j]`. */
export function guessColumnMap(columns: readonly string[], rows: readonly (readonly unknown[])[]): ColumnGuess {
  const samples = columns.map((_, j) => rows.map((row) => row[j]).filter((value) => !isBlank(value)));
  const droppedColumns = columns.filter((column, j) => isContent(column, samples[j] ?? []));
  const dropped = new Set(droppedColumns);
  const free = new Set(columns.filter((column) => !dropped.has(column) && column.length <= MAX_NAME_LENGTH));
  const places = new Map(columns.map((column, j) => [column, j]));
  const found: { [field in MappableField]?: string } = {};
  for (const field of Object.keys(COLUMN_SYNONYMS) as MappableField[]) {
    const candidates = [...free].filter(
      (column) => !NUMERIC_FIELDS.has(field) || isMostlyNumeric(samples[places.get(column) ?? -1] ?? []),
    );
    const column = bestColumn(COLUMN_SYNONYMS[field], candidates);
    if (column === undefined) continue;
    found[field] = column;
    free.delete(column);
  }
  for (const [field, isOne] of BY_VALUE) {
    const column = found[field] ?? [...free].find((name) => isMostly(samples[places.get(name) ?? -1] ?? [], isOne));
    if (column === undefined) continue;
    found[field] = column;
    free.delete(column);
  }
  // A total of cache writes already holds the one-hour ones.
  if (found.cacheWrite1hTokens && found.cacheWriteTokens && !/5m/.test(plainName(found.cacheWriteTokens))) {
    delete found.cacheWrite1hTokens;
  }
  return { map: withMeanings(found), droppedColumns };
}

function bestColumn(synonyms: readonly string[], columns: readonly string[]): string | undefined {
  for (const name of [plainName, leafName]) {
    const byName = new Map<string, string>();
    for (const column of columns) if (!byName.has(name(column))) byName.set(name(column), column);
    const synonym = synonyms.find((candidate) => byName.has(candidate));
    if (synonym !== undefined) return byName.get(synonym);
  }
  return undefined;
}

/** Anthropic, Bedrock and their exports count cached tokens beside the input; Gemini counts thoughts beside. */
function withMeanings(columns: { [field in MappableField]?: string }): ColumnMap {
  const input = leafName(columns.inputTokens ?? '');
  const cached = [columns.cacheReadTokens, columns.cacheWriteTokens, columns.cacheWrite1hTokens]
    .filter((column) => column !== undefined)
    .map(leafName);
  const isAnthropic =
    /^(inputtokens|inputtokencount)$/.test(input) &&
    cached.some((name) =>
      /^(cachereadinputtokens?|cachecreationinputtokens|cachereadinputtokencount|cachewriteinputtokencount)$/.test(
        name,
      ),
    );
  const isUncached = /^(usageinputtokensnocache|uncachedinputtokens|inputuncachedtokens)$/.test(input);
  const isGemini = leafName(columns.reasoningTokens ?? '') === 'thoughtstokencount';
  return {
    columns,
    ...(cached.length > 0 && { cache: isAnthropic || isUncached ? ('beside' as const) : ('inside' as const) }),
    ...(isGemini && { reasoning: 'beside' as const }),
  };
}

function isContent(column: string, values: readonly unknown[]): boolean {
  const isFlag = values.every((value) => typeof value === 'boolean');
  if (values.length > 0 && (isFlag || isNumericOrEmpty(values))) return false;
  if (isContentName(column)) return true;
  const lengths = values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)).length);
  const median = lengths.sort((a, b) => a - b)[lengths.length >> 1] ?? 0;
  return median > LONG_TEXT;
}

/** One bad cell does not hide its column: rows that cannot be read are rejected one by one. */
function isMostlyNumeric(values: readonly unknown[]): boolean {
  return values.filter(isNumeric).length * 2 >= values.length;
}

function isMostly(values: readonly unknown[], isOne: (value: unknown) => boolean): boolean {
  return values.length > 0 && values.filter(isOne).length * 2 > values.length;
}

function isNumericOrEmpty(values: readonly unknown[]): boolean {
  return values.every(isNumeric);
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'number' || /^\s*[-+$]?[\d.,]+(e[-+]?\d+)?\s*$/i.test(String(value));
}

const field = z.string().min(1);
const fields = Object.fromEntries(MAPPABLE_FIELDS.map((name) => [name, field.optional()]));
const options = {
  constants: z.strictObject(fields).optional(),
  timeUnit: z.enum(TIME_UNITS).optional(),
  cache: z.enum(['inside', 'beside']).optional(),
  reasoning: z.enum(['inside', 'beside']).optional(),
  tokenScale: z.number().positive().optional(),
};
const columnMapSchema = z.strictObject({ columns: z.strictObject(fields), ...options });
const flatMapSchema = z.strictObject({ ...fields, ...options });

/** From `{columns, constants, …}` or the flat `{"inputTokens": "prompt_tokens", …}`. */
export function parseColumnMap(json: unknown): ColumnMap {
  const isFlat = typeof json === 'object' && json !== null && !('columns' in json);
  if (!isFlat) return parsed(columnMapSchema, json) as ColumnMap;
  const { constants, timeUnit, cache, reasoning, tokenScale, ...columns } = parsed(flatMapSchema, json);
  const given = Object.entries({ constants, timeUnit, cache, reasoning, tokenScale }).filter(
    ([, value]) => value !== undefined,
  );
  return { columns, ...Object.fromEntries(given) } as ColumnMap;
}

function parsed<T>(schema: z.ZodType<T>, json: unknown): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = (keys: readonly PropertyKey[]) => keys.map(String).join('.');
  if (issue?.code === 'unrecognized_keys') {
    const place = path([...issue.path, issue.keys[0] ?? '']);
    throw new WaybillError('bad-input', `column map: unknown key "${place}"; fields are ${MAPPABLE_FIELDS.join(', ')}`);
  }
  throw new WaybillError(
    'bad-input',
    `column map: ${path(issue?.path ?? []) || 'the whole'}: ${issue?.message ?? 'not valid'}`,
  );
}
