import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCells } from '@/db/cells';
import { type Database, openDatabase } from '@/db/client';
import { CELL_DIMENSIONS, CELL_MEASURES, type CellTable } from '@/lib/domain/cube';
import { type ImportRequest, type ImportResult, importStream } from '../import-stream';

export function temporaryDatabasePath(): string {
  return join(mkdtempSync(join(tmpdir(), 'waybill-')), 'test.db');
}

export function temporaryDatabase(): Database {
  return openDatabase(temporaryDatabasePath());
}

export async function* chunksOf(content: string | Uint8Array, chunkBytes = 1 << 16): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.slice(at, at + chunkBytes);
}

export function importText(
  database: Database,
  content: string | Uint8Array,
  options: Partial<ImportRequest> = {},
): Promise<ImportResult> {
  return importStream({
    database,
    workloadName: 'test',
    fileName: 'test.csv',
    bytesTotal: null,
    format: 'auto',
    source: chunksOf(content),
    ...options,
  });
}

/** Cells as sorted lines with labels written out: equal for equal content, whatever the ids. */
export function describeCells(table: CellTable): string[] {
  const kinds: readonly string[] = Object.keys(table.labels);
  return Array.from({ length: table.length }, (_, cell) => {
    const dimensions = CELL_DIMENSIONS.map((name) => {
      const value = table.dimensions[name][cell] as number;
      return kinds.includes(name) ? table.labels[name as keyof CellTable['labels']][value] : value;
    });
    return JSON.stringify([dimensions, CELL_MEASURES.map((name) => table.measures[name][cell])]);
  }).sort();
}

export function storedCells(database: Database, workloadId: number): string[] {
  return describeCells(loadCells(database, workloadId));
}

/** Rows of all tables that an import writes to. */
export function countRows({ sqlite }: Database): { [table: string]: number } {
  const tables = ['workloads', 'uploads', 'segments', 'labels', 'cells'];
  return Object.fromEntries(
    tables.map((table) => [table, sqlite.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number]),
  );
}
