import { MAPPABLE_FIELDS, type MappableField } from '@/lib/domain/column-map';
import { WaybillError } from '@/lib/domain/errors';
import { guessColumnMap } from '../column-map';
import { createLookup, flatten } from '../json-path';
import { readLimits, tooManyColumns } from '../limits';
import { createNormaliser } from '../normalise';
import { type FormatAdapter, type FormatSample, SAMPLE_RECORDS, type SampleTable } from './format';
import { createJsonReader, type JsonObject } from './json-reader';

export const jsonlFormat: FormatAdapter = {
  id: 'jsonl',
  title: 'JSON Lines, or a JSON array of objects',
  detect(sample) {
    const count = sampleObjects(sample).length;
    return count > 0
      ? { score: 0.6, why: 'JSON objects, one a record' }
      : { score: 0, why: 'the first line is no JSON object' };
  },
  peek(sample) {
    return toSampleTable(sampleObjects(sample));
  },
  guess: ({ columns, rows }) => guessColumnMap(columns, rows),
  open(map, sink) {
    const normaliser = createNormaliser(map);
    const lookups: Partial<Record<MappableField, (object: JsonObject) => unknown>> = {};
    for (const field of MAPPABLE_FIELDS) {
      const path = map.columns[field];
      if (path !== undefined) lookups[field] = createLookup(path);
    }
    let object: JsonObject = {};
    const rawOf = (field: MappableField) => lookups[field]?.(object);
    return createJsonReader(
      (next, line) => {
        object = next;
        const reason = normaliser.read(rawOf);
        if (reason) sink.reject(line, reason);
        else sink.accept(normaliser.record, line);
      },
      (line, reason) => sink.reject(line, reason),
      [],
      readLimits().columns,
    );
  },
};

export type SampleObject = { readonly object: JsonObject; readonly line: number };

const OPEN_BRACE = 123;
const OPEN_BRACKET = 91;

/** The first objects of a file; none where its first record is not one. */
export function sampleObjects(sample: FormatSample, listKeys?: readonly string[]): SampleObject[] {
  const first = sample.bytes.find((byte) => byte > 32 && byte < 127);
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) return [];
  const objects: SampleObject[] = [];
  let rejects = 0;
  const reader = createJsonReader(
    (object, line) => objects.length < SAMPLE_RECORDS && objects.push({ object, line }),
    () => {
      if (objects.length === 0) rejects++;
    },
    listKeys,
  );
  reader.push(sample.bytes);
  if (sample.isWhole || objects.length === 0) reader.end();
  return rejects > objects.length ? [] : objects;
}

export function toSampleTable(objects: readonly SampleObject[]): SampleTable {
  const most = readLimits().columns;
  const all = objects.map(({ object, line }) => ({ record: flatten(object), line }));
  // A single record that is too wide is rejected when it is read; the others say what the columns are.
  const narrow = all.filter(({ record }) => record.size <= most);
  const columns = [...new Set(narrow.flatMap(({ record }) => [...record.keys()]))];
  if (columns.length > most || (narrow.length === 0 && all.length > 0))
    throw new WaybillError('bad-input', tooManyColumns('the records have', most));
  return {
    columns,
    rows: narrow.map(({ record }) => columns.map((column) => record.get(column))),
    lines: narrow.map(({ line }) => line),
  };
}
