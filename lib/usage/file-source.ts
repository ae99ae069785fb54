import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { WaybillError } from '@/lib/domain/errors';

const SAMPLE_BYTES = 256 * 1024;

/** A file's bytes on their way in: counted and hashed as they come, unpacked where they are gzip. */
export type FileSource = {
  readonly chunks: () => AsyncGenerator<Uint8Array>;
  /** Of the file as it was sent. */
  readonly bytesRead: () => number;
  readonly sha256: () => string;
};

export function createFileSource(source: AsyncIterable<Uint8Array>, signal?: AbortSignal): FileSource {
  const hash = createHash('sha256');
  let bytesRead = 0;

  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of abortable(source, signal)) {
      hash.update(chunk);
      bytesRead += chunk.length;
      if (chunk.length > 0) yield chunk;
    }
  }

  async function* chunks(): AsyncGenerator<Uint8Array> {
    const raw = counted();
    const head = await takeAtLeast(raw, 2);
    if (head.length === 0) return;
    const isGzip = head[0] === 0x1f && head[1] === 0x8b;
    const whole = followedBy(head, raw);
    yield* isGzip ? unpacked(whole) : whole;
  }

  return { chunks, bytesRead: () => bytesRead, sha256: () => hash.digest('hex') };
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
  if (sample[0] === 0x50 && sample[1] === 0x4b)
    throw new WaybillError('bad-input', 'the file is a zip archive: unpack it first');
  if (sample.includes(0))
    throw new WaybillError('bad-input', 'the file is binary: a text log is wanted (CSV or JSON Lines)');
}

export function cancelled(): WaybillError {
  return new WaybillError('cancelled', 'the import was cancelled');
}

async function takeAtLeast(chunks: AsyncGenerator<Uint8Array>, bytes: number): Promise<Uint8Array> {
  const taken: Uint8Array[] = [];
  let length = 0;
  while (length < bytes) {
    const next = await chunks.next();
    if (next.done) break;
    taken.push(next.value);
    length += next.value.length;
  }
  return taken.length === 1 ? (taken[0] as Uint8Array) : new Uint8Array(Buffer.concat(taken));
}

async function* followedBy(head: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  yield* rest;
}

async function* unpacked(packed: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  try {
    yield* pipeline(Readable.from(packed), gunzip, () => {}) as AsyncIterable<Uint8Array>;
  } catch (cause) {
    if (cause instanceof WaybillError) throw cause;
    throw new WaybillError('bad-input', 'the file looks like gzip but does not unpack', { cause });
  }
}
