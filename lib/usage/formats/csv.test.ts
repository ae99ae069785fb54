import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ColumnMap, MappableField } from '@/lib/domain/column-map';
import type { UsageRecord } from '@/lib/domain/usage';
import { createNormaliser } from '../normalise';
import { csvFormat } from './csv';

type Outcome = { line: number; record?: UsageRecord; reason?: string };

function read(text: string, map: ColumnMap, chunkBytes = 1 << 16): Outcome[] {
  const outcomes: Outcome[] = [];
  const reader = csvFormat.open(map, {
    accept: (record, line) => outcomes.push({ line, record: { ...record } }),
    reject: (line, reason) => outcomes.push({ line, reason }),
  });
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += chunkBytes) reader.push(bytes.subarray(at, at + chunkBytes));
  reader.end();
  return outcomes;
}

const FIELDS = ['time', 'model', 'inputTokens', 'outputTokens', 'cacheReadTokens', 'reasoningTokens', 'costUsd', 'task', 'needs', 'tags', 'status', 'serviceTier', 'latencyMs', 'requests', 'requestId'] as const;
const COLUMNS = Object.fromEntries(FIELDS.map((field) => [field, field]));

test('a row read from bytes is the row read as text, whatever its shape', () => {
  const count = fc.constantFrom('0', '7', '12', '3.0', '3.5', '', '-1', '1,234', 'x', ' 8 ', '99999999999999999', '100');
  const cells = fc.record({
    time: fc.constantFrom('2026-08-01T12:00:00Z', '2026-08-01 12:00:00.123456', '1785542400', '1785542400000', '1785542400000000', '2026-08-01', '', 'soon', '2026-08-01T12:00:00+02:00'),
    model: fc.constantFrom('gpt-4o', 'gpt-4o-mini', '', ' padded ', 'a "b"', 'None'),
    inputTokens: count,
    outputTokens: count,
    cacheReadTokens: fc.constantFrom('0', '', '5', '200', '2.0'),
    reasoningTokens: fc.constantFrom('', '0', '4'),
    costUsd: fc.constantFrom('', '0', '0.0001107', '1e-3', '-1', '$4', '12345678901234567.8', '3.14159'),
    task: fc.constantFrom('chat', 'a,b', '', 'x'.repeat(300)),
    needs: fc.constantFrom('', 'Tools,vision', 'json'),
    tags: fc.constantFrom('', 'b|a'),
    status: fc.constantFrom('', '200', 'error'),
    serviceTier: fc.constantFrom('', 'batch'),
    latencyMs: fc.constantFrom('', '12', '12.6', 'slow'),
    requests: fc.constantFrom('1', '', '2', '0'),
    requestId: fc.constantFrom('', 'r-1', ' r-2'),
  });
  const options = fc.record({ cache: fc.constantFrom('inside', 'beside'), reasoning: fc.constantFrom('inside', 'beside') } as const);
  let accepted = 0;
  fc.assert(
    fc.property(fc.array(cells, { minLength: 1, maxLength: 6 }), options, fc.integer({ min: 1, max: 60 }), (rows, meaning, chunkBytes) => {
      const map: ColumnMap = { columns: COLUMNS, ...meaning };
      const quote = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
      const text = [FIELDS.join(','), ...rows.map((row) => FIELDS.map((field) => quote(row[field])).join(','))].join('\n');
      const expected = rows.map((row, i): Outcome => {
        const normaliser = createNormaliser(map);
        const reason = normaliser.read((field: MappableField) => row[field as (typeof FIELDS)[number]]);
        return reason ? { line: i + 2, reason } : { line: i + 2, record: { ...normaliser.record } };
      });
      const actual = read(text, map, chunkBytes);
      expect(actual).toEqual(expected);
      accepted += actual.filter(({ record }) => record).length;
    }),
    { numRuns: 1500, seed: 3 },
  );
  expect(accepted).toBeGreaterThan(300);
});

const MAP: ColumnMap = { columns: { time: 't', inputTokens: 'i', outputTokens: 'o' } };

test('a wrong number of fields is rejected with both numbers, a cut-off last line too', () => {
  const outcomes = read('t,i,o\n2026-01-01,1,2,3\n2026-01-01,1,2\n2026-01-01,1', MAP);
  expect(outcomes.map(({ line, reason }) => `${line} ${reason}`)).toEqual(['2 expected 3 fields, found 4', '3 undefined', '4 expected 3 fields, found 2']);
});

test('the delimiter is the one of the header; BOM and \\r\\n do not show', () => {
  for (const delimiter of [',', ';', '\t', '|']) {
    const text = '\uFEFFt,i,o\r\n2026-01-01,1,2\r\n'.replaceAll(',', delimiter);
    for (let size = 1; size <= text.length; size++) expect(read(text, MAP, size)).toMatchObject([{ line: 2, record: { inputTokens: 1, outputTokens: 2 } }]);
  }
});

test('a mapped column that the file lacks is refused', () => {
  expect(() => read('a,b\n1,2\n', MAP)).toThrow('no column "t" (for time) in the file: it has a, b');
});
