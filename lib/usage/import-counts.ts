import type { ImportReport } from '@/lib/domain/upload';
import type { RequestBatch } from './request-batch';

export type ImportCounts = ImportReport['rows'] &
  Pick<ImportReport, 'skipped' | 'zeroTokenRows' | 'missingUsageRows' | 'aggregateRows' | 'firstTimeMs' | 'lastTimeMs'>;

/** Counts what an import meets. All but `read` are of batches that were sorted. */
export function createImportCounts() {
  let sorted = 0;
  let rejected = 0;
  let duplicates = 0;
  const skipped = new Map<string, number>();
  let zeroTokenRows = 0;
  let missingUsageRows = 0;
  let aggregateRows = 0;
  let firstTimeMs = Number.POSITIVE_INFINITY;
  let lastTimeMs = Number.NEGATIVE_INFINITY;
  return {
    addReject(): void {
      rejected++;
    },
    addSkip(reason: string): void {
      skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
    },
    /** `marks[row]` is 1 for a duplicate. */
    addBatch(batch: RequestBatch, marks: Uint8Array, duplicatesInBatch: number): void {
      const { timeMs, inputTokens, outputTokens, usageMissing, aggregate, length } = batch;
      sorted += length;
      duplicates += duplicatesInBatch;
      for (let row = 0; row < length; row++) {
        if (marks[row] === 1) continue;
        const time = timeMs[row] as number;
        if (time < firstTimeMs) firstTimeMs = time;
        if (time > lastTimeMs) lastTimeMs = time;
        if (usageMissing[row] === 1) missingUsageRows++;
        else if (inputTokens[row] === 0 && outputTokens[row] === 0) zeroTokenRows++;
        if (aggregate[row] === 1) aggregateRows++;
      }
    },
    /** With `waiting` rows that are read and not sorted yet. */
    upTo(waiting: number): ImportCounts {
      const hasTimes = firstTimeMs <= lastTimeMs;
      return {
        read: sorted + waiting + rejected,
        accepted: sorted - duplicates,
        rejected,
        duplicates,
        skipped: [...skipped].map(([reason, count]) => ({ reason, count })),
        zeroTokenRows,
        missingUsageRows,
        aggregateRows,
        firstTimeMs: hasTimes ? firstTimeMs : null,
        lastTimeMs: hasTimes ? lastTimeMs : null,
      };
    },
  };
}
