import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { deleteUpload } from '@/db/delete-upload';
import type { ColumnMap } from '@/lib/domain/column-map';
import { WaybillError } from '@/lib/domain/errors';
import type { ImportProgress, ImportReport } from '@/lib/domain/upload';
import { parseColumnMap } from '@/lib/usage/column-map';
import { importStream } from '@/lib/usage/import-stream';
import { explainNoSpace } from '@/lib/usage/spool';
import { getDatabase } from './database';
import { viewSavedMaps } from './saved-maps';

export type FilesImport = {
  readonly paths: readonly string[];
  readonly workload: string;
  readonly format: string;
  readonly mapPath: string | null;
  readonly onProgress: (fileName: string, progress: ImportProgress) => void;
};

export type FilesImported = { readonly workload: string } & Pick<ImportReport, 'rows' | 'rejects' | 'seconds'>;

const MAX_REJECTS = 100;

/** From a file, or the mapping saved under that name. */
async function readMap(path: string): Promise<ColumnMap> {
  const text = await readFile(path, 'utf8').catch(async (cause: Error) => {
    const saved = (await viewSavedMaps()).find(({ name }) => name === basename(path));
    if (saved) return JSON.stringify(saved.map);
    throw new WaybillError('not-found', `cannot read the column map: ${cause.message}`, { cause });
  });
  try {
    return parseColumnMap(JSON.parse(text));
  } catch (cause) {
    if (cause instanceof SyntaxError)
      throw new WaybillError('bad-input', `the column map is not JSON: ${cause.message}`, { cause });
    throw cause;
  }
}

/** Imports files into one workload, in order. All or nothing: when one cannot be read, none of them stays. */
export async function importFiles(request: FilesImport): Promise<FilesImported> {
  const columnMap = request.mapPath === null ? undefined : await readMap(request.mapPath);
  const sizes = await Promise.all(
    request.paths.map(async (path) => {
      const info = await stat(path).catch((cause: Error) => {
        throw new WaybillError('not-found', `cannot read ${path}: ${cause.message}`, { cause });
      });
      if (!info.isFile()) throw new WaybillError('bad-input', `${path} is not a file`);
      return info.size;
    }),
  );
  const database = await getDatabase();
  const done: { uploadId: number; report: ImportReport }[] = [];
  for (const [i, path] of request.paths.entries()) {
    try {
      done.push(
        await importStream({
          database,
          workloadName: request.workload,
          fileName: basename(path),
          bytesTotal: sizes[i] as number,
          source: createReadStream(path, { highWaterMark: 1 << 20 }),
          format: request.format,
          columnMap,
          onProgress: (progress) => request.onProgress(basename(path), progress),
        }),
      );
    } catch (thrown) {
      const cause = explainNoSpace(thrown);
      for (const { uploadId } of done.reverse()) await deleteUpload(database, uploadId);
      if (cause instanceof WaybillError)
        throw new WaybillError(cause.code, `${basename(path)}: ${cause.message}`, { cause });
      throw cause;
    }
  }
  const sum = (key: keyof ImportReport['rows']) => done.reduce((total, { report }) => total + report.rows[key], 0);
  return {
    workload: request.workload,
    rows: { read: sum('read'), accepted: sum('accepted'), rejected: sum('rejected'), duplicates: sum('duplicates') },
    rejects: done.flatMap(({ report }) => report.rejects).slice(0, MAX_REJECTS),
    seconds: done.reduce((total, { report }) => total + report.seconds, 0),
  };
}
