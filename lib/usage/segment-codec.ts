import { promisify } from 'node:util';
import { type BrotliOptions, brotliCompress, brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { makeData, makeVector, Table, TimestampMillisecond, tableFromIPC, tableToIPC, type Vector } from 'apache-arrow';
import { BATCH_COLUMNS, type BatchColumn, columnDefault, type RequestBatch } from './request-batch';

const compress = promisify(brotliCompress);

/** A batch as Arrow IPC: the narrowest integer type a column needs, columns of defaults left out. */
export function encodeSegment(batch: RequestBatch): Uint8Array {
  const columns: Record<string, Vector> = {};
  for (const column of BATCH_COLUMNS) {
    const vector = toVector(column, batch[column], batch.length);
    if (vector) columns[column] = vector;
  }
  return tableToIPC(new Table(columns), 'stream');
}

/** Runs on the thread pool: the import goes on meanwhile. */
export function compressSegment(arrow: Uint8Array): Promise<Buffer> {
  return compress(arrow, brotliOptions(arrow));
}

export function compressSegmentSync(arrow: Uint8Array): Buffer {
  return brotliCompressSync(arrow, brotliOptions(arrow));
}

function brotliOptions(arrow: Uint8Array): BrotliOptions {
  return {
    // Two pieces at most: the default 16 KB would come back to this thread dozens of times a segment.
    chunkSize: (arrow.length >> 1) + 1024,
    params: { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_SIZE_HINT]: arrow.length },
  };
}

/** Fills `batch` with a stored segment; `only` names the columns wanted, all by default. */
export function decodeSegment(
  data: Uint8Array,
  codec: 'arrow' | 'arrow+br',
  batch: RequestBatch,
  only: readonly BatchColumn[] = BATCH_COLUMNS,
): void {
  const table = tableFromIPC(codec === 'arrow' ? data : brotliDecompressSync(data));
  batch.length = table.numRows;
  for (const column of only) {
    const vector = table.getChild(column);
    if (!vector) batch[column].fill(columnDefault(column), 0, table.numRows);
    else if (column === 'timeMs') readTimes(vector, batch.timeMs);
    else widen(vector.toArray() as Narrow, batch[column], table.numRows);
  }
}

type Values = Float64Array | Int32Array;
type Narrow = Uint8Array | Uint16Array | Uint32Array | Int8Array | Float64Array;

function toVector(column: BatchColumn, values: Values, length: number): Vector | null {
  if (column === 'timeMs') return timeVector(values as Float64Array, length);
  if (column === 'keyLo' || column === 'keyHi') return bitsVector(values, length);
  const range = values instanceof Float64Array ? rangeOfFloats(values, length) : rangeOfInts(values, length);
  const usual = columnDefault(column);
  const isConstant = range.min === range.max || (Number.isNaN(range.min) && Number.isNaN(range.max));
  if (isConstant && Object.is(range.min, usual)) return null;
  if (column === 'promptLo' || column === 'promptHi') return bitsVector(values, length);
  const narrow = narrowest(range, length);
  if (values instanceof Float64Array) copyFloats(values, narrow, length);
  else copyInts(values, narrow, length);
  return makeVector(narrow as Uint8Array);
}

/** All 32 bits, where the sign means nothing. */
function bitsVector(values: Values, length: number): Vector {
  return makeVector(new Uint32Array(values.buffer, 0, length).slice());
}

type Range = { readonly min: number; readonly max: number };

function narrowest({ min, max }: Range, length: number): Narrow {
  if (Number.isNaN(min) || max > 0xffff_ffff) return new Float64Array(length);
  if (min < 0) return new Int8Array(length);
  if (max <= 0xff) return new Uint8Array(length);
  return max <= 0xffff ? new Uint16Array(length) : new Uint32Array(length);
}

/** `min` is NaN where some value is, both are where all are. */
function rangeOfFloats(values: Float64Array, length: number): Range {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let hasNaN = false;
  for (let row = 0; row < length; row++) {
    const value = values[row] as number;
    if (value > max) max = value;
    if (value < min) min = value;
    if (Number.isNaN(value)) hasNaN = true;
  }
  if (!hasNaN) return { min, max };
  return { min: Number.NaN, max: max === Number.NEGATIVE_INFINITY ? Number.NaN : max };
}

function rangeOfInts(values: Int32Array, length: number): Range {
  let min = 0x7fff_ffff;
  let max = -0x8000_0000;
  for (let row = 0; row < length; row++) {
    const value = values[row] as number;
    if (value > max) max = value;
    if (value < min) min = value;
  }
  return { min, max };
}

/**
 * `from` and `set` convert between types element by element through a generic path, ten times slower than a loop;
 * and a loop is fast while it sees one type, hence two of them.
 */
function copyFloats(from: Float64Array, into: Narrow, length: number): void {
  for (let row = 0; row < length; row++) into[row] = from[row] as number;
}

function copyInts(from: Int32Array, into: Narrow, length: number): void {
  for (let row = 0; row < length; row++) into[row] = from[row] as number;
}

function widen(from: Narrow, into: Values, length: number): void {
  for (let row = 0; row < length; row++) into[row] = from[row] as number;
}

/** Written by halves: a BigInt for each time would take longer than everything else here. */
function timeVector(timesMs: Float64Array, length: number): Vector {
  const halves = new Int32Array(length * 2);
  for (let row = 0; row < length; row++) {
    const timeMs = timesMs[row] as number;
    halves[row * 2] = timeMs | 0;
    halves[row * 2 + 1] = Math.floor(timeMs / 0x1_0000_0000);
  }
  const type = new TimestampMillisecond();
  return makeVector(makeData({ type, length, data: new BigInt64Array(halves.buffer) }));
}

function readTimes(vector: Vector, into: Float64Array): void {
  const data = vector.data[0]?.values as BigInt64Array;
  const halves = new Int32Array(data.buffer, data.byteOffset, vector.length * 2);
  for (let row = 0; row < vector.length; row++) {
    into[row] = (halves[row * 2 + 1] as number) * 0x1_0000_0000 + ((halves[row * 2] as number) >>> 0);
  }
}
