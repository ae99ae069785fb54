import type { ColumnMap } from '@/lib/domain/column-map';
import { WaybillError } from '@/lib/domain/errors';
import type { UploadPreview } from '@/lib/domain/upload-view';
import type { FormatAdapter, FormatSample } from './formats/format';
import { idColumns, mapQuestions } from './map-questions';
import { checkCanBeRead, understand } from './open-file';
import { plainText } from './plain-text';
import { samplesOf, zipNames } from './preview-archive';

const PREVIEW_ROWS = 8;
const MAX_SHOWN = 80;
const PARQUET_WHY = 'the rows of a Parquet file, which are read as JSON objects';

const isParquet = (bytes: Uint8Array) => new TextDecoder().decode(bytes.subarray(0, 4)) === 'PAR1';

export type FilePreview = Omit<UploadPreview, 'savedMaps'>;

export type PreviewOptions = {
  readonly format: string;
  readonly columnMap?: ColumnMap;
  /** `firstBytes` is the whole file. */
  readonly isWhole?: boolean;
  readonly nowMs?: number;
};

/** How the start of a file would be read, for a person to check and mend the map. Of an archive its first log. */
export async function previewFile(
  firstBytes: Uint8Array,
  { format, columnMap, isWhole = false, nowMs = Date.now() }: PreviewOptions,
): Promise<FilePreview> {
  let problem: unknown = null;
  for await (const { name, bytes, isWhole: isAll } of samplesOf(firstBytes, isWhole)) {
    try {
      const preview = previewText({ bytes, isWhole: isAll }, format, columnMap, nowMs, name === null);
      if (isParquet(firstBytes) && format === 'auto') return { ...preview, why: PARQUET_WHY, archive: null };
      return { ...preview, archive: name === null ? null : archiveOf(firstBytes, isWhole, name) };
    } catch (cause) {
      if (!(cause instanceof WaybillError)) throw cause;
      problem ??= cause;
    }
  }
  throw problem ?? new WaybillError('bad-input', 'the file is empty');
}

function archiveOf(bytes: Uint8Array, isWhole: boolean, shown: string): FilePreview['archive'] {
  const names = isWhole ? zipNames(bytes) : null;
  return { shown, others: names?.filter((name) => name !== shown) ?? null };
}

function previewText(
  { bytes, isWhole }: FormatSample,
  formatId: string,
  columnMap: ColumnMap | undefined,
  nowMs: number,
  isAlone: boolean,
): Omit<FilePreview, 'archive'> {
  const { format, why, table, map, droppedColumns } = understand({ bytes, isWhole }, formatId, columnMap, true);
  const dropped = new Set(droppedColumns);
  const isFixed = format.isFixed ?? false;
  let problem: string | null = null;
  let outcomes: readonly Outcome[] = [];
  try {
    checkCanBeRead(map, table);
    outcomes = readOutcomes(format, map, bytes, isWhole);
    if (isAlone && isWhole && isFixed) problem = onlyReason(outcomes);
  } catch (cause) {
    if (!(cause instanceof WaybillError)) throw cause;
    problem = cause.message;
  }
  const byLine = new Map(outcomes.map((outcome) => [outcome.line, outcome]));
  const shownOutcomes = isFixed
    ? outcomes.slice(0, PREVIEW_ROWS)
    : table.lines.slice(0, PREVIEW_ROWS).map((line) => byLine.get(line) ?? { line, record: null, reason: problem });
  const rows = shownOutcomes.map((outcome) => {
    const values = table.rows[table.lines.indexOf(outcome.line)] ?? [];
    const raw = table.columns.map((column, c) => (dropped.has(column) ? '' : shown(values[c])));
    return { ...outcome, raw };
  });
  return {
    ...{ format: format.id, why, isFixed, columns: table.columns, map, rows, droppedColumns, problem },
    questions: isFixed ? [] : mapQuestions(table, map, nowMs),
    idColumns: isFixed ? [] : idColumns(table, map, droppedColumns),
  };
}

type Outcome = Omit<FilePreview['rows'][number], 'raw'>;

/** Why nothing of a file can be read, where its records all say the same. */
function onlyReason(outcomes: readonly Outcome[]): string | null {
  const reasons = new Set(outcomes.map(({ reason }) => reason));
  const [reason] = reasons;
  return reasons.size === 1 ? (reason ?? null) : null;
}

/** What is read and what is refused, by line. */
function readOutcomes(format: FormatAdapter, map: ColumnMap, bytes: Uint8Array, isWhole: boolean): Outcome[] {
  const outcomes: Outcome[] = [];
  let isPastCut = false;
  const reader = format.open(map, {
    accept: (record, line) =>
      outcomes.push({
        line,
        record: { ...record, requestId: plainText(record.requestId), promptHash: plainText(record.promptHash) },
        reason: null,
      }),
    reject: (line, reason) => {
      // Where the sample was cut, nothing is wrong with the file.
      if (!isPastCut) outcomes.push({ line, record: null, reason });
    },
  });
  reader.push(bytes);
  isPastCut = !isWhole;
  // A format with fixed fields may hold calls back until the end.
  if (isWhole || format.isFixed) reader.end();
  return outcomes.sort((a, b) => a.line - b.line);
}

function shown(value: unknown): string {
  const text = value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  const plain = plainText(text);
  return plain.length > MAX_SHOWN ? `${plain.slice(0, MAX_SHOWN - 1)}…` : plain;
}
