import type { ColumnMap } from './column-map';
import type { UnpricedRow } from './simulation';
import type { ImportProgress, ImportReport } from './upload';
import type { Label, UsageRecord } from './usage';

/** How the start of a file would be read. */
export type UploadPreview = {
  readonly format: string;
  readonly why: string;
  /** There is nothing to map: `rows` are the calls as read, several of a line maybe, with few raw columns or none. */
  readonly isFixed: boolean;
  readonly columns: readonly string[];
  readonly map: ColumnMap;
  readonly rows: readonly {
    readonly line: number;
    /** As in the file, by column; '' for columns of prompt or answer text. */
    readonly raw: readonly string[];
    readonly record: UsageRecord | null;
    readonly reason: string | null;
  }[];
  readonly droppedColumns: readonly string[];
  /** What names of columns cannot say; those that the values leave open come first. */
  readonly questions: readonly MapQuestion[];
  /** Columns chosen as a label that look like an id. */
  readonly idColumns: readonly IdColumn[];
  /** Which file of an archive this is, and the others that are imported with it; null for a file by itself. */
  readonly archive: { readonly shown: string; readonly others: readonly string[] | null } | null;
  readonly savedMaps: readonly SavedMap[];
  /** Why the file cannot be imported with this map, or null. */
  readonly problem: string | null;
};

export const MAP_QUESTIONS = ['cache', 'reasoning', 'timeUnit', 'tokenScale', 'aggregate'] as const;

/** One thing to know about a file, with what each answer makes of a row of it. */
export type MapQuestion = {
  readonly id: (typeof MAP_QUESTIONS)[number];
  /** The values decide it: there is nothing to ask. */
  readonly isSettled: boolean;
  /** What the values say, a sentence. */
  readonly why: string;
  readonly suggested: string;
  readonly options: readonly { readonly value: string; readonly effect: string }[];
};

export type IdColumn = {
  readonly field: Label;
  readonly column: string;
  /** Of the rows of the sample that have one. */
  readonly values: number;
  readonly rows: number;
  /** Columns that would make a label. */
  readonly instead: readonly string[];
};

/** A column map that a person gave a name. */
export type SavedMap = {
  readonly name: string;
  readonly format: string;
  readonly map: ColumnMap;
  /** Of the file it was made for. */
  readonly columns: readonly string[];
};

export const UPLOAD_STATES = ['running', 'done', 'error', 'cancelled'] as const;

export type UploadJob = {
  readonly jobId: string;
  readonly workload: string;
  readonly fileName: string;
  readonly state: (typeof UPLOAD_STATES)[number];
  readonly progress: ImportProgress;
  readonly report: ImportReport | null;
  /** Models of the workload without a price by the default books; null until the import is done. */
  readonly unpriced: readonly UnpricedRow[] | null;
  readonly error: string | null;
  /** Begun again, as the server had stopped. */
  readonly isAgain: boolean;
  /** Cancelled as its sender went away, not by a person. */
  readonly isBrokenOff: boolean;
  /** Another process on the same data imports it: how far it is, is not known here. */
  readonly isElsewhere: boolean;
  readonly createdAtMs: number | null;
};

export const SAMPLES = ['company', 'aider'] as const;
export type Sample = (typeof SAMPLES)[number];

export type LoadedSample = {
  readonly workload: string;
  readonly note: string;
  /** It was there already: nothing was added. */
  readonly wasThere: boolean;
  readonly report: ImportReport;
};
