import type { ColumnMap } from './column-map';
import type { UnpricedRow } from './simulation';
import type { ImportProgress, ImportReport } from './upload';
import type { UsageRecord } from './usage';

/** How the start of a file would be read. */
export type UploadPreview = {
  readonly format: string;
  readonly why: string;
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
  /** Why the file cannot be imported with this map, or null. */
  readonly problem: string | null;
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
