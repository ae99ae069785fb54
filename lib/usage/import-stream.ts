import { aggregateSegments } from '@/db/cells';
import type { Database } from '@/db/client';
import { loadLabels } from '@/db/labels';
import { loadLabelRules } from '@/db/relabel';
import { countActiveRows, eachSegment, insertSegment, readSegment, replaceSegment, segmentIds } from '@/db/segments';
import { removeUnfinishedUpload } from '@/db/sweep';
import { beginUpload, finishUpload, loadCuts } from '@/db/uploads';
import type { ColumnMap } from '@/lib/domain/column-map';
import type { CellTable, LabelKind } from '@/lib/domain/cube';
import { WaybillError } from '@/lib/domain/errors';
import type { ImportProgress, ImportReport } from '@/lib/domain/upload';
import { followedBy } from './byte-chunks';
import { createCellBuilder } from './cell-builder';
import { createDeduper, type Deduper } from './dedupe';
import { cancelled, createFileSource, type FileSource, takeSample } from './file-source';
import type { RecordSink } from './formats/format';
import { chooseFormat } from './formats/registry';
import { createImportSink, type ImportSink } from './import-sink';
import type { LabelDictionary } from './label-dictionary';
import { type OpenedFile, openFile } from './open-file';
import { createRelabel } from './relabel';
import { createRequestBatch, LABEL_KINDS, SEGMENT_ROWS } from './request-batch';
import { compressSegment, encodeSegment } from './segment-codec';
import { createSegmentWriter } from './segment-writer';
import type { SourceFile } from './unpack/unpack-files';

const MAX_SEGMENTS_ON_THEIR_WAY = 6;
const LOCK_POLL_MS = 50;
/** A sender may lie about its size: 16 million ids are 270 MB. */
const MAX_IDS_EXPECTED = 16_000_000;

export type ImportRequest = {
  readonly database: Database;
  readonly workloadName: string;
  readonly fileName: string;
  /** The spooled job this is the import of: it is done in the transaction that makes the upload visible. */
  readonly jobId?: string;
  /** null where the sender does not say. */
  readonly bytesTotal: number | null;
  readonly source: AsyncIterable<Uint8Array>;
  /** Id of a format, or 'auto'. */
  readonly format: string;
  readonly columnMap?: ColumnMap;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Called once the import holds its workload. */
  readonly onBegin?: (uploadId: number) => void;
  readonly signal?: AbortSignal;
};

export type ImportResult = {
  readonly uploadId: number;
  readonly workloadId: number;
  readonly report: ImportReport;
};

/**
 * Reads a log into a workload. Nothing shows before the one transaction at the end; what fails or is cancelled
 * leaves nothing behind.
 */
export async function importStream(request: ImportRequest): Promise<ImportResult> {
  const startedMs = performance.now();
  const file = createFileSource(request.source, request.signal);
  const files = file.files();
  try {
    const opened = await openNext(files, request.format, request.columnMap);
    if (opened === null) throw new WaybillError('bad-input', 'the file is empty');
    const upload = await waitForTurn(request, opened.format.id, opened.map);
    try {
      request.onBegin?.(upload.uploadId);
      const report = await readInto(upload, request, file, { first: opened, files }, startedMs);
      return { ...upload, report };
    } catch (cause) {
      removeUnfinishedUpload(request.database, upload.uploadId);
      throw cause;
    }
  } finally {
    await files.return(undefined);
  }
}

type NamedFile = OpenedFile & { readonly name: string | null };
type Archive = { readonly first: NamedFile; readonly files: AsyncGenerator<SourceFile> };

async function openNext(
  files: AsyncGenerator<SourceFile>,
  format: string,
  columnMap: ColumnMap | undefined,
): Promise<NamedFile | null> {
  const next = await files.next();
  return next.done ? null : { ...(await openFile(next.value.chunks, format, columnMap)), name: next.value.name };
}

