import type { ColumnMap } from '@/lib/domain/column-map';
import type { UsageRecord } from '@/lib/domain/usage';
import type { ColumnGuess } from '../column-map';
import type { RowKey } from '../row-key';

/** The first bytes of a file. */
export type FormatSample = {
  readonly bytes: Uint8Array;
  /** The sample is the whole file. */
  readonly isWhole: boolean;
};

/** Column names and the first records. `rows[i][j]` is the raw value of `columns[j]`, read at line `lines[i]`. */
export type SampleTable = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly lines: readonly number[];
};

/** What a fast reader knows of its record beyond the record. */
export type RecordHints = {
  /** By place in LABEL_KINDS: through one file, the same number means the same text. -1 is no number. */
  readonly labelNumbers: Int32Array;
  /** `hashText` of the id, 0, 0 for none; the record's own `requestId` is then not set. null: the id is in the record. */
  readonly id: RowKey | null;
  /** The same for the prompt's hash. */
  readonly prompt: RowKey | null;
};

/** Where a reader puts what it reads. `line` is that of the record's first byte; a file begins at line 1. */
export type RecordSink = {
  /** `record` is in normal form and may be reused by the caller: the sink copies what it keeps. */
  readonly accept: (record: UsageRecord, line: number, hints?: RecordHints) => void;
  readonly reject: (line: number, reason: string) => void;
  /** Something with usage that is no call of its own, e.g. a repeat. `reason` is one of a few, in the plural: they are counted by it. */
  readonly skip?: (line: number, reason: string) => void;
};

/** Takes a file in chunks of any size. Throws WaybillError where the whole file cannot be read. */
export type FormatReader = {
  readonly push: (chunk: Uint8Array) => void;
  readonly end: () => void;
};

/** How one source writes its log. A line that is no call and no broken record is passed over in silence. */
export type FormatAdapter = {
  readonly id: string;
  readonly title: string;
  /** Its fields are fixed: there is nothing to map, and a preview shows the calls as read. */
  readonly isFixed?: boolean;
  /** `score` from 0 (cannot be) to 1 (certain); `why` is shown to the person. */
  readonly detect: (sample: FormatSample) => { readonly score: number; readonly why: string };
  readonly peek: (sample: FormatSample) => SampleTable;
  /** A format with fixed fields gives its own map. */
  readonly guess: (table: SampleTable) => ColumnGuess;
  readonly open: (map: ColumnMap, sink: RecordSink) => FormatReader;
};

/** Records that a person looks at and that a guess is made from. */
export const SAMPLE_RECORDS = 200;
