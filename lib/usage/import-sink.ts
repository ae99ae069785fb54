import type { CellTable, LabelKind } from '@/lib/domain/cube';
import { BILLING_STATUSES, SERVICE_TIERS, type UsageRecord } from '@/lib/domain/usage';
import type { Deduper } from './dedupe';
import type { RecordSink } from './formats/format';
import { type LabelDictionary, createLabelDictionary } from './label-dictionary';
import { LABEL_KINDS, type RequestBatch, SEGMENT_ROWS, createRequestBatch } from './request-batch';
import { type RowKey, contentRowKey, hashText, idRowKey } from './row-key';

const MAX_REJECTS_KEPT = 100;

export type ImportCounts = {
  read: number;
  accepted: number;
  rejected: number;
  duplicates: number;
  zeroTokenRows: number;
  missingUsageRows: number;
  aggregateRows: number;
  firstTimeMs: number | null;
  lastTimeMs: number | null;
};

export type ImportSink = RecordSink & {
  readonly counts: Readonly<ImportCounts>;
  readonly rejects: readonly { readonly line: number; readonly reason: string }[];
  readonly dictionaries: readonly LabelDictionary[];
  /** Hands over what is left. */
  readonly flush: () => void;
};

/** Sorts records into new calls and duplicates, and hands them over in full batches. */
export function createImportSink(
  stored: CellTable['labels'],
  deduper: Deduper,
  onBatch: (kind: 'active' | 'duplicate', batch: RequestBatch) => void,
): ImportSink {
  const active = createRequestBatch(SEGMENT_ROWS);
  let duplicates: RequestBatch | null = null;
  const counts: ImportCounts = {
    read: 0,
    accepted: 0,
    rejected: 0,
    duplicates: 0,
    zeroTokenRows: 0,
    missingUsageRows: 0,
    aggregateRows: 0,
    firstTimeMs: null,
    lastTimeMs: null,
  };
  let firstTimeMs = Number.POSITIVE_INFINITY;
  let lastTimeMs = Number.NEGATIVE_INFINITY;
  const rejects: { line: number; reason: string }[] = [];
  const dictionaries = LABEL_KINDS.map((kind) => createLabelDictionary(kind, stored[kind], blank));
  const ids = new Int32Array(LABEL_KINDS.length);
  const hashes = new Int32Array(LABEL_KINDS.length * 2);
  const id: RowKey = { lo: 0, hi: 0 };
  const key: RowKey = { lo: 0, hi: 0 };

  /** Rows handed over before a label was dropped are the caller's to blank. */
  function blank(kind: LabelKind): void {
    active[kind].fill(0);
    duplicates?.[kind].fill(0);
  }

  function setLabel(index: number, value: string): void {
    const entry = (dictionaries[index] as LabelDictionary).entry(value);
    ids[index] = entry.id;
    hashes[index * 2] = entry.lo;
    hashes[index * 2 + 1] = entry.hi;
  }

  function note(record: UsageRecord): void {
    counts.accepted++;
    if (record.usageMissing) counts.missingUsageRows++;
    else if (record.inputTokens === 0 && record.outputTokens === 0) counts.zeroTokenRows++;
    if (record.aggregate) counts.aggregateRows++;
    if (record.timeMs < firstTimeMs) firstTimeMs = record.timeMs;
    if (record.timeMs > lastTimeMs) lastTimeMs = record.timeMs;
  }

  function target(isDuplicate: boolean): RequestBatch {
    if (!isDuplicate) return active;
    duplicates ??= createRequestBatch(SEGMENT_ROWS);
    return duplicates;
  }

  function handOver(kind: 'active' | 'duplicate', batch: RequestBatch): void {
    if (batch.length > 0) onBatch(kind, batch);
    batch.length = 0;
  }

  return {
    dictionaries,
    rejects,
    get counts() {
      const hasTimes = firstTimeMs <= lastTimeMs;
      return { ...counts, firstTimeMs: hasTimes ? firstTimeMs : null, lastTimeMs: hasTimes ? lastTimeMs : null };
    },
    accept(record) {
      counts.read++;
      setLabel(0, record.model);
      setLabel(1, record.task);
      setLabel(2, record.team);
      setLabel(3, record.language);
      setLabel(4, record.region);
      setLabel(5, record.needs);
      setLabel(6, record.tags);
      if (record.requestId === '') {
        contentRowKey(record, hashes, key);
      } else {
        hashText(record.requestId, id);
        idRowKey(record, id, key);
      }
      const isDuplicate = deduper.isDuplicate(key.lo, key.hi);
      if (isDuplicate) counts.duplicates++;
      else note(record);
      const batch = target(isDuplicate);
      appendRow(batch, record, ids, key);
      if (batch.length === SEGMENT_ROWS) handOver(isDuplicate ? 'duplicate' : 'active', batch);
    },
    reject(line, reason) {
      counts.read++;
      counts.rejected++;
      if (rejects.length < MAX_REJECTS_KEPT) rejects.push({ line, reason });
    },
    flush() {
      handOver('active', active);
      if (duplicates) handOver('duplicate', duplicates);
    },
  };
}

function appendRow(batch: RequestBatch, record: UsageRecord, ids: Int32Array, key: RowKey): void {
  const row = batch.length++;
  batch.timeMs[row] = record.timeMs;
  batch.keyLo[row] = key.lo;
  batch.keyHi[row] = key.hi;
  batch.model[row] = ids[0] as number;
  batch.task[row] = ids[1] as number;
  batch.team[row] = ids[2] as number;
  batch.language[row] = ids[3] as number;
  batch.region[row] = ids[4] as number;
  batch.needs[row] = ids[5] as number;
  batch.tags[row] = ids[6] as number;
  batch.requests[row] = record.requests;
  batch.inputTokens[row] = record.inputTokens;
  batch.cacheReadTokens[row] = record.cacheReadTokens;
  batch.cacheWriteTokens[row] = record.cacheWriteTokens;
  batch.cacheWrite1hTokens[row] = record.cacheWrite1hTokens;
  batch.inputAudioTokens[row] = record.inputAudioTokens;
  batch.inputImageTokens[row] = record.inputImageTokens;
  batch.outputTokens[row] = record.outputTokens;
  batch.reasoningTokens[row] = record.reasoningTokens;
  batch.outputAudioTokens[row] = record.outputAudioTokens;
  batch.outputImageTokens[row] = record.outputImageTokens;
  batch.webSearches[row] = record.webSearches;
  batch.loggedCostNanoUsd[row] = record.loggedCostNanoUsd ?? Number.NaN;
  batch.latencyMs[row] = record.latencyMs ?? Number.NaN;
  batch.serviceTier[row] = SERVICE_TIERS.indexOf(record.serviceTier);
  batch.status[row] = BILLING_STATUSES.indexOf(record.status);
  batch.aggregate[row] = record.aggregate ? 1 : 0;
  batch.usageMissing[row] = record.usageMissing ? 1 : 0;
  batch.feedback[row] = record.feedback;
}
