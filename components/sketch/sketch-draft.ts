import type { SketchRow } from '@/lib/domain/sketch';
import { sketchRequest, sketchRows } from '@/lib/schema/sketch';

/** A row as it is typed: '' is a number not given yet. The cached share is typed in percent. */
export type DraftRow = Omit<SketchRow, NumberField | 'cachedShare'> & {
  readonly [field in NumberField]: number | '';
} & { readonly cachedPct: number | '' };
type NumberField = 'requestsPerDay' | 'inputTokens' | 'outputTokens';

export type KeyedRow = { readonly key: number; readonly row: DraftRow };

export const SPREADS = [
  { value: 0, label: 'All alike' },
  { value: 1, label: 'Usual mix' },
  { value: 2, label: 'A few very long' },
] as const;

export const EMPTY_ROW: DraftRow = {
  task: '',
  team: '',
  model: '',
  language: '',
  needs: '',
  requestsPerDay: '',
  inputTokens: '',
  outputTokens: '',
  spread: 1,
  cachedPct: 0,
};

/** Hides the dust of a share times a hundred. */
const toPct = (share: number) => Math.round(share * 1e6) / 1e4;

export function toDraftRow({ cachedShare, ...row }: SketchRow): DraftRow {
  return { ...row, cachedPct: toPct(cachedShare) };
}

/** The row as the schema reads it; what is not a number yet stays '' and is refused there. */
function toInput({ cachedPct, ...row }: DraftRow): unknown {
  return { ...row, cachedShare: cachedPct === '' ? 0 : cachedPct / 100 };
}

/** The rows that can be computed already, and where each stands in the draft. */
export function readyRows(draft: readonly KeyedRow[]): {
  readonly rows: readonly SketchRow[];
  readonly keys: readonly number[];
} {
  const read = draft.map(({ key, row }) => ({ key, parsed: sketchRows.element.safeParse(toInput(row)) }));
  const ready = read.flatMap(({ key, parsed }) => (parsed.success ? [{ key, row: parsed.data }] : []));
  return { rows: ready.map(({ row }) => row), keys: ready.map(({ key }) => key) };
}

/** What stands in the way of a workload, by path: `workload`, `rows`, `rows.0.model`. */
export function sketchErrors(workload: string, draft: readonly KeyedRow[]): { readonly [path: string]: string } {
  const parsed = sketchRequest.safeParse({ workload, rows: draft.map(({ row }) => toInput(row)) });
  if (parsed.success) return {};
  return Object.fromEntries(
    parsed.error.issues.map(({ path, message }) => [path.join('.').replace('cachedShare', 'cachedPct'), message]),
  );
}

const nextKey = (draft: readonly KeyedRow[]) => Math.max(-1, ...draft.map(({ key }) => key)) + 1;

export function addRow(draft: readonly KeyedRow[], row: DraftRow): KeyedRow[] {
  return [...draft, { key: nextKey(draft), row }];
}

/** The copy stands below the row it copies. */
export function duplicateRow(draft: readonly KeyedRow[], key: number): KeyedRow[] {
  const copyKey = nextKey(draft);
  return draft.flatMap((each) => (each.key === key ? [each, { key: copyKey, row: each.row }] : [each]));
}

export function changeRow(draft: readonly KeyedRow[], key: number, change: Partial<DraftRow>): KeyedRow[] {
  return draft.map((each) => (each.key === key ? { key, row: { ...each.row, ...change } } : each));
}

export function removeRow(draft: readonly KeyedRow[], key: number): KeyedRow[] {
  return draft.filter((each) => each.key !== key);
}
