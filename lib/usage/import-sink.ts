import type { CellTable, LabelKind } from '@/lib/domain/cube';
import type { Deduper } from './dedupe';
import type { RecordHints, RecordSink } from './formats/format';
import { createImportCounts, type ImportCounts } from './import-counts';
import { createLabelDictionary, type LabelDictionary, type LabelEntry } from './label-dictionary';
import {
  appendRecord,
  copyRows,
  createRequestBatch,
  LABEL_KINDS,
  type RequestBatch,
  SEGMENT_ROWS,
} from './request-batch';
import { finishKeys, hashText, type RowKey } from './row-key';

const MAX_REJECTS_KEPT = 100;

export type ImportSink = RecordSink & {
  readonly counts: () => ImportCounts;
  readonly rejects: readonly { readonly line: number; readonly reason: string }[];
  readonly dictionaries: readonly LabelDictionary[];
  /** Hands over what is left. */
  readonly flush: () => void;
};

/** Gathers records, sorts them into new calls and duplicates a batch at a time, and hands over full batches. */
export function createImportSink(
  stored: CellTable['labels'],
  deduper: Deduper,
  onBatch: (kind: 'active' | 'duplicate', batch: RequestBatch) => void,
): ImportSink {
  const counts = createImportCounts();
  const rejects: { line: number; reason: string }[] = [];
  const incoming = createRequestBatch(SEGMENT_ROWS);
  const marks = new Uint8Array(SEGMENT_ROWS);
  let sorted: { active: RequestBatch; duplicate: RequestBatch } | null = null;
  const dictionaries = LABEL_KINDS.map((kind) => createLabelDictionary(kind, stored[kind], blank));
  /** Entries by the reader's label numbers, so that a label seen before costs no look-up by text. */
  const entries: LabelEntry[][] = LABEL_KINDS.map(() => []);
  const ids = new Int32Array(LABEL_KINDS.length);
  const key: RowKey = { lo: 0, hi: 0 };
  const prompt: RowKey = { lo: 0, hi: 0 };

  /** Rows handed over before a label was dropped are the caller's to blank. */
  function blank(kind: LabelKind): void {
    for (const batch of [incoming, sorted?.active, sorted?.duplicate]) batch?.[kind].fill(0);
  }

  function entryOf(index: number, value: string, number: number): LabelEntry {
    const dictionary = dictionaries[index] as LabelDictionary;
    if (number < 0 || dictionary.isDropped()) return dictionary.entry(value);
    const known = (entries[index] as LabelEntry[])[number];
    if (known) return known;
    const entry = dictionary.entry(value);
    (entries[index] as LabelEntry[])[number] = entry;
    return entry;
  }

  function setLabel(index: number, value: string, hints: RecordHints | undefined): void {
    const entry = entryOf(index, value, hints ? (hints.labelNumbers[index] as number) : -1);
    ids[index] = entry.id;
    key.lo = (key.lo + entry.lo) | 0;
    key.hi = (key.hi + entry.hi) | 0;
  }

  function handOver(kind: 'active' | 'duplicate', batch: RequestBatch): void {
    if (batch.length > 0) onBatch(kind, batch);
    batch.length = 0;
  }

  function put(kind: 'active' | 'duplicate', rows: Int32Array): void {
    sorted ??= { active: createRequestBatch(SEGMENT_ROWS), duplicate: createRequestBatch(SEGMENT_ROWS) };
    const target = sorted[kind];
    for (let from = 0; from < rows.length; ) {
      const to = Math.min(rows.length, from + SEGMENT_ROWS - target.length);
      copyRows(incoming, rows, from, to, target);
      from = to;
      if (target.length === SEGMENT_ROWS) handOver(kind, target);
    }
  }

  function sortIncoming(): void {
    finishKeys(incoming);
    const duplicates = deduper.mark(incoming.keyLo, incoming.keyHi, incoming.length, marks);
    counts.addBatch(incoming, marks, duplicates);
    if (duplicates === 0 && (sorted?.active.length ?? 0) === 0) {
      handOver('active', incoming);
      return;
    }
    const rows = Int32Array.from({ length: incoming.length }, (_, row) => row);
    put(
      'active',
      rows.filter((row) => marks[row] === 0),
    );
    put(
      'duplicate',
      rows.filter((row) => marks[row] === 1),
    );
    incoming.length = 0;
  }

  return {
    dictionaries,
    rejects,
    counts: () => counts.upTo(incoming.length),
    accept(record, _line, hints) {
      key.lo = 0;
      key.hi = 0;
      setLabel(0, record.model, hints);
      setLabel(1, record.task, hints);
      setLabel(2, record.team, hints);
      setLabel(3, record.language, hints);
      setLabel(4, record.region, hints);
      setLabel(5, record.needs, hints);
      setLabel(6, record.tags, hints);
      key.lo &= ~1;
      const id = hints?.id;
      if (id) {
        if (id.lo !== 0 || id.hi !== 0) setIdKey(id);
      } else if (record.requestId !== '') {
        hashText(record.requestId, key);
        setIdKey(key);
      }
      if (!hints?.prompt) {
        prompt.lo = 0;
        prompt.hi = 0;
        if (record.promptHash !== '') hashText(record.promptHash, prompt);
      }
      appendRecord(incoming, record, ids, key, hints?.prompt ?? prompt);
      if (incoming.length === SEGMENT_ROWS) sortIncoming();
    },
    reject(line, reason) {
      counts.addReject();
      if (rejects.length < MAX_REJECTS_KEPT) rejects.push({ line, reason });
    },
    skip: (_line, reason) => counts.addSkip(reason),
    flush() {
      sortIncoming();
      if (!sorted) return;
      handOver('active', sorted.active);
      handOver('duplicate', sorted.duplicate);
    },
  };

  function setIdKey(id: RowKey): void {
    key.lo = id.lo | 1;
    key.hi = id.hi;
  }
}
