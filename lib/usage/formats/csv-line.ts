import type { ColumnMap, MappableField } from '@/lib/domain/column-map';
import type { UsageRecord } from '@/lib/domain/usage';
import { createIsoReader, digitsOf, nanoUsdOf } from '../fast-bytes';
import { addByte, createInterner, type Interner } from '../interner';
import { readLimits } from '../limits';
import type { Normaliser } from '../normalise';
import { parseFeedback, parseLabel, parseNeeds, parseServiceTier, parseSet, parseStatus } from '../parse-labels';
import { LABEL_KINDS } from '../request-batch';
import { hashAsciiBytes, type RowKey } from '../row-key';
import type { RecordHints } from './format';

const QUOTE = 34;
const NEWLINE = 10;
const RETURN = 13;
const MAX_ID_BYTES = 200;
/** What is shorter may be a word that says there is none. */
const MIN_HASH_BYTES = 16;

/** Reads the line at `start` into the normaliser's record: the index of its line end, or -1 to have it read as text. */
export type LineReader = {
  readonly read: (bytes: Uint8Array, start: number, limit: number) => number;
  readonly hints: RecordHints;
  /** The record was written by another hand. */
  readonly forget: () => void;
};

const COUNTS = [
  'inputTokens',
  'outputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'cacheWrite1hTokens',
  'reasoningTokens',
  'latencyMs',
  'requests',
] as const; // prettier-ignore
const WORDS = [...LABEL_KINDS, 'status', 'serviceTier', 'feedback'] as const;

const SKIP = -1;
const TIME = COUNTS.length;
const COST = TIME + 1;
const ID = COST + 1;
const HASH = ID + 1;
/** Words follow: kind − FIRST_WORD is the place in WORDS. */
const FIRST_WORD = HASH + 1;

/**
 * The usual shapes of a CSV row in one pass over its bytes: plain digits, ISO times, words seen before. Whatever
 * else it meets, it gives up. null where the map needs more than that. `bytes[limit]` must be a line end.
 */
export function createLineReader(
  map: ColumnMap,
  at: { readonly [field in MappableField]: number },
  width: number,
  delimiter: number,
  { record }: Normaliser,
): LineReader | null {
  const kindOf = columnKinds(at, width);
  const isPlain =
    (map.tokenScale ?? 1) === 1 && at.inputTokens >= 0 && (at.outputTokens >= 0 || map.reasoning !== 'beside');
  if (!kindOf || !isPlain) return null;
  const kinds = kindOf;
  const { recordBytes } = readLimits();
  const unit = map.timeUnit ?? 'auto';
  const readIso = createIsoReader();
  const words = createWordInterners(map);
  const numbers = new Int32Array(WORDS.length).fill(-1);
  const id: RowKey = { lo: 0, hi: 0 };
  const prompt: RowKey = { lo: 0, hi: 0 };
  const hints = {
    labelNumbers: numbers,
    id: at.requestId >= 0 ? id : null,
    prompt: at.promptHash >= 0 ? prompt : null,
  };

  function timeOf(bytes: Uint8Array, start: number, end: number): number {
    if (bytes[start + 4] === 45) return readIso(bytes, start, end);
    const value = digitsOf(bytes, start, end);
    if (value < 0 || value >= 1e14) return Number.NaN;
    if (unit === 's' || (unit === 'auto' && value < 1e11)) return value < 1e11 ? value * 1000 : Number.NaN;
    return unit === 'ms' || unit === 'auto' ? value : Number.NaN;
  }

  /** False where the value is to be read as text. */
  function setValue(kind: number, bytes: Uint8Array, start: number, end: number): boolean {
    if (kind === TIME) {
      record.timeMs = timeOf(bytes, start, end);
      return !Number.isNaN(record.timeMs);
    }
    if (kind === COST) {
      if (start === end) {
        record.loggedCostNanoUsd = null;
        return true;
      }
      const nanoUsd = nanoUsdOf(bytes, start, end);
      record.loggedCostNanoUsd = nanoUsd;
      return nanoUsd >= 0;
    }
    const bits = kind === ID ? id : prompt;
    if (start === end) {
      bits.lo = 0;
      bits.hi = 0;
      return true;
    }
    if (kind === HASH && end - start < MIN_HASH_BYTES) return false;
    // Blanks around an id are no part of it.
    if (end - start > MAX_ID_BYTES || (bytes[start] as number) <= 32 || (bytes[end - 1] as number) <= 32) return false;
    return hashAsciiBytes(bytes, start, end, bits);
  }

  function setWord(word: number, bytes: Uint8Array, start: number, end: number, hash: number): boolean {
    const interner = words[word] as Interner<never>;
    const number = interner.numberOf(bytes, start, end, hash);
    if (number < 0) return false;
    if (number === numbers[word]) return true;
    numbers[word] = number;
    setWordOf(record, word, interner.valueOf(number));
    return true;
  }

  function read(bytes: Uint8Array, start: number, limit: number): number {
    let position = start;
    for (let column = 0; column < width; column++) {
      const kind = kinds[column] as number;
      const isQuoted = bytes[position] === QUOTE;
      if (isQuoted) position++;
      const stop = isQuoted ? QUOTE : delimiter;
      const from = position;
      if (kind >= FIRST_WORD) {
        let hash = 0;
        for (let byte = bytes[position] as number; byte !== stop && byte > RETURN; byte = bytes[++position] as number) {
          hash = addByte(hash, byte);
        }
        if (!setWord(kind - FIRST_WORD, bytes, from, position, hash)) return -1;
      } else if (kind >= 0 && kind < TIME) {
        let value = 0;
        for (
          let digit = (bytes[position] as number) - 48;
          digit >= 0 && digit <= 9;
          digit = (bytes[++position] as number) - 48
        ) {
          value = value * 10 + digit;
        }
        const digits = position - from;
        // An empty cell is 0 for the counts that are a part of another, and no plain number for the rest.
        if (digits > 15 || (digits === 0 && (kind < 2 || kind > 5)) || (kind === 7 && value === 0)) return -1;
        setCount(record, kind, value);
      } else {
        for (let byte = bytes[position] as number; byte !== stop && byte > RETURN; ) byte = bytes[++position] as number;
        if (kind !== SKIP && !setValue(kind, bytes, from, position)) return -1;
      }
      if (isQuoted && bytes[position++] !== QUOTE) return -1;
      if (column < width - 1 && bytes[position++] !== delimiter) return -1;
    }
    if (bytes[position] === RETURN) position++;
    if (bytes[position] !== NEWLINE || position >= limit || position - start > recordBytes) return -1;
    record.usageMissing = false;
    return position;
  }

  return { read, hints, forget: () => numbers.fill(-1) };
}

