import { WaybillError } from '@/lib/domain/errors';
import { createCsvFields, splitCsvRecord, unescaped } from '../csv-fields';
import { decodeText } from '../interner';
import { createRecordScanner } from '../record-scanner';
import { delimiterOf, joined, MAX_HEADER_BYTES, refuseTooMany, texts } from './csv';
import type { FormatReader, RecordSink } from './format';

type Rejector = Pick<RecordSink, 'reject'>;

/** A row by column name. */
export type CsvRow = { readonly [column: string]: string };

export type CsvTable = {
  /** The columns that are read, as far as the file has them: no other is ever made into text. */
  readonly columns: readonly string[];
  readonly read: (row: CsvRow, line: number) => void;
  readonly end?: () => void;
};

const NEWLINE = 10;

/** The column names in the first line of a file. */
export function readHeader(bytes: Uint8Array): string[] {
  const stop = bytes.indexOf(NEWLINE);
  const end = stop < 0 ? bytes.length : bytes[stop - 1] === 13 ? stop - 1 : stop;
  return end > MAX_HEADER_BYTES ? [] : headerOf(bytes, 0, end, delimiterOf(bytes));
}

/** Reads a CSV file row by row, for what a column map cannot say. `open` gets the header and may throw. */
export function createCsvTableReader(sink: Rejector, open: (header: readonly string[]) => CsvTable): FormatReader {
  let scanner: ReturnType<typeof createRecordScanner> | null = null;
  let head = new Uint8Array(0);
  let table: CsvTable | null = null;

  /** The delimiter shows in the first line, so bytes wait until that is whole. */
  function begin(): void {
    const delimiter = delimiterOf(head);
    let readRow: ReturnType<typeof createRowReader> | null = null;
    scanner = createRecordScanner(
      {
        onRecord(bytes, start, end, line) {
          if (readRow) return readRow(bytes, start, end, line);
          const header = headerOf(bytes, start, end, delimiter);
          refuseTooMany(header.length);
          table = open(header);
          readRow = createRowReader(table, header, delimiter, sink);
        },
        onReject(line, reason) {
          if (!readRow) throw new WaybillError('bad-input', `line ${line}, the header: ${reason}`);
          sink.reject(line, reason);
        },
      },
      { delimiter },
    );
    scanner.push(head);
  }

  return {
    push(chunk) {
      if (scanner) return scanner.push(chunk);
      head = joined(head, chunk);
      if (head.length > MAX_HEADER_BYTES || /[\r\n]/.test(decodeText(chunk, 0, chunk.length))) begin();
    },
    end() {
      if (!scanner) begin();
      scanner?.end();
      table?.end?.();
    },
  };
}

function createRowReader(table: CsvTable, header: readonly string[], delimiter: number, sink: Rejector) {
  const fields = createCsvFields(header.length + 1);
  const wanted = table.columns.map((name) => [name, header.indexOf(name)] as const).filter(([, at]) => at >= 0);
  return (bytes: Uint8Array, start: number, end: number, line: number): void => {
    splitCsvRecord(bytes, start, end, delimiter, fields);
    if (fields.isBroken || fields.count !== header.length) {
      const widths = `expected ${header.length} fields, found ${fields.count}`;
      sink.reject(line, fields.isBroken ? 'text follows a closing quote' : widths);
      return;
    }
    const row: { [column: string]: string } = {};
    for (const [name, at] of wanted) {
      const text = decodeText(bytes, fields.starts[at] as number, fields.ends[at] as number);
      row[name] = fields.hasEscapes ? unescaped(text) : text;
    }
    table.read(row, line);
  };
}

function headerOf(bytes: Uint8Array, start: number, end: number, delimiter: number): string[] {
  const fields = createCsvFields(64);
  splitCsvRecord(bytes, start, end, delimiter, fields);
  return texts(bytes, fields).map((name) => name.trim());
}
