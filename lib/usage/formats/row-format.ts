import { createCsvTableReader, readHeader } from './csv-table';
import type { FormatAdapter, FormatReader, RecordSink } from './format';
import type { JsonFormat, ObjectReader } from './json-format';
import { createJsonReader, type JsonObject } from './json-reader';
import { sampleObjects } from './jsonl';

export type RowFormat = Pick<JsonFormat, 'id' | 'title' | 'names' | 'listKeys'> & {
  /** Columns of CSV that are read. */
  readonly columns: readonly string[];
  /** Why a CSV file with these columns can only be of this source, or null. */
  readonly signOfHeader: (has: (...columns: readonly string[]) => boolean) => string | null;
  /** The same of a JSON object; absent where the source writes CSV only. */
  readonly signOf?: (object: JsonObject) => string | null;
  /** `has` knows the columns of the CSV file, and is null for JSON. May throw where the whole file cannot be read. */
  readonly open: (sink: RecordSink, has: ((column: string) => boolean) | null) => ObjectReader;
};

/** A format with fixed fields whose rows come as CSV or as JSON objects: told by the first byte, read alike. */
export function createRowFormat(format: RowFormat): FormatAdapter {
  const { id, title, names, listKeys, columns, signOfHeader, signOf, open } = format;
  return {
    id,
    title,
    isFixed: true,
    detect(sample) {
      const why = isJson(sample.bytes)
        ? firstSign(signOf ? sampleObjects(sample, listKeys) : [], signOf)
        : signOfHeader(knows(readHeader(sample.bytes)));
      return why === null ? { score: 0, why: `no sign of ${title}` } : { score: 0.95, why };
    },
    peek: () => ({ columns: [], rows: [], lines: [] }),
    guess: () => ({ map: { columns: names }, droppedColumns: [] }),
    open(_map, sink) {
      return createEitherReader(
        () => {
          const { read, end } = open(sink, null);
          return withEnd(createJsonReader(read, sink.reject, listKeys), end);
        },
        () => createCsvTableReader(sink, (header) => ({ columns, ...open(sink, knows(header)) })),
      );
    },
  };
}

function firstSign(
  objects: ReturnType<typeof sampleObjects>,
  signOf: (object: JsonObject) => string | null = () => null,
): string | null {
  for (const { object } of objects) {
    const why = signOf(object);
    if (why !== null) return why;
  }
  return null;
}

function knows(header: readonly string[]): (...columns: readonly string[]) => boolean {
  const names = new Set(header);
  return (...columns) => columns.every((column) => names.has(column));
}

/** Neither a blank nor part of a byte-order mark. */
const isMark = (byte: number) => byte > 32 && byte < 127;

function isJson(bytes: Uint8Array): boolean {
  const first = bytes.find(isMark);
  return first === 123 || first === 91;
}

/** Holds bytes until the first that shows what they are. */
function createEitherReader(openJson: () => FormatReader, openCsv: () => FormatReader): FormatReader {
  const held: Uint8Array[] = [];
  let reader: FormatReader | null = null;
  return {
    push(chunk) {
      if (reader) return reader.push(chunk);
      held.push(chunk);
      if (!chunk.some(isMark)) return;
      reader = isJson(chunk) ? openJson() : openCsv();
      for (const one of held.splice(0)) reader.push(one);
    },
    end() {
      reader ??= openCsv();
      for (const one of held.splice(0)) reader.push(one);
      reader.end();
    },
  };
}

function withEnd(reader: FormatReader, end: (() => void) | undefined): FormatReader {
  return {
    push: reader.push,
    end() {
      reader.end();
      end?.();
    },
  };
}
