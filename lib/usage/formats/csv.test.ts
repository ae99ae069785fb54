import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ColumnMap, MappableField } from '@/lib/domain/column-map';
import type { UsageRecord } from '@/lib/domain/usage';
import { createNormaliser } from '../normalise';
import { LABEL_KINDS } from '../request-batch';
import { hashText } from '../row-key';
import { csvFormat } from './csv';

type Outcome = { line: number; record?: UsageRecord; reason?: string };

/** Rows that the one-pass reader took. */
let fastRows = 0;

/** An id or a prompt's hash as the 64 bits it is known by: the one-pass reader gives no more. */
function idBits(requestId: string): string {
  const bits = { lo: 0, hi: 0 };
  if (requestId !== '') hashText(requestId, bits);
  return `${bits.lo},${bits.hi}`;
}

const withBits = (record: UsageRecord): UsageRecord => ({
  ...record,
  requestId: idBits(record.requestId),
  promptHash: idBits(record.promptHash),
});

function read(text: string, map: ColumnMap, chunkBytes = 1 << 16): Outcome[] {
  const outcomes: Outcome[] = [];
  const texts: string[][] = LABEL_KINDS.map(() => []);
  const reader = csvFormat.open(map, {
    accept(record, line, hints) {
      if (hints) fastRows++;
      const requestId = hints?.id ? `${hints.id.lo},${hints.id.hi}` : idBits(record.requestId);
      const promptHash = hints?.prompt ? `${hints.prompt.lo},${hints.prompt.hi}` : idBits(record.promptHash);
      outcomes.push({ line, record: { ...record, requestId, promptHash } });
      for (const [i, kind] of LABEL_KINDS.entries()) {
        const number = hints?.labelNumbers[i] ?? -1;
        if (number < 0) continue;
        const text = (texts[i] as string[])[number] ?? record[kind];
        (texts[i] as string[])[number] = text;
        expect(text).toBe(record[kind]);
      }
    },
    reject: (line, reason) => outcomes.push({ line, reason }),
  });
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += chunkBytes) reader.push(bytes.subarray(at, at + chunkBytes));
  reader.end();
  return outcomes;
}

const FIELDS = [
  'time',
  'model',
  'inputTokens',
  'outputTokens',
  'cacheReadTokens',
  'reasoningTokens',
  'costUsd',
  'task',
  'needs',
  'tags',
  'status',
  'serviceTier',
  'latencyMs',
  'requests',
  'requestId',
  'promptHash',
] as const;
const COLUMNS = Object.fromEntries(FIELDS.map((field) => [field, field]));

test('a row read from bytes is the row read as text, whatever its shape', () => {
  /** Mostly `usual`, so that whole rows are usual often enough. */
  const mostly = (usual: readonly string[], rare: readonly string[]) =>
    fc.oneof({ arbitrary: fc.constantFrom(...usual), weight: 9 }, { arbitrary: fc.constantFrom(...rare), weight: 1 });
  const count = mostly(['300', '1200', '7', '0'], ['3.0', '3.5', '', '-1', '1,234', 'x', ' 8 ', '99999999999999999']);
  const times = ['2026-08-01T12:00:00Z', '2026-08-01 12:00:00.123456', '1785542400', '1785542400000'];
  const cells = fc.record({
    time: mostly(times, [
      '1785542400000000',
      '2026-08-01',
      '',
      'soon',
      '2026-08-01T12:00:00+02:00',
      '2026-02-30T00:00:00Z',
    ]),
    model: fc.constantFrom('gpt-4o', 'gpt-4o-mini', '', ' padded ', 'a "b"', 'None', 'ünï'),
    inputTokens: count,
    outputTokens: count,
    cacheReadTokens: mostly(['0', '', '5'], ['200', '2.0']),
    reasoningTokens: mostly(['0', ''], ['4', 'x']),
    costUsd: mostly(['', '0', '0.0001107', '3.14159'], ['1e-3', '-1', '$4', '12345678901234567.8']),
    task: mostly(['chat', 'a,b', ''], ['x'.repeat(300)]),
    needs: fc.constantFrom('', 'Tools,vision', 'json'),
    tags: fc.constantFrom('', 'b|a'),
    status: fc.constantFrom('', '200', 'error'),
    serviceTier: fc.constantFrom('', 'batch'),
    latencyMs: mostly(['12', '7'], ['', '12.6', 'slow']),
    requests: mostly(['1', '2'], ['', '0']),
    requestId: mostly(['', 'r-1', '0f8fad5b-d9cb-469f'], [' r-2', 'ü', 'i'.repeat(201)]),
    promptHash: mostly(
      ['', '9f86d081884c7d65', '9f86d081884c7d659a2feaa0c55ad015'],
      ['Cache OFF', 'none', '9f86d081', ' 9f86d081884c7d65', 'ü9f86d081884c7d65', 'f'.repeat(201)],
    ),
  });
  const options = fc.record({
    cache: fc.constantFrom('inside', 'beside'),
    reasoning: fc.constantFrom('inside', 'beside'),
  } as const);
  let accepted = 0;
  fc.assert(
    fc.property(
      fc.array(cells, { minLength: 1, maxLength: 6 }),
      options,
      fc.constantFrom(7, 60, 200, 5000),
      (rows, meaning, chunkBytes) => {
        const map: ColumnMap = { columns: COLUMNS, ...meaning };
        const quote = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
        const text = [FIELDS.join(','), ...rows.map((row) => FIELDS.map((field) => quote(row[field])).join(','))].join(
          '\n',
        );
        const expected = rows.map((row, i): Outcome => {
          const normaliser = createNormaliser(map);
          const reason = normaliser.read((field: MappableField) => row[field as (typeof FIELDS)[number]]);
          return reason ? { line: i + 2, reason } : { line: i + 2, record: withBits(normaliser.record) };
        });
        const actual = read(text, map, chunkBytes);
        expect(actual).toEqual(expected);
        accepted += actual.filter(({ record }) => record).length;
      },
    ),
    { numRuns: 2000, seed: 3 },
  );
  expect(accepted).toBeGreaterThan(1500);
  expect(fastRows).toBeGreaterThan(400);
});

const MAP: ColumnMap = { columns: { time: 't', inputTokens: 'i', outputTokens: 'o' } };

test('a wrong number of fields is rejected with both numbers, a cut-off last line too', () => {
  const outcomes = read('t,i,o\n2026-01-01,1,2,3\n2026-01-01,1,2\n2026-01-01,1', MAP);
  expect(outcomes.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
    '2 expected 3 fields, found 4',
    '3 undefined',
    '4 expected 3 fields, found 2',
  ]);
});

test('the delimiter is the one of the header; BOM and \\r\\n do not show', () => {
  for (const delimiter of [',', ';', '\t', '|']) {
    const text = '\uFEFFt,i,o\r\n2026-01-01,1,2\r\n'.replaceAll(',', delimiter);
    for (let size = 1; size <= text.length; size++)
      expect(read(text, MAP, size)).toMatchObject([{ line: 2, record: { inputTokens: 1, outputTokens: 2 } }]);
  }
});

test('a mapped column that the file lacks is refused', () => {
  expect(() => read('a,b\n1,2\n', MAP)).toThrow('no column "t" (for time) in the file: it has a, b');
});
