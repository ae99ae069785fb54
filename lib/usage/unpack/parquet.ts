import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { WaybillError } from '@/lib/domain/errors';
import type { UnpackGuard } from './unpack-files';

/** A Parquet file is read from its end, so it is held whole; its rows come out some at a time. */
const MAX_FILE_BYTES = 1024 * 1024 * 1024;

const ROWS_AT_ONCE = 100_000;

/** Rows as JSON can say them: whole numbers beyond 2^53 as text, dates in ISO, bytes left out. */
function toJson(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  return value instanceof Uint8Array ? undefined : value;
}

async function collect(chunks: AsyncGenerator<Uint8Array>): Promise<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > MAX_FILE_BYTES)
      throw new WaybillError('too-large', `a Parquet file may have at most ${MAX_FILE_BYTES} bytes: split it`);
    parts.push(chunk);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole.buffer;
}

/** The rows of a Parquet file as JSON Lines. Throws 'bad-input' where it cannot be read. */
export async function* parquetLines(
  packed: AsyncGenerator<Uint8Array>,
  guard: UnpackGuard,
): AsyncGenerator<Uint8Array> {
  const file = await collect(packed);
  const encoder = new TextEncoder();
  try {
    const metadata = await parquetMetadataAsync(file);
    let rowStart = 0;
    const rowCount = Number(metadata.num_rows);
    while (rowStart < rowCount) {
      const rowEnd = Math.min(rowCount, rowStart + ROWS_AT_ONCE);
      const rows = await parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd });
      const lines = encoder.encode(rows.map((row) => `${JSON.stringify(row, toJson)}\n`).join(''));
      guard.add(lines.length);
      yield lines;
      rowStart = rowEnd;
    }
  } catch (cause) {
    if (cause instanceof WaybillError) throw cause;
    throw new WaybillError('bad-input', `the Parquet file cannot be read: ${(cause as Error).message}`, { cause });
  }
}
