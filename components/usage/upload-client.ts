import type { ColumnMap } from '@/lib/domain/column-map';
import type { LoadedSample, Sample, UploadJob, UploadPreview } from '@/lib/domain/upload-view';

const PREVIEW_BYTES = 256 * 1024;
const POLL_MS = 400;

/** What the server says went wrong, in words for a person. */
class RequestError extends Error {}

const UNREACHABLE = 'The server does not answer. Is Waybill still running?';

async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(path, init).catch((cause: unknown) => {
    if (init.signal?.aborted) throw cause;
    throw new RequestError(UNREACHABLE);
  });
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body as T;
  const error = typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : null;
  throw new RequestError(error ?? `The server answered ${response.status}.`);
}

export function messageOf(cause: unknown): string {
  return cause instanceof RequestError ? cause.message : 'Something went wrong in this page. Load it again.';
}

type Reading = { readonly format: string; readonly map: ColumnMap | null };

function readingQuery({ format, map }: Reading): URLSearchParams {
  return new URLSearchParams({ format, ...(map ? { map: JSON.stringify(map) } : {}) });
}

export function fetchPreview(file: File, reading: Reading, signal: AbortSignal): Promise<UploadPreview> {
  const query = readingQuery(reading);
  query.set('whole', file.size <= PREVIEW_BYTES ? '1' : '0');
  return ask(`/api/uploads/preview?${query}`, { method: 'POST', body: file.slice(0, PREVIEW_BYTES), signal });
}

/** Not `randomUUID`, which a page over plain http lacks. */
export function randomId(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

type Sending = Reading & { readonly jobId: string; readonly file: File; readonly workload: string };

/** Sends a file and asks on the way how far the server is. Gives the import's end, whatever it is. */
export async function sendFile(sending: Sending, onProgress: (job: UploadJob) => void): Promise<UploadJob> {
  const { jobId, file, workload } = sending;
  const query = readingQuery(sending);
  for (const [name, value] of Object.entries({ workload, fileName: file.name, bytes: String(file.size), job: jobId }))
    query.set(name, value);
  const controller = new AbortController();
  const status = () => ask<UploadJob>(`/api/uploads/${jobId}`);
  let sent: { readonly job: UploadJob } | { readonly cause: unknown } | null = null;
  const sends = ask<UploadJob>(`/api/uploads?${query}`, { method: 'POST', body: file, signal: controller.signal }).then(
    (job) => {
      sent = { job };
    },
    (cause: unknown) => {
      sent = { cause };
    },
  );
  for (;;) {
    await Promise.race([sends, pause(POLL_MS)]);
    const end = sent as { readonly job: UploadJob } | { readonly cause: unknown } | null;
    if (end && 'job' in end) return end.job;
    const job = await status().catch(() => null);
    // An import that fails early leaves the rest of the file unread: the upload breaks, the job knows why.
    if (job && job.state !== 'running') {
      controller.abort();
      return job;
    }
    if (end) throw end.cause;
    if (job) onProgress(job);
  }
}

export function cancelJob(jobId: string): Promise<UploadJob> {
  return ask(`/api/uploads/${jobId}`, { method: 'DELETE' });
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

/** `benchmark`: '' for none, null for the rule by name. */
export function saveJudge(workload: string, task: string, benchmark: string | null): Promise<unknown> {
  return sendJson('PUT', `${workloadPath(workload)}/judge`, { task, benchmark });
}
