import { type ColumnMap, MAPPABLE_FIELDS, type MappableField } from '@/lib/domain/column-map';
import { WaybillError } from '@/lib/domain/errors';
import { createCsvFields, splitCsvRecord, unescaped } from '../csv-fields';
import { createIsoReader, digitsOf, nanoUsdOf } from '../fast-bytes';
import { createInterner, decodeText } from '../interner';
import { createNormaliser } from '../normalise';
import { parseLabel, parseNeeds, parseServiceTier, parseSet, parseStatus } from '../parse-labels';
import type { RecordSink } from './format';

type RowReader = (bytes: Uint8Array, start: number, end: number, line: number) => void;

/**
 * Reads rows of one CSV file. The usual shapes (plain digits, ISO times, labels seen before) come straight from the
 * bytes; anything else sends the whole row through the normaliser as text, which alone decides what is wrong with it.
 */
export function createCsvRowReader(
  map: ColumnMap,
  columns: readonly string[],
  delimiter: number,
  sink: RecordSink,
): RowReader {
  const normaliser = createNormaliser(map);
  const { record, complete } = normaliser;
  const width = columns.length;
  const fields = createCsvFields(width + 1);
  const at = columnIndexes(map, columns);
  const isPlain =
    (map.tokenScale ?? 1) === 1 && at.inputTokens >= 0 && (at.outputTokens >= 0 || map.reasoning !== 'beside');
  const readTime = createTimeReader(map.timeUnit);
  const model = createInterner(parseLabel);
  const task = createInterner(parseLabel);
  const team = createInterner(parseLabel);
  const language = createInterner(parseLabel);
  const region = createInterner(parseLabel);
  const needs = createInterner(parseNeeds);
  const tags = createInterner(parseSet);
  const serviceTier = createInterner((text) => parseServiceTier(text, map.columns.serviceTier));
  const status = createInterner((text) => parseStatus(text, map.columns.status));
  let bytes = new Uint8Array(0) as Uint8Array;

  const textOf = (field: MappableField): string => {
    const column = at[field];
    const text = decodeText(bytes, fields.starts[column] as number, fields.ends[column] as number);
    return fields.hasEscapes ? unescaped(text) : text;
  };
  const digits = (column: number) => digitsOf(bytes, fields.starts[column] as number, fields.ends[column] as number);
  /** An empty cell of an optional count is 0. */
  const optionalDigits = (column: number) => (fields.starts[column] === fields.ends[column] ? 0 : digits(column));

  /** False where some field needs the slow way. */
  function readNumbers(): boolean {
    const { starts, ends } = fields;
    if (at.time >= 0) {
      record.timeMs = readTime(bytes, starts[at.time] as number, ends[at.time] as number);
      if (record.timeMs !== record.timeMs) return false;
    }
    record.inputTokens = digits(at.inputTokens);
    if (record.inputTokens < 0) return false;
    if (at.outputTokens >= 0) {
      record.outputTokens = digits(at.outputTokens);
      if (record.outputTokens < 0) return false;
    }
    if (at.cacheReadTokens >= 0) {
      record.cacheReadTokens = optionalDigits(at.cacheReadTokens);
      if (record.cacheReadTokens < 0) return false;
    }
    if (at.cacheWriteTokens >= 0) {
      record.cacheWriteTokens = optionalDigits(at.cacheWriteTokens);
      if (record.cacheWriteTokens < 0) return false;
    }
    if (at.cacheWrite1hTokens >= 0) {
      record.cacheWrite1hTokens = optionalDigits(at.cacheWrite1hTokens);
      if (record.cacheWrite1hTokens < 0) return false;
    }
    if (at.reasoningTokens >= 0) {
      record.reasoningTokens = optionalDigits(at.reasoningTokens);
      if (record.reasoningTokens < 0) return false;
    }
    if (at.costUsd >= 0) {
      const start = starts[at.costUsd] as number;
      const end = ends[at.costUsd] as number;
      const nanoUsd = start === end ? null : nanoUsdOf(bytes, start, end);
      if (nanoUsd !== null && nanoUsd < 0) return false;
      record.loggedCostNanoUsd = nanoUsd;
    }
    if (at.latencyMs >= 0) {
      const latencyMs = digits(at.latencyMs);
      if (latencyMs < 0) return false;
      record.latencyMs = latencyMs;
    }
    if (at.requests >= 0) {
      record.requests = digits(at.requests);
      if (record.requests <= 0) return false;
    }
    record.usageMissing = false;
    return at.feedback < 0;
  }

  function readLabels(): void {
    const { starts, ends } = fields;
    if (at.model >= 0) record.model = model(bytes, starts[at.model] as number, ends[at.model] as number);
    if (at.task >= 0) record.task = task(bytes, starts[at.task] as number, ends[at.task] as number);
    if (at.team >= 0) record.team = team(bytes, starts[at.team] as number, ends[at.team] as number);
    if (at.language >= 0) record.language = language(bytes, starts[at.language] as number, ends[at.language] as number);
    if (at.region >= 0) record.region = region(bytes, starts[at.region] as number, ends[at.region] as number);
    if (at.needs >= 0) record.needs = needs(bytes, starts[at.needs] as number, ends[at.needs] as number);
    if (at.tags >= 0) record.tags = tags(bytes, starts[at.tags] as number, ends[at.tags] as number);
    if (at.serviceTier >= 0) record.serviceTier = serviceTier(bytes, starts[at.serviceTier] as number, ends[at.serviceTier] as number);
    if (at.status >= 0) record.status = status(bytes, starts[at.status] as number, ends[at.status] as number);
    if (at.requestId >= 0) record.requestId = parseLabel(decodeText(bytes, starts[at.requestId] as number, ends[at.requestId] as number));
  }

  return (source, start, end, line) => {
    bytes = source;
    splitCsvRecord(bytes, start, end, delimiter, fields);
    if (fields.isBroken) return sink.reject(line, 'text follows a closing quote');
    if (fields.count !== width) return sink.reject(line, `expected ${width} fields, found ${fields.count}`);
    let reason: string | null;
    if (isPlain && !fields.hasEscapes && readNumbers()) {
      readLabels();
      reason = complete();
    } else {
      reason = normaliser.read(textOf);
    }
    if (reason) sink.reject(line, reason);
    else sink.accept(record, line);
  };
}

function columnIndexes(map: ColumnMap, columns: readonly string[]): { [field in MappableField]: number } {
  const indexes = MAPPABLE_FIELDS.map((field) => {
    const name = map.columns[field];
    const index = name === undefined ? -1 : columns.indexOf(name.trim());
    if (name !== undefined && index < 0) {
      throw new WaybillError('bad-input', `no column "${name}" (for ${field}) in the file: it has ${columns.join(', ')}`);
    }
    return [field, index];
  });
  return Object.fromEntries(indexes);
}

function createTimeReader(unit: ColumnMap['timeUnit'] = 'auto'): (bytes: Uint8Array, start: number, end: number) => number {
  const readIso = createIsoReader();
  return (bytes, start, end) => {
    if (bytes[start + 4] === 45) return readIso(bytes, start, end);
    const value = digitsOf(bytes, start, end);
    if (value < 0 || value >= 1e14) return Number.NaN;
    if (unit === 's' || (unit === 'auto' && value < 1e11)) return value < 1e11 ? value * 1000 : Number.NaN;
    return unit === 'ms' || unit === 'auto' ? value : Number.NaN;
  };
}