/**
 * The next file of an archive that can be read, in a format of its own where none was chosen; a map that was given is
 * for files of the first one's format. What cannot be read is rejected by name.
 */
async function openFurther(
  files: AsyncGenerator<SourceFile>,
  first: OpenedFile,
  request: Pick<ImportRequest, 'format' | 'columnMap'>,
  sink: ImportSink,
): Promise<NamedFile | null> {
  for (;;) {
    const next = await files.next();
    if (next.done) return null;
    const { name, chunks } = next.value;
    try {
      const { sample: bytes, isWhole, rest } = await takeSample(chunks);
      const { format } = chooseFormat(request.format, { bytes, isWhole });
      const columnMap = format === first.format ? request.columnMap : undefined;
      return { ...(await openFile(followedBy(bytes, rest), format.id, columnMap)), name };
    } catch (cause) {
      if (!(cause instanceof WaybillError) || cause.code !== 'bad-input') throw cause;
      sink.reject(1, `${name}: ${cause.message}`);
    }
  }
}

/** Says of which file of an archive a line is. */
function inFile(sink: ImportSink, name: string | null): RecordSink {
  return name === null ? sink : { ...sink, reject: (line, reason) => sink.reject(line, `${name}: ${reason}`) };
}

type Upload = { readonly uploadId: number; readonly workloadId: number };

async function readInto(
  { uploadId, workloadId }: Upload,
  { database, signal, bytesTotal, onProgress, jobId, columnMap, format: requestedFormat }: ImportRequest,
  file: FileSource,
  { first: opened, files }: Archive,
  startedMs: number,
): Promise<ImportReport> {
  const writer = createSegmentWriter((kind, rows, data) => insertSegment(database, uploadId, kind, rows, data));
  // Only ids of this file are added to the keys stored; a table of the right size need not grow.
  const hasIds = opened.map.columns.requestId !== undefined;
  const deduper = storedCalls(
    database,
    workloadId,
    hasIds ? Math.min(MAX_IDS_EXPECTED, (bytesTotal ?? 0) / opened.bytesPerLine) : 0,
  );
  let segmentsWritten = 0;
  const segmentsBeforeDrop = new Map<LabelDictionary, number>();
  const sink = createImportSink(loadLabels(database, workloadId), deduper, (kind, batch) => {
    for (const dictionary of sink.dictionaries) {
      if (dictionary.isDropped() && !segmentsBeforeDrop.has(dictionary))
        segmentsBeforeDrop.set(dictionary, segmentsWritten);
    }
    if (kind === 'active') builder.add(batch);
    writer.write(kind, batch);
    segmentsWritten++;
  });
  const dictionaryOf = (kind: LabelKind) => sink.dictionaries[LABEL_KINDS.indexOf(kind)] as LabelDictionary;
  const relabel = createRelabel(
    loadLabelRules(database, workloadId),
    (kind, id) => dictionaryOf(kind).textOf(id),
    (kind, value) => dictionaryOf(kind).idOf(value),
  );
  const builder = createCellBuilder(loadCuts(database, workloadId), relabel);
  let next: NamedFile | null = opened;
  while (next !== null) {
    const reader = next.format.open(next.map, inFile(sink, next.name));
    for await (const chunk of next.chunks) {
      reader.push(chunk);
      await writer.drain(MAX_SEGMENTS_ON_THEIR_WAY);
      const { read, rejected, duplicates } = sink.counts();
      onProgress?.({ phase: 'reading', bytesRead: file.bytesRead(), bytesTotal, rowsRead: read, rejected, duplicates });
    }
    reader.end();
    next = await openFurther(files, opened, { format: requestedFormat, columnMap }, sink);
  }
  sink.flush();
  await writer.drain(0);
  if (signal?.aborted) throw cancelled();
  refuseIfNothingRead(sink);

  let cells = builder.toCellTable();
  if ([...segmentsBeforeDrop.values()].some((segments) => segments > 0)) {
    await blankLabels(database, uploadId, [...segmentsBeforeDrop.keys()]);
    cells = aggregateSegments(database, { uploadId }, cells.cuts, relabel);
  }
  refuseIfInexact(cells);
  const report = toReport(sink, opened, file.bytesRead(), performance.now() - startedMs);
  const newLabels = sink.dictionaries.map((dictionary) => dictionary.newLabels());
  const sha256 = file.sha256();
  while (!finishUpload(database, { uploadId, workloadId, sha256, report, newLabels, cells, jobId })) {
    cells = aggregateSegments(database, { uploadId }, loadCuts(database, workloadId), relabel);
  }
  return report;
}

