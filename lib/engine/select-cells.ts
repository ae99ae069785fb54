import { CELL_DIMENSIONS, CELL_MEASURES, type CellTable } from '@/lib/domain/cube';

/** The cells for which `keep` is true, in their order. */
export function selectCells(table: CellTable, keep: (cell: number) => boolean): CellTable {
  const cells: number[] = [];
  for (let cell = 0; cell < table.length; cell++) if (keep(cell)) cells.push(cell);
  const dimensions = Object.fromEntries(
    CELL_DIMENSIONS.map((name) => [name, Int32Array.from(cells, (cell) => table.dimensions[name][cell] as number)]),
  ) as unknown as CellTable['dimensions'];
  const measures = Object.fromEntries(
    CELL_MEASURES.map((name) => [name, Float64Array.from(cells, (cell) => table.measures[name][cell] as number)]),
  ) as unknown as CellTable['measures'];
  return { length: cells.length, cuts: table.cuts, labels: table.labels, dimensions, measures };
}
