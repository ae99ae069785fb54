import { createHash } from 'node:crypto';
import { WaybillError } from '@/lib/domain/errors';
import { takeAtLeast } from './byte-chunks';
import { type Limits, readLimits } from './limits';
import { createUnpackGuard, type SourceFile, unpackFiles } from './unpack/unpack-files';

const SAMPLE_BYTES = 256 * 1024;

/** A file's bytes on their way in: counted and hashed as they come, unpacked where they are gzip, zip or Parquet. */
export type FileSource = {
  /** The file, or each file of an archive. One must be read or left before the next is asked for. */
  readonly files: () => AsyncGenerator<SourceFile>;
  /** Of the file as it was sent. */
  readonly bytesRead: () => number;
  readonly sha256: () => string;
};

export function createFileSource(
  source: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
  limits: Limits = readLimits(),
): FileSource {
  const hash = createHash('sha256');
  let bytesRead = 0;

  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of abortable(source, signal)) {
      hash.update(chunk);
      bytesRead += chunk.length;
      if (chunk.length > 0) yield chunk;
    }
  }

  return {
    files: () =>
      unpackFiles(
        counted(),
        createUnpackGuard(limits, () => bytesRead),
      ),
    bytesRead: () => bytesRead,
    sha256: () => hash.digest('hex'),
  };
}

/** Ends with an error as soon as `signal` says, even where the sender has gone silent. */
async function* abortable(source: AsyncIterable<Uint8Array>, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  let abort = (): void => {};
  const onAbort = () => abort();
  signal?.addEventListener('abort', onAbort);
  // Not Promise.race: a promise that never settles would keep every chunk it was ever raced against.
  const next = () =>
    new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
      abort = () => reject(cancelled());
      if (signal?.aborted) abort();
      else iterator.next().then(resolve, reject);
    });
  try {
    for (let step = await next(); !step.done; step = await next()) yield step.value;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    // Not awaited: a sender that hangs would hang us.
    iterator.return?.()?.catch(() => {});
  }
}

/** The first bytes of a file, and all of its bytes from the start. */
export async function takeSample(
  chunks: AsyncGenerator<Uint8Array>,
): Promise<{ sample: Uint8Array; isWhole: boolean; rest: AsyncGenerator<Uint8Array> }> {
  const sample = await takeAtLeast(chunks, SAMPLE_BYTES);
  return { sample, isWhole: sample.length < SAMPLE_BYTES, rest: chunks };
}

/** Refuses what cannot be a log at all. */
export function checkIsText(sample: Uint8Array, isWhole: boolean): void {
  if (isWhole && sample.every((byte) => byte <= 32)) throw new WaybillError('bad-input', 'the file is empty');
  const isUtf16 = (sample[0] === 0xff && sample[1] === 0xfe) || (sample[0] === 0xfe && sample[1] === 0xff);
  if (isUtf16) throw new WaybillError('bad-input', 'the file is UTF-16 text: save it as UTF-8');
  if (sample.includes(0))
    throw new WaybillError('bad-input', 'the file is binary: a text log is wanted (CSV or JSON Lines)');
}

export function cancelled(): WaybillError {
  return new WaybillError('cancelled', 'the import was cancelled');
}
