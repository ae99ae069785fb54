import { askServer as ask, RequestError, Unreachable } from '@/components/ui/ask-server';
import type { ColumnMap } from '@/lib/domain/column-map';
import type { LoadedSample, Sample, SavedMap, UploadJob, UploadPreview } from '@/lib/domain/upload-view';
import { type SendingEvents, sendAndFollow, type Wire } from './upload-sending';

const PREVIEW_BYTES = 256 * 1024;
/** A Parquet file is read from its end and a zip archive lists its files there: they are sent whole. */
const WHOLE_PREVIEW_BYTES = 64 * 1024 * 1024;

type Reading = { readonly format: string; readonly map: ColumnMap | null };

function readingQuery({ format, map }: Reading): URLSearchParams {
  return new URLSearchParams({ format, ...(map ? { map: JSON.stringify(map) } : {}) });
}

const UNREADABLE = 'The browser cannot read this file: it was moved or changed since. Drop it again.';

function bytesOf(file: File, bytes: number): Promise<ArrayBuffer> {
  return file
    .slice(0, bytes)
    .arrayBuffer()
    .catch(() => {
      throw new RequestError(UNREADABLE, 0);
    });
}

/** null where a file can only be read whole and is too large for that. */
export async function fetchPreview(file: File, reading: Reading, signal: AbortSignal): Promise<UploadPreview | null> {
  const head = new TextDecoder('latin1').decode(await bytesOf(file, 4));
  const isWholeWanted = head === 'PAR1' || head === 'PK\u0003\u0004';
  if (head === 'PAR1' && file.size > WHOLE_PREVIEW_BYTES) return null;
  const bytes = isWholeWanted && file.size <= WHOLE_PREVIEW_BYTES ? file.size : PREVIEW_BYTES;
  const query = readingQuery(reading);
  query.set('whole', file.size <= bytes ? '1' : '0');
  return ask(`/api/uploads/preview?${query}`, { method: 'POST', body: file.slice(0, bytes), signal });
}

/** Not `randomUUID`, which a page over plain http lacks. */
export function randomId(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

type Sending = Reading & { readonly jobId: string; readonly file: File; readonly workload: string };

/** null where the server knows no such import. */
function fetchImport(jobId: string): Promise<UploadJob | null> {
  return ask<UploadJob>(`/api/uploads/${jobId}`).catch((cause: unknown) => {
    if (cause instanceof RequestError && cause.status === 404) return null;
    // A server on its way down or up.
    if (cause instanceof RequestError && cause.status >= 500) throw new Unreachable();
    throw cause;
  });
}

/** Sends a file and asks on the way how far the server is. Gives the import's end, whatever it is. */
export function sendFile(sending: Sending, events: SendingEvents): Promise<UploadJob> {
  const { jobId: id, file, workload } = sending;
  const send: Wire['send'] = (jobId, signal) => {
    const query = readingQuery(sending);
    for (const [name, value] of Object.entries({ workload, fileName: file.name, bytes: String(file.size), job: jobId }))
      query.set(name, value);
    return ask(`/api/uploads?${query}`, { method: 'POST', body: file, signal });
  };
  const checkFile = async () => {
    await bytesOf(file, 1);
  };
  return sendAndFollow({ send, status: fetchImport, checkFile, pause }, id, events);
}

export function fetchImports(): Promise<readonly UploadJob[]> {
  return ask('/api/uploads');
}

export function cancelJob(jobId: string): Promise<UploadJob> {
  return ask(`/api/uploads/${jobId}`, { method: 'DELETE' });
}

export function saveMap(saved: SavedMap): Promise<readonly SavedMap[]> {
  return sendJson('PUT', '/api/uploads/maps', saved);
}

export function deleteSavedMap(name: string): Promise<readonly SavedMap[]> {
  return ask(`/api/uploads/maps/${encodeURIComponent(name)}`, { method: 'DELETE' });
}

function sendJson<T>(method: 'POST' | 'PUT', path: string, body: unknown): Promise<T> {
  return ask(path, { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
}

export function loadSample(sample: Sample): Promise<LoadedSample> {
  return sendJson('POST', '/api/samples', { sample });
}

const workloadPath = (name: string) => `/api/workloads/${encodeURIComponent(name)}`;

export function deleteWorkload(name: string): Promise<unknown> {
  return ask(workloadPath(name), { method: 'DELETE' });
}

export function deleteUpload(workload: string, uploadId: number): Promise<{ readonly workloadIsGone: boolean }> {
  return ask(`${workloadPath(workload)}/uploads/${uploadId}`, { method: 'DELETE' });
}

type Judge = { readonly task: string; readonly benchmark: string | null; readonly books: readonly string[] };

/** `benchmark`: '' for none, null for the default. */
export function saveJudge(workload: string, judge: Judge): Promise<unknown> {
  return sendJson('PUT', `${workloadPath(workload)}/judge`, judge);
}
