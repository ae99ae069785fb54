import { once } from 'node:events';
import { createWriteStream, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { WaybillError } from '@/lib/domain/errors';
import { cancelled } from './file-source';
import { fileTooLarge } from './limits';

/** Where files wait for their import: beside the database, so that both lie on one disk. */
export function spoolFolder(dbPath: string): string {
  return process.env.WAYBILL_SPOOL || join(dirname(dbPath), 'spool');
}

export function spoolPath(dbPath: string, jobId: string): string {
  return join(spoolFolder(dbPath), `${jobId}.upload`);
}

const partPath = (path: string) => `${path}.part`;

export type SpoolOptions = {
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  readonly onProgress: (bytes: number) => void;
};

/** What a full disk throws, as a sentence; anything else as it is. */
export function explainNoSpace(cause: unknown): unknown {
  const { code, message = '' } = (cause ?? {}) as { code?: string; message?: string };
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL' || /database or disk is full/.test(message))
    return new WaybillError('no-space', 'the disk is full: nothing of the file was kept; make room and send it again', {
      cause,
    });
  return cause;
}

/**
 * Writes what comes in to `path`, which is there only once it is whole and on the disk. Throws 'too-large',
 * 'no-space' or 'cancelled', and then nothing of it stays. Gives the bytes.
 */
export async function writeSpool(
  path: string,
  body: AsyncIterable<Uint8Array>,
  { maxBytes, signal, onProgress }: SpoolOptions,
): Promise<number> {
  mkdirSync(dirname(path), { recursive: true });
  const file = createWriteStream(partPath(path), { flush: true });
  const failed = once(file, 'error').then(([cause]) => Promise.reject(cause));
  failed.catch(() => {});
  let bytes = 0;
  try {
    for await (const chunk of body) {
      if (signal.aborted) throw cancelled();
      bytes += chunk.length;
      if (bytes > maxBytes) throw fileTooLarge(maxBytes);
      if (!file.write(chunk)) await Promise.race([once(file, 'drain'), failed]);
      onProgress(bytes);
    }
    if (signal.aborted) throw cancelled();
    file.end();
    await Promise.race([finished(file), failed]);
    renameSync(partPath(path), path);
    return bytes;
  } catch (cause) {
    file.destroy();
    rmSync(partPath(path), { force: true });
    throw explainNoSpace(cause);
  }
}

/** Removes the files that nobody waits for. `isStale` is asked with the job's id and how long ago its file was touched. */
export function sweepSpool(dbPath: string, isStale: (jobId: string, ageMs: number) => boolean): void {
  const folder = spoolFolder(dbPath);
  for (const name of listFiles(folder)) {
    const jobId = /^(.+?)\.upload(\.part)?$/.exec(name)?.[1];
    const path = join(folder, name);
    const touchedMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (jobId === undefined || touchedMs === undefined) continue;
    if (isStale(jobId, Date.now() - touchedMs)) rmSync(path, { force: true });
  }
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
