import type { ColumnMap } from '@/lib/domain/column-map';
import type { UsageRecord } from '@/lib/domain/usage';
import { openFile } from '../open-file';
import { chunksOf } from './import-text';

export type Read = {
  readonly calls: readonly UsageRecord[];
  readonly rejects: readonly { readonly line: number; readonly reason: string }[];
};

/** Reads a stream as an import would, without a database. Throws where the file is refused. */
export async function readStream(
  chunks: AsyncGenerator<Uint8Array>,
  formatId = 'auto',
  columnMap?: ColumnMap,
): Promise<Read> {
  const calls: UsageRecord[] = [];
  const rejects: { line: number; reason: string }[] = [];
  const { format, map, chunks: all } = await openFile(chunks, formatId, columnMap);
  const reader = format.open(map, {
    accept: (record) => calls.push({ ...record }),
    reject: (line, reason) => rejects.push({ line, reason }),
  });
  for await (const chunk of all) reader.push(chunk);
  reader.end();
  return { calls, rejects };
}

export function readText(content: string | Uint8Array, formatId?: string, columnMap?: ColumnMap): Promise<Read> {
  return readStream(chunksOf(content, 1 << 20), formatId, columnMap);
}
