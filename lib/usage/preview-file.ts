import { constants, gunzipSync } from 'node:zlib';
import type { ColumnMap } from '@/lib/domain/column-map';
import { WaybillError } from '@/lib/domain/errors';
import type { UsageRecord } from '@/lib/domain/usage';
import type { FormatAdapter } from './formats/format';
import { checkCanBeRead, understand } from './open-file';

const PREVIEW_ROWS = 8;
const MAX_SHOWN = 80;

export type PreviewRow = {
  readonly line: number;
  /** As in the file, by column; '' for columns of prompt or answer text. */
  readonly raw: readonly string[];
  /** In normal form, or null with the reason. */
  readonly record: UsageRecord | null;
  readonly reason: string | null;
};

export type FilePreview = {
  readonly format: string;
  readonly why: string;
  readonly columns: readonly string[];
  readonly map: ColumnMap;
  readonly rows: readonly PreviewRow[];
  readonly droppedColumns: readonly string[];
  /** Why the file cannot be imported with this map, or null. */
  readonly problem: string | null;
};

export type PreviewOptions = {
  readonly format: string;
  readonly columnMap?: ColumnMap;
  /** `firstBytes` is the whole file. */
  readonly isWhole?: boolean;
};

/** How the start of a file would be read, for a person to check and mend the map. */
export function previewFile(
  firstBytes: Uint8Array,
  { format: formatId, columnMap, isWhole = false }: PreviewOptions,
): FilePreview {
  const bytes = unpacked(firstBytes);
  const { format, why, table, map, droppedColumns } = understand({ bytes, isWhole }, formatId, columnMap);
  const dropped = new Set(droppedColumns);
  let problem: string | null = null;
  let outcomes = new Map<number, Outcome>();
  try {
    checkCanBeRead(map, table);
    outcomes = readOutcomes(format, map, bytes, isWhole);
  } catch (cause) {
    if (!(cause instanceof WaybillError)) throw cause;
    problem = cause.message;
  }
  const rows = table.rows.slice(0, PREVIEW_ROWS).map((values, i) => {
    const line = table.lines[i] ?? 0;
    const raw = table.columns.map((column, c) => (dropped.has(column) ? '' : shown(values[c])));
    return { line, raw, ...(outcomes.get(line) ?? { record: null, reason: problem }) };
  });
  return { format: format.id, why, columns: table.columns, map, rows, droppedColumns, problem };
}

type Outcome = { readonly record: UsageRecord | null; readonly reason: string | null };

function readOutcomes(
  format: FormatAdapter,
  map: ColumnMap,
  bytes: Uint8Array,
  isWhole: boolean,
): Map<number, Outcome> {
  const outcomes = new Map<number, Outcome>();
  const reader = format.open(map, {
    accept: (record, line) => outcomes.set(line, { record: { ...record }, reason: null }),
    reject: (line, reason) => outcomes.set(line, { record: null, reason }),
  });
  reader.push(bytes);
  if (isWhole) reader.end();
  return outcomes;
}

/** The start of a gzip file unpacks as far as it goes. */
function unpacked(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return new Uint8Array(gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }));
  } catch (cause) {
    throw new WaybillError('bad-input', 'the file looks like gzip but does not unpack', { cause });
  }
}

function shown(value: unknown): string {
  const text = value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text;
}
