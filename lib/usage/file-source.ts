import { createHash } from 'node:crypto';
import { WaybillError } from '@/lib/domain/errors';
import { takeAtLeast } from './byte-chunks';
import { fileTooLarge, type Limits, readLimits } from './limits';
import { createUnpackGuard, type SourceFile, unpackFiles } from './unpack/unpack-files';

const SAMPLE_BYTES = 256 * 1024;
/** A log may hold a run of NUL where a machine went down; what has one here is no text. */
const HEAD_BYTES = 1024;

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
      if (bytesRead > limits.fileBytes) throw fileTooLarge(limits.fileBytes);
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
  if (isReturnsOnly(sample))
    throw new WaybillError('bad-input', 'its lines end in CR alone, as on old Macs: save the file with LF or CRLF');
  if (sample.subarray(0, HEAD_BYTES).includes(0))
    throw new WaybillError(
      'bad-input',
      'the file is binary, and no Parquet, gzip or zip: a text file is wanted (CSV or JSON)',
    );
}

/** JSON may have any line ends. */
function isReturnsOnly(sample: Uint8Array): boolean {
  const first = sample.find((byte) => byte > 32 && byte < 127);
  if (first === 91 || first === 123 || sample.includes(10)) return false;
  const at = sample.indexOf(13);
  return at >= 0 && sample.subarray(at).some((byte) => byte > 32);
}

export function cancelled(): WaybillError {
  return new WaybillError('cancelled', 'the import was cancelled');
}
