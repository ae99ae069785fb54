import { WaybillError } from '@/lib/domain/errors';
import type { UploadPreview } from '@/lib/domain/upload-view';
import type { PreviewQuery } from '@/lib/schema/upload-request';
import { parseColumnMap } from '@/lib/usage/column-map';
import { previewFile } from '@/lib/usage/preview-file';
import { viewSavedMaps } from './saved-maps';

export const PREVIEW_BYTES = 256 * 1024;
/** A Parquet file is read from its end and a zip archive lists its files there: they are sent whole. */
export const WHOLE_PREVIEW_BYTES = 64 * 1024 * 1024;

const isReadFromItsEnd = (head: string) => head === 'PAR1' || head === 'PK\u0003\u0004';

async function readAtMost(body: ReadableStream<Uint8Array> | null): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let limit = PREVIEW_BYTES;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    const head = length < 4 ? Buffer.concat(chunks).toString('latin1', 0, 4) : '';
    if (isReadFromItsEnd(head)) limit = WHOLE_PREVIEW_BYTES;
    length += chunk.length;
    if (length > limit) throw new WaybillError('too-large', `a preview takes the first ${limit} bytes of a file`);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** How the start of a file would be read, and the saved mappings. Stores nothing. */
export async function previewUpload(
  query: PreviewQuery,
  body: ReadableStream<Uint8Array> | null,
): Promise<UploadPreview> {
  const columnMap = query.map === undefined ? undefined : parseColumnMap(query.map);
  const bytes = await readAtMost(body);
  const preview = await previewFile(bytes, { format: query.format, columnMap, isWhole: query.whole === '1' });
  return { ...preview, savedMaps: await viewSavedMaps() };
}