/** Imports into one workload run one after the other, so that each sees all that came before. */
async function waitForTurn(
  { database, workloadName, fileName, signal }: ImportRequest,
  format: string,
  columnMap: ColumnMap,
): Promise<Upload> {
  for (;;) {
    if (signal?.aborted) throw cancelled();
    const upload = beginUpload(database, { workloadName, fileName, format, columnMap });
    if (upload) return upload;
    await new Promise((resolve) => setTimeout(resolve, LOCK_POLL_MS));
  }
}

function storedCalls(database: Database, workloadId: number, expectedIds: number): Deduper {
  const deduper = createDeduper(countActiveRows(database, workloadId) + expectedIds);
  eachSegment(
    database,
    { workloadId },
    'active',
    ({ keyLo, keyHi, length }) => {
      for (let row = 0; row < length; row++) deduper.addStored(keyLo[row] as number, keyHi[row] as number);
    },
    ['keyLo', 'keyHi'],
  );
  return deduper;
}

function refuseIfNothingRead({ counts, rejects }: ImportSink): void {
  const { read, rejected } = counts();
  if (read === 0) throw new WaybillError('bad-input', 'the file has a header but no rows');
  if (rejected < read) return;
  const [first] = rejects;
  throw new WaybillError(
    'bad-input',
    `every row was rejected (${read}); the first, line ${first?.line}: ${first?.reason}`,
  );
}

/** Sums past 2^53 would round, and could not be subtracted exactly when the upload is deleted. */
function refuseIfInexact({ measures }: CellTable): void {
  for (const [measure, values] of Object.entries(measures)) {
    if (isExact(values)) continue;
    throw new WaybillError('bad-input', `${measure} add up to more than 2^53: is the column the right one?`);
  }
}

function isExact(sums: Float64Array): boolean {
  for (let cell = 0; cell < sums.length; cell++) if ((sums[cell] as number) > Number.MAX_SAFE_INTEGER) return false;
  return true;
}

/** Rewrites segments that were written before a label turned out to have too many values. */
async function blankLabels(database: Database, uploadId: number, labels: readonly LabelDictionary[]): Promise<void> {
  const batch = createRequestBatch(SEGMENT_ROWS);
  for (const kind of ['active', 'duplicate'] as const) {
    for (const id of segmentIds(database, { uploadId }, kind)) {
      readSegment(database, id, batch);
      for (const label of labels) batch[label.kind].fill(0);
      replaceSegment(database, id, batch.length, await compressSegment(encodeSegment(batch)));
    }
  }
}

function toReport(sink: ImportSink, opened: OpenedFile, bytes: number, milliseconds: number): ImportReport {
  const { read, accepted, rejected, duplicates, ...rest } = sink.counts();
  const dropped = sink.dictionaries.filter((dictionary) => dictionary.isDropped());
  return {
    rows: { read, accepted, rejected, duplicates },
    rejects: sink.rejects,
    ...rest,
    droppedColumns: opened.droppedColumns,
    droppedLabels: dropped.map(({ kind }) => ({ label: kind, column: opened.map.columns[kind] ?? '' })),
    bytes,
    seconds: Math.round(milliseconds) / 1000,
  };
}
