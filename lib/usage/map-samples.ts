import type { ColumnMap, MappableField } from '@/lib/domain/column-map';
import { leafName } from './column-synonyms';
import type { SampleTable } from './formats/format';
import { BLANK, isBlank, parseCount } from './parse-numbers';

/** The raw values of a field in the sample; undefined where it is not mapped. */
export type Values = (row: number) => unknown;

export function valuesOf(table: SampleTable, column: string | undefined): Values | null {
  const index = column === undefined ? -1 : table.columns.indexOf(column);
  return index < 0 ? null : (row) => table.rows[row]?.[index];
}

export function fieldValues(table: SampleTable, map: ColumnMap, field: MappableField): Values | null {
  return valuesOf(table, map.columns[field]);
}

/** A count as it stands; 0 for a blank one, NaN for none. */
export function countOf(value: unknown, scale: number): number {
  const count = parseCount(value, scale);
  return count === BLANK ? 0 : count;
}

export function filled(table: SampleTable, values: Values): unknown[] {
  return table.rows.map((_, row) => values(row)).filter((value) => !isBlank(value));
}

/** The column that says input and output together, if the file has one. */
export function totalColumn(table: SampleTable): Values | null {
  const column = table.columns.find((name) => /^(totaltokens|totaltokencount|tokenstotal)$/.test(leafName(name)));
  return valuesOf(table, column);
}