/** By place in COUNTS. Spelt out, like `setWordOf`: a store under a computed key takes ten times as long. */
function setCount(record: UsageRecord, kind: number, value: number): void {
  if (kind === 0) record.inputTokens = value;
  else if (kind === 1) record.outputTokens = value;
  else if (kind === 2) record.cacheReadTokens = value;
  else if (kind === 3) record.cacheWriteTokens = value;
  else if (kind === 4) record.cacheWrite1hTokens = value;
  else if (kind === 5) record.reasoningTokens = value;
  else if (kind === 6) record.latencyMs = value;
  else record.requests = value;
}

/** By place in WORDS; the interner there gives what the field takes. */
function setWordOf(record: UsageRecord, word: number, value: never): void {
  if (word === 0) record.model = value;
  else if (word === 1) record.task = value;
  else if (word === 2) record.team = value;
  else if (word === 3) record.language = value;
  else if (word === 4) record.region = value;
  else if (word === 5) record.needs = value;
  else if (word === 6) record.tags = value;
  else if (word === 7) record.status = value;
  else if (word === 8) record.serviceTier = value;
  else record.feedback = value;
}

/** Null where two fields read one column. */
function columnKinds(at: { readonly [field in MappableField]: number }, width: number): Int8Array | null {
  const kinds = new Int8Array(width).fill(SKIP);
  const fields: readonly MappableField[] = [...COUNTS, 'time', 'costUsd', 'requestId', 'promptHash', ...WORDS];
  for (const [kind, field] of fields.entries()) {
    if (at[field] < 0) continue;
    if (kinds[at[field]] !== SKIP) return null;
    kinds[at[field]] = kind;
  }
  return kinds;
}

/** In the order of WORDS. */
function createWordInterners(map: ColumnMap): readonly Interner<unknown>[] {
  const parsers: { readonly [word in (typeof WORDS)[number]]?: (text: string) => unknown } = {
    needs: parseNeeds,
    tags: parseSet,
    status: (text) => parseStatus(text, map.columns.status),
    serviceTier: (text) => parseServiceTier(text, map.columns.serviceTier),
    feedback: parseFeedback,
  };
  return WORDS.map((word) => createInterner<unknown>(parsers[word] ?? parseLabel));
}
