import { WaybillError } from '@/lib/domain/errors';
import { guessColumnMap } from '../column-map';
import { createCsvFields, splitCsvRecord, unescaped } from '../csv-fields';
import { decodeText } from '../interner';
import { readLimits, tooManyColumns } from '../limits';
import { createRecordScanner } from '../record-scanner';
import { type CsvRowReader, createCsvRowReader } from './csv-row';
import { type FormatAdapter, type FormatSample, SAMPLE_RECORDS } from './format';

export const csvFormat: FormatAdapter = {
  id: 'csv',
  title: 'CSV with a header line',
  detect(sample) {
    const { rows } = readSample(sample);
    const [header = []] = rows;
    if (header.length < 2 || /^\s*[{[]/.test(header[0] ?? '')) return { score: 0, why: 'the first line is no header' };
    const isEven = rows.every((row) => row.length === header.length);
    return { score: isEven ? 0.7 : 0.5, why: `a header line with ${header.length} columns` };
  },
  peek(sample) {
    const { rows, lines, headerProblem } = readSample(sample);
    if (headerProblem !== null) throw new WaybillError('bad-input', headerProblem);
    const [columns = [], ...records] = rows;
    refuseTooMany(columns.length);
    return { columns: columns.map((name) => name.trim()), rows: records, lines: lines.slice(1) };
  },
  guess: ({ columns, rows }) => guessColumnMap(columns, rows),
  open(map, sink) {
    let scanner: ReturnType<typeof createRecordScanner> | null = null;
    let head = new Uint8Array(0);
    let rows: CsvRowReader | null = null;

    /** The delimiter shows in the first line, so bytes wait until that is whole. */
    function begin(): void {
      const delimiter = delimiterOf(head);
      const fields = createCsvFields(64);
      scanner = createRecordScanner(
        {
          onRecord(bytes, start, end, line) {
            if (rows) return rows.readRecord(bytes, start, end, line);
            splitCsvRecord(bytes, start, end, delimiter, fields);
            refuseTooMany(fields.count);
            const columns = texts(bytes, fields).map((name) => name.trim());
            rows = createCsvRowReader(map, columns, delimiter, sink);
          },
          takeLine: (bytes, start, limit, line) => (rows ? rows.takeLine(bytes, start, limit, line) : -1),
          onReject(line, reason) {
            if (!rows) throw new WaybillError('bad-input', headerReason(line, reason));
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
      },
    };
  },
};

const headerReason = (line: number, reason: string) => `line ${line}, the header: ${reason}`;

export function refuseTooMany(columns: number): void {
  const { columns: most } = readLimits();
  if (columns > most) throw new WaybillError('bad-input', tooManyColumns('the header has', most));
}

export const MAX_HEADER_BYTES = 1_000_000;
const DELIMITERS = [',', ';', '\t', '|'] as const;

/** The candidate that stands most often in the first line outside quotes. */
export function delimiterOf(bytes: Uint8Array): number {
  const text = decodeText(bytes, 0, Math.min(bytes.length, 65_536)).trimStart();
  const line = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  return (DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',').charCodeAt(0);
}

function readSample(sample: FormatSample): { rows: string[][]; lines: number[]; headerProblem: string | null } {
  const delimiter = delimiterOf(sample.bytes);
  const fields = createCsvFields(64);
  const rows: string[][] = [];
  const lines: number[] = [];
  let headerProblem: string | null = null;
  const scanner = createRecordScanner(
    {
      onRecord(bytes, start, end, line) {
        if (rows.length > SAMPLE_RECORDS) return;
        lines.push(line);
        splitCsvRecord(bytes, start, end, delimiter, fields);
        rows.push(texts(bytes, fields));
      },
      onReject(line, reason) {
        if (rows.length === 0) headerProblem ??= headerReason(line, reason);
      },
    },
    { delimiter },
  );
  scanner.push(sample.bytes);
  if (sample.isWhole || rows.length === 0) scanner.end();
  return { rows, lines, headerProblem };
}

export function texts(bytes: Uint8Array, fields: ReturnType<typeof createCsvFields>): string[] {
  return Array.from({ length: fields.count }, (_, i) =>
    unescaped(decodeText(bytes, fields.starts[i] as number, fields.ends[i] as number)),
  );
}

export function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
