import { CELL_DIMENSIONS, CELL_MEASURES, type CellTable, type Cuts, type LabelKind } from '@/lib/domain/cube';

/** "WBQ" and the version of the layout. */
const MAGIC = 0x57425131;
const PREFIX_BYTES = 8;
const ALIGN_BYTES = 8;

const TYPES = ['u8', 'i8', 'u16', 'i16', 'u32', 'i32', 'f64'] as const;
type ColumnType = (typeof TYPES)[number];
const BYTES: { readonly [type in ColumnType]: number } = { u8: 1, i8: 1, u16: 2, i16: 2, u32: 4, i32: 4, f64: 8 };

/** A column that is the same throughout is only named by its value. */
type Column =
  | { readonly name: string; readonly all: number }
  | { readonly name: string; readonly type: ColumnType; readonly at: number };

type Header = {
  readonly length: number;
  readonly cuts: Cuts;
  readonly labels: { readonly [kind in LabelKind]: readonly string[] };
  readonly dimensions: readonly Column[];
  readonly measures: readonly Column[];
};

type Values = Int32Array | Float64Array;

/** The narrowest type that holds every value exactly. */
function typeOf(values: Values): ColumnType {
  let low = 0;
  let high = 0;
  for (const value of values) {
    if (!Number.isInteger(value) || Object.is(value, -0)) return 'f64';
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low >= 0) return high < 2 ** 8 ? 'u8' : high < 2 ** 16 ? 'u16' : high < 2 ** 32 ? 'u32' : 'f64';
  for (const [type, limit] of [
    ['i8', 2 ** 7],
    ['i16', 2 ** 15],
    ['i32', 2 ** 31],
  ] as const)
    if (low >= -limit && high < limit) return type;
  return 'f64';
}

function isConstant(values: Values): boolean {
  const first = values[0];
  return values.every((value) => value === first);
}

const aligned = (bytes: number) => Math.ceil(bytes / ALIGN_BYTES) * ALIGN_BYTES;

const WRITE: { readonly [type in ColumnType]: (view: DataView, at: number, value: number) => void } = {
  u8: (view, at, value) => view.setUint8(at, value),
  i8: (view, at, value) => view.setInt8(at, value),
  u16: (view, at, value) => view.setUint16(at, value, true),
  i16: (view, at, value) => view.setInt16(at, value, true),
  u32: (view, at, value) => view.setUint32(at, value, true),
  i32: (view, at, value) => view.setInt32(at, value, true),
  f64: (view, at, value) => view.setFloat64(at, value, true),
};

const READ: { readonly [type in ColumnType]: (view: DataView, at: number) => number } = {
  u8: (view, at) => view.getUint8(at),
  i8: (view, at) => view.getInt8(at),
  u16: (view, at) => view.getUint16(at, true),
  i16: (view, at) => view.getInt16(at, true),
  u32: (view, at) => view.getUint32(at, true),
  i32: (view, at) => view.getInt32(at, true),
  f64: (view, at) => view.getFloat64(at, true),
};

/**
 * A cell table as bytes: magic and header length (little-endian, 4 bytes each), the header as JSON, then each column
 * that is not the same throughout, packed in the narrowest type that holds it exactly. `decodeCube` gives the same table.
 */
export function encodeCube(table: CellTable): Uint8Array<ArrayBuffer> {
  let bodyBytes = 0;
  const plan = (name: string, values: Values): Column => {
    if (isConstant(values)) return { name, all: values[0] ?? 0 };
    const type = typeOf(values);
    const at = bodyBytes;
    bodyBytes = aligned(at + values.length * BYTES[type]);
    return { name, type, at };
  };
  const header: Header = {
    length: table.length,
    cuts: table.cuts,
    labels: table.labels,
    dimensions: CELL_DIMENSIONS.map((name) => plan(name, table.dimensions[name])),
    measures: CELL_MEASURES.map((name) => plan(name, table.measures[name])),
  };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const start = aligned(PREFIX_BYTES + text.length);
  const bytes = new Uint8Array(start + bodyBytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, text.length, true);
  bytes.set(text, PREFIX_BYTES);
  const write = (column: Column, values: Values) => {
    if ('all' in column) return;
    const put = WRITE[column.type];
    const width = BYTES[column.type];
    for (let i = 0; i < values.length; i++) put(view, start + column.at + i * width, values[i] as number);
  };
  for (const [i, name] of CELL_DIMENSIONS.entries()) write(header.dimensions[i] as Column, table.dimensions[name]);
  for (const [i, name] of CELL_MEASURES.entries()) write(header.measures[i] as Column, table.measures[name]);
  return bytes;
}

/** Reads what `encodeCube` wrote. Throws an Error for bytes that are no cube of this version or are cut short. */
export function decodeCube(bytes: Uint8Array): CellTable {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < PREFIX_BYTES || view.getUint32(0, true) !== MAGIC)
    throw new Error('these bytes are no cube of this version');
  const textBytes = view.getUint32(4, true);
  const start = aligned(PREFIX_BYTES + textBytes);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + textBytes))) as Header;
  const { length, cuts, labels } = header;
  const fill = <Column_ extends Values>(columns: readonly Column[], name: string, values: Column_): Column_ => {
    const column = columns.find((one) => one.name === name);
    if (column === undefined) throw new Error(`the cube has no column ${name}`);
    if ('all' in column) return column.all === 0 ? values : (values.fill(column.all) as Column_);
    const take = READ[column.type];
    const width = BYTES[column.type];
    const from = start + column.at;
    if (from + length * width > bytes.length) throw new Error(`the cube is cut short in column ${name}`);
    for (let i = 0; i < length; i++) values[i] = take(view, from + i * width);
    return values;
  };
  const dimensions = Object.fromEntries(
    CELL_DIMENSIONS.map((name) => [name, fill(header.dimensions, name, new Int32Array(length))]),
  ) as unknown as CellTable['dimensions'];
  const measures = Object.fromEntries(
    CELL_MEASURES.map((name) => [name, fill(header.measures, name, new Float64Array(length))]),
  ) as unknown as CellTable['measures'];
  return { length, cuts, labels, dimensions, measures };
}
