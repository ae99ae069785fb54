import { type ColumnMap, MAPPABLE_FIELDS, type MappableField } from '@/lib/domain/column-map';
import { WaybillError } from '@/lib/domain/errors';
import { createCsvFields, splitCsvRecord, unescaped } from '../csv-fields';
import { decodeText } from '../interner';
import { createNormaliser } from '../normalise';
import { shownName, shownNames } from '../shown-name';
import { createLineReader } from './csv-line';
import type { RecordSink } from './format';

export type CsvRowReader = {
  readonly readRecord: (bytes: Uint8Array, start: number, end: number, line: number) => void;
  /** See `RecordHandler.takeLine`. */
  readonly takeLine: (bytes: Uint8Array, start: number, limit: number, line: number) => number;
};

/**
 * Reads the rows of one CSV file. Rows of usual shape come straight from the bytes; any other goes through the
 * normaliser as text, which alone decides what is wrong with it.
 */
export function createCsvRowReader(
  map: ColumnMap,
  columns: readonly string[],
  delimiter: number,
  sink: RecordSink,
): CsvRowReader {
  const normaliser = createNormaliser(map);
  const { record, complete } = normaliser;
  const width = columns.length;
  const fields = createCsvFields(width + 1);
  const at = columnIndexes(map, columns);
  const lineReader = createLineReader(map, at, width, delimiter, normaliser);
  let bytes = new Uint8Array(0) as Uint8Array;

  function textOf(field: MappableField): string {
    const column = at[field];
    const text = decodeText(bytes, fields.starts[column] as number, fields.ends[column] as number);
    return fields.hasEscapes ? unescaped(text) : text;
  }

  return {
    readRecord(source, start, end, line) {
      bytes = source;
      splitCsvRecord(bytes, start, end, delimiter, fields);
      if (fields.isBroken) return sink.reject(line, 'text follows a closing quote');
      if (fields.count !== width) return sink.reject(line, `expected ${width} fields, found ${fields.count}`);
      const reason = normaliser.read(textOf);
      lineReader?.forget();
      if (reason) sink.reject(line, reason);
      else sink.accept(record, line);
    },
    takeLine(source, start, limit, line) {
      if (!lineReader) return -1;
      const stop = lineReader.read(source, start, limit);
      if (stop < 0) return -1;
      const reason = complete();
      if (reason) sink.reject(line, reason);
      else sink.accept(record, line, lineReader.hints);
      return stop;
    },
  };
}

function columnIndexes(map: ColumnMap, columns: readonly string[]): { [field in MappableField]: number } {
  const indexes = MAPPABLE_FIELDS.map((field) => {
    const name = map.columns[field];
    const index = name === undefined ? -1 : columns.indexOf(name.trim());
    if (name !== undefined && index < 0) {
      throw new WaybillError(
        'bad-input',
        `no column "${shownName(name)}" (for ${field}) in the file: it has ${shownNames(columns)}`,
      );
    }
    if (name !== undefined && columns.lastIndexOf(name.trim()) !== index) {
      throw new WaybillError('bad-input', `column "${shownName(name)}" (for ${field}) stands twice in the header`);
    }
    return [field, index];
  });
  return Object.fromEntries(indexes);
}
