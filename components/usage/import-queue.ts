import type { ColumnMap, MappableField } from '@/lib/domain/column-map';
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
  readonly preview: UploadPreview | null;
  readonly job: UploadJob | null;
  readonly error: string | null;
};

export type ImportAction =
  | {
      readonly type: 'add';
      readonly items: readonly { readonly id: string; readonly file: File }[];
      readonly workload: string;
    }
  | { readonly type: 'previewed'; readonly id: string; readonly preview: UploadPreview }
  | { readonly type: 'refused'; readonly id: string; readonly error: string }
  | {
      readonly type: 'edit';
      readonly id: string;
      readonly change: Partial<Pick<ImportItem, 'workload' | 'format' | 'map'>>;
    }
  | { readonly type: 'enqueue'; readonly id: string }
  | { readonly type: 'started'; readonly id: string }
  | { readonly type: 'progressed'; readonly id: string; readonly job: UploadJob }
  | { readonly type: 'failed'; readonly id: string; readonly error: string }
  | { readonly type: 'remove'; readonly id: string };

function change(items: readonly ImportItem[], id: string, with_: (item: ImportItem) => ImportItem): ImportItem[] {
  return items.map((item) => (item.id === id ? with_(item) : item));
}

export function importQueue(items: readonly ImportItem[], action: ImportAction): readonly ImportItem[] {
  switch (action.type) {
    case 'add': {
      const blank = { stage: 'checking', format: 'auto', map: null, preview: null, job: null, error: null } as const;
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
      return change(items, action.id, (item) => ({ ...item, stage: 'running' }));
    case 'progressed':
      return change(items, action.id, (item) => ({
        ...item,
        stage: action.job.state,
        job: action.job,
        error: action.job.error,
      }));
    case 'failed':
      return change(items, action.id, (item) => ({ ...item, stage: 'error', error: action.error }));
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

/** The file to send next: one at a time, in the order they came. */
export function nextToRun(items: readonly ImportItem[]): ImportItem | null {
  if (items.some((item) => item.stage === 'running')) return null;
  return items.find((item) => item.stage === 'queued') ?? null;
}

/** `march usage` for `march usage.csv.gz`. */
export function workloadFromFile(fileName: string): string {
  const bare = fileName.replace(/\.(csv|tsv|txt|json|jsonl|ndjson|log|gz)$/i, '');
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
