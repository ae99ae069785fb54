import type { CatalogSheet, PackedColumn, PackedRows, SheetRow } from '@/lib/domain/catalog-sheet';
import type { CatalogLine } from '@/lib/domain/offer-view';

/** 64 characters that neither JSON nor HTML writes longer than they are. */
const PACK_DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';
const BASE = PACK_DIGITS.length;
const VALUE_OF = new Map([...PACK_DIGITS].map((digit, value) => [digit, value]));

function writeNumber(value: number, width: number): string {
  let text = '';
  for (let rest = value, i = 0; i < width; i++, rest = Math.floor(rest / BASE)) text = PACK_DIGITS[rest % BASE] + text;
  return text;
}

function packColumn(values: readonly unknown[]): PackedColumn {
  const indexOf = new Map<string, number>();
  const distinct: unknown[] = [];
  const picked = values.map((value) => {
    const key = JSON.stringify(value);
    const known = indexOf.get(key);
    if (known !== undefined) return known;
    indexOf.set(key, distinct.length);
    distinct.push(value);
    return distinct.length - 1;
  });
  if (distinct.length > values.length / 2) return { values };
  let width = 0;
  while (BASE ** width < distinct.length) width++;
  return { distinct, width, picks: picked.map((index) => writeNumber(index, width)).join('') };
}

/** Rows of the same keys and JSON values as columns, each distinct value written once. */
export function packRows<Row extends { readonly [key: string]: unknown }>(rows: readonly Row[]): PackedRows {
  const keys = Object.keys(rows[0] ?? {});
  return {
    length: rows.length,
    columns: Object.fromEntries(keys.map((key) => [key, packColumn(rows.map((row) => row[key]))])),
  };
}

function unpackColumn(column: PackedColumn, length: number): readonly unknown[] {
  if ('values' in column) return column.values;
  const { distinct, width, picks } = column;
  return Array.from({ length }, (_, row) => {
    let index = 0;
    for (let i = row * width; i < (row + 1) * width; i++) index = index * BASE + (VALUE_OF.get(picks[i] ?? '') ?? 0);
    return distinct[index];
  });
}

/** The rows that `packRows` was given; equal values are one object. */
export function unpackRows<Row>({ length, columns }: PackedRows): Row[] {
  const unpacked = Object.entries(columns).map(([key, column]) => [key, unpackColumn(column, length)] as const);
  return Array.from(
    { length },
    (_, row) => Object.fromEntries(unpacked.map(([key, values]) => [key, values[row]])) as Row,
  );
}

/** The lines of the catalog's table, what follows from the rest filled in. */
export function linesOf(sheet: CatalogSheet): CatalogLine[] {
  return unpackRows<SheetRow>(sheet.rows).map((row) => ({
    ...row,
    name: row.name ?? row.model,
    offerId: `${row.provider}/${row.model}`,
    inputUsdPerMtok: row.rates?.input ?? null,
    outputUsdPerMtok: row.rates?.output ?? null,
    cacheReadUsdPerMtok: row.rates?.cacheRead ?? null,
    cacheWriteUsdPerMtok: row.rates?.cacheWrite ?? null,
  }));
}
