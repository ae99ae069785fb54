import { expect, test } from 'vitest';
import { CELL_DIMENSIONS, CELL_MEASURES, type CellTable } from '@/lib/domain/cube';
import { STANDARD_CUTS } from '@/lib/engine/cuts';
import { describeCells, storedCells, temporaryDatabase } from '@/lib/usage/testing/import-text';
import { mergeCells, subtractCells } from './cells';

function table(length: number, measure: (cell: number) => number): CellTable {
  const column = <T extends Int32Array | Float64Array>(into: T, value: (cell: number) => number): T => {
    for (let cell = 0; cell < length; cell++) into[cell] = value(cell);
    return into;
  };
  const names = ['model', 'task', 'team', 'language', 'region', 'needs', 'tags'] as const;
  return {
    length,
    cuts: STANDARD_CUTS,
    labels: Object.fromEntries(names.map((name) => [name, ['']])) as unknown as CellTable['labels'],
    dimensions: Object.fromEntries(
      CELL_DIMENSIONS.map((name) => [
        name,
        column(new Int32Array(length), (cell) =>
          name === 'day' ? cell % 40 : name === 'sizeBand' ? Math.floor(cell / 40) - 1 : 0,
        ),
      ]),
    ) as CellTable['dimensions'],
    measures: Object.fromEntries(
      CELL_MEASURES.map((name, m) => [
        name,
        column(new Float64Array(length), (cell) => (m % 3 === 0 ? measure(cell) : m % 3 === 1 ? 0 : 5)),
      ]),
    ) as CellTable['measures'],
  };
}

test('subtractCells is the exact reverse of mergeCells, past 2^32 and across statements of any size', () => {
  const database = temporaryDatabase();
  database.sqlite.exec(
    `INSERT INTO workloads (id, name, created_at_ms, cuts) VALUES (1, 'w', 1, '${JSON.stringify(STANDARD_CUTS)}')`,
  );
  for (const length of [1, 99, 100, 101, 350]) {
    const a = table(length, (cell) => cell + 1);
    const b = table(length, (cell) => 2 ** 50 + cell);
    mergeCells(database, 1, a);
    expect(storedCells(database, 1)).toEqual(describeCells(a));
    mergeCells(database, 1, b);
    subtractCells(database, 1, a);
    expect(storedCells(database, 1)).toEqual(describeCells(b));
    subtractCells(database, 1, b);
    expect(storedCells(database, 1)).toEqual([]);
  }
  expect(database.sqlite.prepare('SELECT count(*) FROM cells').pluck().get()).toBe(0);
});
