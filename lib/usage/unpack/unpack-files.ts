import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { WaybillError } from '@/lib/domain/errors';
import { followedBy, takeAtLeast } from '../byte-chunks';
import type { Limits } from '../limits';
import { parquetLines } from './parquet';
import { zipEntries } from './zip';

/** One file to read; `name` is its name in an archive, null for a file by itself. */
export type SourceFile = { readonly name: string | null; readonly chunks: AsyncGenerator<Uint8Array> };

/** Counts what unpacking gives. Throws 'too-large' once it is more than the limits allow. */
export type UnpackGuard = { readonly limits: Limits; readonly add: (bytes: number) => void };

/** Small files may be very regular: a ratio says something from here on. */
const RATIO_FROM_BYTES = 100 * 1024 * 1024;

export function createUnpackGuard(limits: Limits, packedBytes: () => number): UnpackGuard {
  let unpackedBytes = 0;
  return {
    limits,
    add(bytes) {
      unpackedBytes += bytes;
      if (unpackedBytes > limits.unpackedBytes)
        throw new WaybillError(
          'too-large',
          `the file unpacks to more than ${limits.unpackedBytes} bytes (WAYBILL_MAX_UNPACKED_BYTES)`,
        );
      if (unpackedBytes > RATIO_FROM_BYTES && unpackedBytes > limits.unpackedRatio * Math.max(1, packedBytes()))
        throw new WaybillError(
          'too-large',
          `the file unpacks to more than ${limits.unpackedRatio} times its size (WAYBILL_MAX_UNPACKED_RATIO)`,
        );
    },
  };
}

const startsWith = (bytes: Uint8Array, text: string) => [...text].every((char, i) => bytes[i] === char.charCodeAt(0));

/** Gives the file, or the files of an archive, unpacked. Names of an archive are shown, never used as paths. */
export async function* unpackFiles(
  raw: AsyncGenerator<Uint8Array>,
  guard: UnpackGuard,
  name: string | null = null,
): AsyncGenerator<SourceFile> {
  const head = await takeAtLeast(raw, 4);
  const whole = followedBy(head, raw);
  if (head[0] === 0x1f && head[1] === 0x8b) yield { name, chunks: gunzipped(whole, guard) };
  else if (startsWith(head, 'PAR1')) yield { name, chunks: parquetLines(whole, guard) };
  else if (startsWith(head, 'PK\u0003\u0004')) yield* zipEntries(whole, guard);
  else if (startsWith(head, 'PK\u0005\u0006')) throw new WaybillError('bad-input', 'the zip archive is empty');
  else yield { name, chunks: whole };
}

async function* gunzipped(packed: AsyncGenerator<Uint8Array>, guard: UnpackGuard): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  try {
    for await (const chunk of pipeline(Readable.from(packed), gunzip, () => {}) as AsyncIterable<Uint8Array>) {
      guard.add(chunk.length);
      yield chunk;
    }
  } catch (cause) {
    if (cause instanceof WaybillError) throw cause;
    throw new WaybillError('bad-input', 'the file looks like gzip but does not unpack', { cause });
  }
}
