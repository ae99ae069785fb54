import { promisify } from 'node:util';
import { type BrotliOptions, brotliCompress, brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { Table, TimestampMillisecond, type Vector, makeData, makeVector, tableFromIPC, tableToIPC } from 'apache-arrow';
import { BATCH_COLUMNS, type BatchColumn, type RequestBatch, columnDefault } from './request-batch';

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
    // One piece: the default 16 KB would come back to this thread dozens of times a segment.
    chunkSize: arrow.length + 1024,
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
    else copyValues(vector.toArray() as Values, batch[column], table.numRows);
  }
}

/** `from` and `set` convert between types element by element through a generic path, ten times slower. */
function copyValues(from: Values, into: Values, length: number): void {
  for (let row = 0; row < length; row++) into[row] = from[row] as number;
}

type Values = Float64Array | Int32Array | Int8Array | Uint8Array | Uint16Array | Uint32Array;

function toVector(column: BatchColumn, values: Values, length: number): Vector | null {
  if (column === 'timeMs') return timeVector(values as Float64Array, length);
  if (column === 'keyLo' || column === 'keyHi') return makeVector(new Uint32Array(values.buffer, 0, length).slice());
  const { min, max, isUsual, hasNaN } = rangeOf(values, length, columnDefault(column));
  if (isUsual) return null;
  if (hasNaN || max > 0xffff_ffff) return makeVector(Float64Array.from(values.subarray(0, length)));
  if (min < 0) return makeVector(Int8Array.from(values.subarray(0, length)));
  const narrow = max <= 0xff ? new Uint8Array(length) : max <= 0xffff ? new Uint16Array(length) : new Uint32Array(length);
  copyValues(values, narrow, length);
  return makeVector(narrow);
}

function rangeOf(values: Values, length: number, usual: number) {
  let min = values[0] as number;
  let max = min;
  let hasNaN = false;
  for (let row = 0; row < length; row++) {
    const value = values[row] as number;
    if (value > max) max = value;
    else if (value < min) min = value;
    else if (value !== value) hasNaN = true;
  }
  const first = values[0] as number;
  let isUsual = min === max && !hasNaN && first === usual;
  // A first value of NaN hides the rest from the comparisons above.
  if (first !== first) {
    min = 0;
    max = Number.POSITIVE_INFINITY;
    isUsual = usual !== usual && values.subarray(0, length).every(Number.isNaN);
  }
  return { min, max, isUsual, hasNaN };
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
