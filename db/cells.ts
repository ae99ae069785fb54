import { getTableColumns } from 'drizzle-orm';
import { CELL_DIMENSIONS, CELL_MEASURES, type CellTable, type Cuts } from '@/lib/domain/cube';
import { WaybillError } from '@/lib/domain/errors';
import { createCellBuilder } from '@/lib/usage/cell-builder';
import type { Relabel } from '@/lib/usage/relabel';
import type { Database } from './client';
import { loadLabels } from './labels';
import { loadRelabel } from './relabel';
import { cells } from './schema';
import { eachSegment, type SegmentsOf } from './segments';

const MAX_ROWS_A_STATEMENT = 100;
const columnsOf = getTableColumns(cells);
const DIMENSIONS = CELL_DIMENSIONS.map((dimension) => columnsOf[dimension].name);
const MEASURES = CELL_MEASURES.map((measure) => columnsOf[measure].name);

/** Adds the cells' measures to the stored ones. Run it inside a transaction. */
export function mergeCells(database: Database, workloadId: number, table: CellTable): void {
  writeCells(database, workloadId, table, 1);
}

/** The exact reverse of `mergeCells`; cells without requests go. */
export function subtractCells(database: Database, workloadId: number, table: CellTable): void {
  writeCells(database, workloadId, table, -1);
  database.sqlite.prepare('DELETE FROM cells WHERE workload_id = ? AND requests = 0').run(workloadId);
}

export function loadCells(database: Database, workloadId: number): CellTable {
  const { sqlite } = database;
  const cuts = sqlite.prepare('SELECT cuts FROM workloads WHERE id = ?').pluck().get(workloadId) as string | undefined;
  if (cuts === undefined) throw new WaybillError('not-found', `no workload ${workloadId}`);
  const length = sqlite.prepare('SELECT count(*) FROM cells WHERE workload_id = ?').pluck().get(workloadId) as number;
  const dimensions = CELL_DIMENSIONS.map(() => new Int32Array(length));
  const measures = CELL_MEASURES.map(() => new Float64Array(length));
  const columns = [...dimensions, ...measures];
  const rows = sqlite
    .prepare(`SELECT ${[...DIMENSIONS, ...MEASURES].join(', ')} FROM cells WHERE workload_id = ?`)
    .raw()
    .iterate(workloadId) as IterableIterator<number[]>;
  let cell = 0;
  for (const row of rows) {
    for (let c = 0; c < columns.length; c++) (columns[c] as Int32Array | Float64Array)[cell] = row[c] as number;
    cell++;
  }
  return {
    length,
    cuts: JSON.parse(cuts) as Cuts,
    labels: loadLabels(database, workloadId),
    dimensions: Object.fromEntries(CELL_DIMENSIONS.map((name, d) => [name, dimensions[d]])) as CellTable['dimensions'],
    measures: Object.fromEntries(CELL_MEASURES.map((name, m) => [name, measures[m]])) as CellTable['measures'],
  };
}

/** The cells of stored requests under `cuts`, labelled by `relabel`. */
export function aggregateSegments(database: Database, of: SegmentsOf, cuts: Cuts, relabel: Relabel | null): CellTable {
  const builder = createCellBuilder(cuts, relabel);
  eachSegment(database, of, 'active', (batch) => builder.add(batch));
  return builder.toCellTable();
}

/** Cuts a workload's cells anew from its stored requests. */
export function rebuildCells(database: Database, workloadId: number, cuts: Cuts): void {
  const { sqlite } = database;
  const readRevision = sqlite.prepare('SELECT revision FROM workloads WHERE id = ?').pluck();
  for (;;) {
    const revision = readRevision.get(workloadId);
    if (revision === undefined) throw new WaybillError('not-found', `no workload ${workloadId}`);
    // Seconds of work before the write lock; a change meanwhile makes it start again.
    const table = aggregateSegments(database, { workloadId }, cuts, loadRelabel(database, workloadId));
    const replace = sqlite.transaction(() => {
      if (readRevision.get(workloadId) !== revision) return false;
      replaceCells(database, workloadId, table);
      return true;
    });
    if (replace.immediate()) return;
  }
}

/** Puts other cells, and their cuts, in the place of a workload's. Run it inside a transaction. */
export function replaceCells(database: Database, workloadId: number, table: CellTable): void {
  const { sqlite } = database;
  sqlite.prepare('DELETE FROM cells WHERE workload_id = ?').run(workloadId);
  mergeCells(database, workloadId, table);
  sqlite
    .prepare('UPDATE workloads SET cuts = ?, revision = revision + 1 WHERE id = ?')
    .run(JSON.stringify(table.cuts), workloadId);
}

function writeCells({ sqlite }: Database, workloadId: number, table: CellTable, sign: 1 | -1): void {
  if (table.length === 0) return;
  const columns = [
    ...CELL_DIMENSIONS.map((name) => ({ values: table.dimensions[name], sign: 1 })),
    ...CELL_MEASURES.map((name) => ({ values: table.measures[name], sign })),
  ];
  // Most columns hold one value throughout: written into the statement, they cost no binding.
  const isConstant = columns.map(({ values }) => values.every((value) => value === values[0]));
  const varying = columns.filter((_, c) => !isConstant[c]);
  const row = `(${[workloadId, ...columns.map((column, c) => (isConstant[c] ? String((column.values[0] as number) * column.sign) : '?'))].join(',')})`;
  const changed = MEASURES.filter((_, m) => {
    const c = DIMENSIONS.length + m;
    return !isConstant[c] || columns[c]?.values[0] !== 0;
  });
  const prepare = (rows: number) =>
    sqlite.prepare(
      `INSERT INTO cells (workload_id, ${[...DIMENSIONS, ...MEASURES].join(', ')}) VALUES ${Array(rows).fill(row).join(',')}
       ON CONFLICT DO UPDATE SET ${changed.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')}`,
    );
  const order = inKeyOrder(table);
  const full = prepare(Math.min(MAX_ROWS_A_STATEMENT, table.length));
  for (let start = 0; start < order.length; start += MAX_ROWS_A_STATEMENT) {
    const rows = Math.min(MAX_ROWS_A_STATEMENT, order.length - start);
    const bindings: number[] = [];
    for (let i = start; i < start + rows; i++) {
      const cell = order[i] as number;
      for (const column of varying) bindings.push((column.values[cell] as number) * column.sign);
    }
    (rows === MAX_ROWS_A_STATEMENT || start === 0 ? full : prepare(rows)).run(bindings);
  }
}

/** Nearly the order of the primary key, which spares the B-tree most of its page splits. */
function inKeyOrder({ length, dimensions }: CellTable): Uint32Array {
  const { day, model, task, team } = dimensions;
  const firstDay = day.reduce((least, value) => Math.min(least, value), day[0] ?? 0);
  const keys = Float64Array.from({ length }, (_, cell) => {
    const place = ((day[cell] as number) - firstDay) * 64 + Math.min(63, model[cell] as number);
    return (place * 32 + Math.min(31, (task[cell] as number) ^ (team[cell] as number))) * length + cell;
  }).sort();
  return Uint32Array.from(keys, (key) => key % length);
}
