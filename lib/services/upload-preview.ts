import { WaybillError } from '@/lib/domain/errors';
import type { UploadPreview } from '@/lib/domain/upload-view';
import type { PreviewQuery } from '@/lib/schema/upload-request';
import { parseColumnMap } from '@/lib/usage/column-map';
import { previewFile } from '@/lib/usage/preview-file';

export const PREVIEW_BYTES = 256 * 1024;

async function readAtMost(body: ReadableStream<Uint8Array> | null, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > limit) throw new WaybillError('too-large', `a preview takes the first ${limit} bytes of a file`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** How the start of a file would be read. Stores nothing. */
export async function previewUpload(
  query: PreviewQuery,
  body: ReadableStream<Uint8Array> | null,
): Promise<UploadPreview> {
  const columnMap = query.map === undefined ? undefined : parseColumnMap(query.map);
  const bytes = await readAtMost(body, PREVIEW_BYTES);
  return previewFile(bytes, { format: query.format, columnMap, isWhole: query.whole === '1' });
}
