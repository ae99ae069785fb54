import { type ColumnMap, type MappableField, TIME_UNITS } from '@/lib/domain/column-map';
import { withAnswer } from '@/lib/domain/map-answers';
import type { IdColumn, MapQuestion } from '@/lib/domain/upload-view';
import { LABELS } from '@/lib/domain/usage';
import { askParts } from './ask-parts';
import type { SampleTable } from './formats/format';
import { countOf, fieldValues, filled, valuesOf } from './map-samples';
import { parseTimeMs } from './parse-time';

const MS_PER_DAY = 86_400_000;
/** Nobody logged a call to a language model before. */
const FIRST_LOG_MS = Date.UTC(2015, 0, 1);
const MANY_TOKENS = 100_000;
const FRACTION_SHARE = 0.3;
const ID_SHARE = 0.9;
const ID_ROWS = 20;
const MOST_LABEL_VALUES = 50;

const isNumber = (value: unknown) => /^\d+(\.\d*)?$/.test(String(value).trim());
const dateText = (timeMs: number) =>
  Number.isNaN(timeMs) ? 'no date' : new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ');

/** Numbers whose size does not say what they count from 1970 on. */
function askTimeUnit(table: SampleTable, map: ColumnMap, nowMs: number): MapQuestion | null {
  const values = fieldValues(table, map, 'time');
  const numbers = values === null ? [] : filled(table, values).filter(isNumber);
  const isPlausible = (timeMs: number) => timeMs >= FIRST_LOG_MS && timeMs <= nowMs + 2 * MS_PER_DAY;
  const odd = numbers.find((value) => !isPlausible(parseTimeMs(value)));
  if (odd === undefined) return null;
  const units = TIME_UNITS.filter((unit) => unit !== 'auto');
  const possible = units.filter((unit) => isPlausible(parseTimeMs(odd, unit)));
  const options = units.map((value) => ({
    value,
    effect: `${String(odd)} is ${dateText(parseTimeMs(odd, value))}`,
  }));
  const suggested = possible[0] ?? 's';
  const why = `By its size, ${String(odd)} would be ${dateText(parseTimeMs(odd))}.`;
  return { id: 'timeUnit', isSettled: false, why, suggested, options };
}

/** Counts with fractions, or a column whose name says thousands. */
function askTokenScale(table: SampleTable, map: ColumnMap): MapQuestion | null {
  const fields = (['inputTokens', 'outputTokens'] as const).filter((field) => map.columns[field] !== undefined);
  const values = fields.flatMap((field) => filled(table, fieldValues(table, map, field) ?? (() => null)));
  const isFraction = (value: unknown) => /^\d*\.\d*[1-9]\d*$/.test(String(value).trim());
  const fractions = values.filter(isFraction);
  // A broken row costs that row; a file in thousands has fractions throughout.
  const fraction = fractions.length > values.length * FRACTION_SHARE ? fractions[0] : undefined;
  const names = fields.map((field) => map.columns[field] ?? '').join(' ');
  const isMillions = /million|\(m\)|_m\b|(^|[^a-z])m_?tok/i.test(names);
  const isThousands = /thousand|\(k\)|_k\b|(^|[^a-z])k_?tok/i.test(names);
  if (fraction === undefined && !isMillions && !isThousands) return null;
  const sample = fraction ?? values[0];
  if (sample === undefined) return null;
  const options = (['1', '1000', '1000000'] as const).map((value) => {
    const tokens = countOf(sample, Number(value));
    return {
      value,
      effect: Number.isNaN(tokens)
        ? `${String(sample)}: impossible, a count is whole`
        : `${String(sample)} → ${tokens.toLocaleString('en-US')} tokens`,
    };
  });
  const suggested = isMillions ? '1000000' : '1000';
  const why =
    fraction === undefined
      ? `The name of the column (${names}) speaks of ${isMillions ? 'millions' : 'thousands'}.`
      : 'Tokens are whole, and these counts are not.';
  return { id: 'tokenScale', isSettled: false, why, suggested, options };
}

/** Rows by the day with large counts and no request id may be sums. */
function askAggregate(table: SampleTable, map: ColumnMap): MapQuestion | null {
  const has = (field: MappableField) => map.columns[field] !== undefined;
  if (has('requests') || has('aggregate') || has('requestId') || table.rows.length === 0) return null;
  const times = filled(table, fieldValues(table, map, 'time') ?? (() => null));
  const isDaily = times.length > 0 && times.every((value) => parseTimeMs(value, map.timeUnit) % MS_PER_DAY === 0);
  const inputs = filled(table, fieldValues(table, map, 'inputTokens') ?? (() => null))
    .map((value) => countOf(value, map.tokenScale ?? 1))
    .sort((a, b) => a - b);
  const median = inputs[inputs.length >> 1] ?? 0;
  if (!isDaily && median < 10 * MANY_TOKENS) return null;
  const isSum = median >= MANY_TOKENS;
  const shown = median.toLocaleString('en-US');
  const why = isDaily
    ? `The times are days without a clock, and a row in the middle has ${shown} input tokens.`
    : `A row in the middle has ${shown} input tokens.`;
  const options = [
    { value: 'no', effect: `One call with ${shown} input tokens: priced and tiered by its size` },
    { value: 'yes', effect: 'A sum of many calls: it counts and costs, and cannot be routed by size' },
  ];
  return { id: 'aggregate', isSettled: false, why, suggested: isSum ? 'yes' : 'no', options };
}

/** What is to be known of a file beyond its columns. */
export function mapQuestions(table: SampleTable, map: ColumnMap, nowMs: number): MapQuestion[] {
  const questions = [
    ...askParts(table, map),
    askTimeUnit(table, map, nowMs),
    askTokenScale(table, map),
    askAggregate(table, map),
  ].filter((question) => question !== null);
  return questions.sort((a, b) => Number(a.isSettled) - Number(b.isSettled));
}

/** A guessed map with every question answered as suggested. */
export function withSuggestions(map: ColumnMap, questions: readonly MapQuestion[]): ColumnMap {
  return questions.reduce((next, { id, suggested }) => withAnswer(next, id, suggested), map);
}

/** Labels whose column has almost as many values as rows, and columns that have few. */
export function idColumns(table: SampleTable, map: ColumnMap, dropped: readonly string[]): IdColumn[] {
  const taken = new Set([...Object.values(map.columns), ...dropped]);
  const distinct = (column: string) => {
    const values = filled(table, valuesOf(table, column) ?? (() => null)).map(String);
    return { rows: values.length, values: new Set(values).size, isText: !values.every(isNumber) };
  };
  return LABELS.flatMap((field) => {
    const column = map.columns[field];
    if (column === undefined || field === 'needs' || field === 'tags') return [];
    const { rows, values } = distinct(column);
    if (rows < ID_ROWS || values <= rows * ID_SHARE) return [];
    const instead = table.columns.filter((other) => {
      const found = taken.has(other) ? null : distinct(other);
      return found?.isText && found.values > 1 && found.values <= Math.min(MOST_LABEL_VALUES, found.rows / 2);
    });
    return [{ field, column, values, rows, instead }];
  });
}
