import type { ColumnMap, MappableField } from '@/lib/domain/column-map';
import type { ImportProgress } from '@/lib/domain/upload';
import type { UploadJob, UploadPreview } from '@/lib/domain/upload-view';

type ImportStage = 'checking' | 'ready' | 'refused' | 'queued' | 'running' | 'done' | 'error' | 'cancelled';

/** One dropped file on its way in. */
export type ImportItem = {
  readonly id: string;
  readonly file: File;
  readonly stage: ImportStage;
  readonly workload: string;
  /** `auto` or the id of a format that the person chose. */
  readonly format: string;
  /** As the person changed it; null where the guess holds. */
  readonly map: ColumnMap | null;
  /** null before it is there, and for a file that can only be seen whole and is too large for that. */
  readonly preview: UploadPreview | null;
  readonly job: UploadJob | null;
  readonly error: string | null;
  /** What is wrong with the connection while the file is on its way. */
  readonly trouble: string | null;
  /** When the phase it is in began. */
  readonly phaseStartedMs: number | null;
};

export type ImportAction =
  | {
      readonly type: 'add';
      readonly items: readonly { readonly id: string; readonly file: File }[];
      readonly workload: string;
    }
  | { readonly type: 'previewed'; readonly id: string; readonly preview: UploadPreview | null }
  | { readonly type: 'refused'; readonly id: string; readonly error: string }
  | {
      readonly type: 'edit';
      readonly id: string;
      readonly change: Partial<Pick<ImportItem, 'workload' | 'format' | 'map'>>;
    }
  | { readonly type: 'enqueue'; readonly id: string }
  | { readonly type: 'started'; readonly id: string; readonly nowMs: number }
  | { readonly type: 'progressed'; readonly id: string; readonly job: UploadJob; readonly nowMs: number }
  | { readonly type: 'troubled'; readonly id: string; readonly trouble: string | null }
  | { readonly type: 'failed'; readonly id: string; readonly error: string }
  | { readonly type: 'remove'; readonly id: string };

function change(items: readonly ImportItem[], id: string, with_: (item: ImportItem) => ImportItem): ImportItem[] {
  return items.map((item) => (item.id === id ? with_(item) : item));
}

export function importQueue(items: readonly ImportItem[], action: ImportAction): readonly ImportItem[] {
  switch (action.type) {
    case 'add': {
      const blank = {
        ...({ stage: 'checking', format: 'auto', map: null, preview: null, job: null, error: null } as const),
        ...{ trouble: null, phaseStartedMs: null },
      };
      return [...items, ...action.items.map((added) => ({ ...blank, ...added, workload: action.workload }))];
    }
    case 'previewed':
      return change(items, action.id, (item) =>
        isEditable(item) ? { ...item, stage: 'ready', preview: action.preview, error: null } : item,
      );
    case 'refused':
      return change(items, action.id, (item) =>
        isEditable(item) ? { ...item, stage: 'refused', error: action.error } : item,
      );
    case 'edit':
      return change(items, action.id, (item) => (isEditable(item) ? { ...item, ...action.change } : item));
    case 'enqueue':
      return change(items, action.id, (item) => (item.stage === 'ready' ? { ...item, stage: 'queued' } : item));
    case 'started':
      return change(items, action.id, (item) => ({ ...item, stage: 'running', phaseStartedMs: action.nowMs }));
    case 'troubled':
      return change(items, action.id, (item) =>
        item.stage === 'running' ? { ...item, trouble: action.trouble } : item,
      );
    case 'progressed':
      return change(items, action.id, (item) => ({
        ...item,
        stage: action.job.state,
        job: action.job,
        error: action.job.error,
        trouble: null,
        phaseStartedMs:
          phaseOf(item) === action.job.progress.phase && item.trouble === null ? item.phaseStartedMs : action.nowMs,
      }));
    case 'failed':
      return change(items, action.id, (item) => ({ ...item, stage: 'error', error: action.error, trouble: null }));
    case 'remove':
      return items.filter((item) => item.id !== action.id);
    default:
      throw new Error(`unknown action: ${JSON.stringify(action satisfies never)}`);
  }
}

/** Before it is on its way. */
export function isEditable({ stage }: ImportItem): boolean {
  return stage === 'checking' || stage === 'ready' || stage === 'refused';
}

function phaseOf({ job }: ImportItem): ImportProgress['phase'] {
  return job?.progress.phase ?? 'receiving';
}

/** Leaving the page would lose it: it waits to be sent, or is not received whole. */
export function needsPage(item: ImportItem): boolean {
  return item.stage === 'queued' || (item.stage === 'running' && phaseOf(item) === 'receiving');
}

/** Whether an import of the server's list was begun by this page. A file that is sent again has a new id. */
export function isOwn(items: readonly ImportItem[], jobId: string): boolean {
  return items.some(({ id }) => jobId === id || jobId.startsWith(`${id}-`));
}

/** The file to send next: one at a time, in the order they came. */
export function nextToRun(items: readonly ImportItem[]): ImportItem | null {
  if (items.some((item) => item.stage === 'running')) return null;
  return items.find((item) => item.stage === 'queued') ?? null;
}

/** `march usage` for `march usage.csv.gz`. */
export function workloadFromFile(fileName: string): string {
  const bare = fileName.replace(/\.(csv|tsv|txt|json|jsonl|ndjson|log|gz|zip|parquet)$/i, '');
  return bare !== fileName && bare !== '' ? workloadFromFile(bare) : fileName.slice(0, 100);
}

/** A map with another column for a field; null takes the field away. */
export function withColumn(map: ColumnMap, field: MappableField, column: string | null): ColumnMap {
  const { [field]: _old, ...columns } = map.columns;
  const { [field]: _constant, ...constants } = map.constants ?? {};
  return { ...map, columns: column === null ? columns : { ...columns, [field]: column }, constants };
}

/** A map with one value for all rows; '' takes it away. */
export function withConstant(map: ColumnMap, field: MappableField, value: string): ColumnMap {
  const { [field]: _old, ...constants } = map.constants ?? {};
  return { ...map, constants: value === '' ? constants : { ...constants, [field]: value } };
}
