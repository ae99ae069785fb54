import { CELL_DIMENSIONS, CELL_MEASURES, type CellDimension, type CellTable } from '@/lib/domain/cube';

/**
 * Rolls cells up to fewer dimensions: cells that agree on all of `keep` become one, measures summed. A dropped
 * dimension is 0 throughout. Every chart, table and simulation over fewer dimensions goes through here.
 */
export function rollUp(table: CellTable, keep: readonly CellDimension[]): CellTable {
  const kept = CELL_DIMENSIONS.filter((dimension) => keep.includes(dimension)).map((name) => table.dimensions[name]);
  const groupOf = new Int32Array(table.length);
  const firstCells: number[] = [];
  const groups = new Map<string, number>();
  for (let cell = 0; cell < table.length; cell++) {
    let key = '';
    for (const column of kept) key += `${column[cell]},`;
    let group = groups.get(key);
    if (group === undefined) {
      group = firstCells.length;
      groups.set(key, group);
      firstCells.push(cell);
    }
    groupOf[cell] = group;
  }
  const dimensions = Object.fromEntries(
    CELL_DIMENSIONS.map((name) => {
      const column = new Int32Array(firstCells.length);
      if (keep.includes(name))
        for (const [group, cell] of firstCells.entries()) column[group] = table.dimensions[name][cell] as number;
      return [name, column];
    }),
  ) as unknown as CellTable['dimensions'];
  const measures = Object.fromEntries(
    CELL_MEASURES.map((name) => {
      const column = new Float64Array(firstCells.length);
      const from = table.measures[name];
      for (let cell = 0; cell < table.length; cell++) {
        const group = groupOf[cell] as number;
        column[group] = (column[group] as number) + (from[cell] as number);
      }
      return [name, column];
    }),
  ) as unknown as CellTable['measures'];
  return { length: firstCells.length, cuts: table.cuts, labels: table.labels, dimensions, measures };
}

/** The dimensions that decide a replay, whatever the policy: all but the day, which only charts ask for. */
export const REPLAY_DIMENSIONS: readonly CellDimension[] = CELL_DIMENSIONS.filter((dimension) => dimension !== 'day');
