import { type BatchColumn, createRequestBatch, type RequestBatch, SEGMENT_ROWS } from '@/lib/usage/request-batch';
import { decodeSegment } from '@/lib/usage/segment-codec';
import type { Database } from './client';
import type { SEGMENT_KINDS } from './schema';

export type SegmentKind = (typeof SEGMENT_KINDS)[number];

export function insertSegment(
  { sqlite }: Database,
  uploadId: number,
  kind: SegmentKind,
  rows: number,
  data: Uint8Array,
): void {
  sqlite
    .prepare("INSERT INTO segments (upload_id, kind, rows, codec, data) VALUES (?, ?, ?, 'arrow+br', ?)")
    .run(uploadId, kind, rows, data);
}

export function replaceSegment({ sqlite }: Database, segmentId: number, rows: number, data: Uint8Array): void {
  sqlite.prepare("UPDATE segments SET rows = ?, codec = 'arrow+br', data = ? WHERE id = ?").run(rows, data, segmentId);
}

export function deleteSegment({ sqlite }: Database, segmentId: number): void {
  sqlite.prepare('DELETE FROM segments WHERE id = ?').run(segmentId);
}

/** Requests of an upload, or of all complete uploads of a workload. */
export type SegmentsOf = { readonly uploadId: number } | { readonly workloadId: number };

/** Ids in the order of import. */
export function segmentIds({ sqlite }: Database, of: SegmentsOf, kind: SegmentKind): number[] {
  if ('uploadId' in of) {
    const statement = sqlite.prepare('SELECT id FROM segments WHERE upload_id = ? AND kind = ? ORDER BY id').pluck();
    return statement.all(of.uploadId, kind) as number[];
  }
  const statement = sqlite.prepare(
    `SELECT segments.id FROM segments JOIN uploads ON uploads.id = upload_id
     WHERE workload_id = ? AND kind = ? AND status = 'complete' ORDER BY upload_id, segments.id`,
  );
  return statement.pluck().all(of.workloadId, kind) as number[];
}

export function readSegment(
  { sqlite }: Database,
  segmentId: number,
  into: RequestBatch,
  columns?: readonly BatchColumn[],
): void {
  const segment = sqlite.prepare('SELECT codec, data FROM segments WHERE id = ?').get(segmentId) as {
    codec: 'arrow' | 'arrow+br';
    data: Buffer;
  };
  decodeSegment(segment.data, segment.codec, into, columns);
}

/** Visits segments in the order of import. The batch is reused: copy what you keep. */
export function eachSegment(
  database: Database,
  of: SegmentsOf,
  kind: SegmentKind,
  visit: (batch: RequestBatch, segmentId: number) => void,
  columns?: readonly BatchColumn[],
): void {
  const ids = segmentIds(database, of, kind);
  if (ids.length === 0) return;
  const batch = createRequestBatch(SEGMENT_ROWS);
  for (const id of ids) {
    readSegment(database, id, batch, columns);
    visit(batch, id);
  }
}

/** How many active requests a workload holds. */
export function countActiveRows({ sqlite }: Database, workloadId: number): number {
  return sqlite
    .prepare(
      `SELECT coalesce(sum(rows), 0) FROM segments JOIN uploads ON uploads.id = upload_id
       WHERE workload_id = ? AND kind = 'active' AND status = 'complete'`,
    )
    .pluck()
    .get(workloadId) as number;
}
