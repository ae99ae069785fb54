import type { ColumnMap } from '@/lib/domain/column-map';
import type { ErrorCode } from '@/lib/domain/errors';
import type { ImportProgress } from '@/lib/domain/upload';
import type { ImportResult } from './import-stream';

export type ImportWorkerData = {
  readonly dbPath: string;
  readonly jobId: string;
  /** The spooled file. */
  readonly path: string;
  readonly workloadName: string;
  readonly fileName: string;
  readonly format: string;
  readonly columnMap?: ColumnMap;
  readonly bytesTotal: number;
};

export type ToImportWorker = { readonly type: 'cancel' };

export type FromImportWorker =
  | { readonly type: 'began'; readonly uploadId: number }
  | { readonly type: 'progress'; readonly progress: ImportProgress }
  | { readonly type: 'done'; readonly result: ImportResult }
  /** `code` is null for what is no person's mistake. */
  | { readonly type: 'error'; readonly code: ErrorCode | null; readonly message: string };
