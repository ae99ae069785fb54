import type { RequestBatch } from './request-batch';
import { compressSegment, encodeSegment } from './segment-codec';

export type SegmentWriter = {
  /** Encodes now (the batch may be reused at once); compresses and inserts later, in order. */
  readonly write: (kind: 'active' | 'duplicate', batch: RequestBatch) => void;
  /** Waits until at most `pending` segments are on their way; throws what went wrong with one. */
  readonly drain: (pending: number) => Promise<void>;
};

export function createSegmentWriter(
  insert: (kind: 'active' | 'duplicate', rows: number, data: Uint8Array) => void,
): SegmentWriter {
  const queue: Promise<void>[] = [];
  let last = Promise.resolve();
  return {
    write(kind, batch) {
      const rows = batch.length;
      const compressed = compressSegment(encodeSegment(batch));
      const before = last;
      last = before.then(async () => insert(kind, rows, await compressed));
      // Seen by `drain`; without this, Node ends the process before anyone waits.
      last.catch(() => {});
      compressed.catch(() => {});
      queue.push(last);
    },
    async drain(pending) {
      while (queue.length > pending) await queue.shift();
    },
  };
}
