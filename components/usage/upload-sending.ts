import { Unreachable } from '@/components/ui/ask-server';
import type { UploadJob } from '@/lib/domain/upload-view';

/** How a file goes out and how its import is asked for; tests put their own in its place. */
export type Wire = {
  /** Sends the whole file; gives the import's end. Throws Unreachable where the connection breaks. */
  readonly send: (jobId: string, signal: AbortSignal) => Promise<UploadJob>;
  /** null where the server knows no such import. Throws Unreachable. */
  readonly status: (jobId: string) => Promise<UploadJob | null>;
  /** Throws where the file can no longer be read. */
  readonly checkFile: () => Promise<void>;
  readonly pause: (ms: number) => Promise<void>;
};

export type SendingEvents = {
  readonly onProgress: (job: UploadJob) => void;
  /** What is wrong with the connection and what is done about it; null once it is well again. */
  readonly onTrouble: (text: string | null) => void;
};

const POLL_MS = 400;
const SLOW_POLL_MS = 2000;
export const MAX_SENDINGS = 4;
/** Of polls in a row: five minutes. */
export const MAX_SILENT_POLLS = 150;

const RECONNECTING = 'The server does not answer. Trying to reach it again…';
const RESENDING = 'The connection broke while the file was sent; it is sent again from its start.';

/** Asks once. undefined where nobody answered. */
async function askOnce(wire: Wire, jobId: string): Promise<UploadJob | null | undefined> {
  return wire.status(jobId).catch((cause: unknown) => {
    if (cause instanceof Unreachable) return undefined;
    throw cause;
  });
}

/**
 * Follows an import until it is over, past a server that is away for some minutes. null where the server came back
 * and knows nothing of it, or dropped it as its sender was gone: it can be sent again.
 */
async function followImport(
  wire: Wire,
  jobId: string,
  { onProgress, onTrouble }: SendingEvents,
  /** How the sending ended; null while it lasts. */
  sent: () => UploadJob | { readonly cause: unknown } | null,
  sends: Promise<unknown>,
): Promise<UploadJob | null> {
  let silentPolls = 0;
  for (;;) {
    const isBroken = sent() !== null;
    await (isBroken
      ? wire.pause(silentPolls > 0 ? SLOW_POLL_MS : POLL_MS)
      : Promise.race([sends, wire.pause(POLL_MS)]));
    const end = sent();
    if (end !== null && !('cause' in end)) return end;
    if (end !== null && !(end.cause instanceof Unreachable)) {
      // An import that fails early leaves the rest of the file unread: the upload breaks, the job knows why.
      const job = await askOnce(wire, jobId);
      if (job && job.state !== 'running') return job;
      throw end.cause;
    }
    const job = await askOnce(wire, jobId);
    if (job === undefined) {
      // A server may be too busy with what is sent to answer.
      if (end !== null) silentPolls++;
      if (silentPolls > MAX_SILENT_POLLS) throw new Unreachable();
      if (silentPolls > 1) onTrouble(RECONNECTING);
      continue;
    }
    if (silentPolls > 1) onTrouble(null);
    silentPolls = 0;
    if (job === null) {
      if (end !== null) return null;
      continue;
    }
    if (job.state === 'cancelled' && job.isBrokenOff) return null;
    if (job.state !== 'running') return job;
    onProgress(job);
  }
}

/**
 * Sends a file and follows its import. Where the connection breaks on the way the part received is dropped, and the
 * file is sent again, a few times; once all of it is there the import is followed by its id.
 */
export async function sendAndFollow(wire: Wire, id: string, events: SendingEvents): Promise<UploadJob> {
  for (let sending = 1; sending <= MAX_SENDINGS; sending++) {
    const jobId = sending === 1 ? id : `${id}-${sending}`;
    await wire.checkFile();
    const controller = new AbortController();
    let end: UploadJob | { readonly cause: unknown } | null = null;
    const sends = wire.send(jobId, controller.signal).then(
      (job) => {
        end = job;
      },
      (cause: unknown) => {
        end = { cause };
      },
    );
    const job = await followImport(wire, jobId, events, () => end, sends);
    controller.abort();
    if (job !== null && !(job.state === 'cancelled' && job.isBrokenOff)) return job;
    if (sending < MAX_SENDINGS) events.onTrouble(RESENDING);
  }
  throw new Unreachable();
}
