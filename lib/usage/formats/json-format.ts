import type { ColumnMap } from '@/lib/domain/column-map';
import type { FormatAdapter, RecordSink } from './format';
import { createJsonReader, type JsonObject } from './json-reader';
import { sampleObjects } from './jsonl';

/** Where a format's calls come from, an object at a time. */
export type ObjectReader = {
  readonly read: (object: JsonObject, line: number) => void;
  /** Gives out what was held back. */
  readonly end?: () => void;
};

export type JsonFormat = Pick<FormatAdapter, 'id' | 'title'> & {
  /** The source's names of our fields: for a person, and for what is asked of any map. Nothing reads by it. */
  readonly names: ColumnMap['columns'];
  /** See `createJsonReader`. */
  readonly listKeys?: readonly string[];
  /** Why an object can only be of this source, or null. */
  readonly signOf: (object: JsonObject) => string | null;
  readonly open: (sink: RecordSink) => ObjectReader;
};

/** A format of JSON objects with fixed fields. One object of the sample with the source's own signs tells it. */
export function createJsonFormat({ id, title, names, listKeys, signOf, open }: JsonFormat): FormatAdapter {
  return {
    id,
    title,
    isFixed: true,
    detect(sample) {
      for (const { object } of sampleObjects(sample, listKeys)) {
        const why = signOf(object);
        if (why !== null) return { score: 0.95, why };
      }
      return { score: 0, why: `no sign of ${title}` };
    },
    peek: () => ({ columns: [], rows: [], lines: [] }),
    guess: () => ({ map: { columns: names }, droppedColumns: [] }),
    open(_map, sink) {
      const { read, end } = open(sink);
      const reader = createJsonReader(read, sink.reject, listKeys);
      return {
        push: reader.push,
        end() {
          reader.end();
          end?.();
        },
      };
    },
  };
}
