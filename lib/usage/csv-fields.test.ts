import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCsvFields, splitCsvRecord, unescaped } from './csv-fields';
import { createRecordScanner } from './record-scanner';

function read(text: string, chunkBytes: number): string[][] {
  const rows: string[][] = [];
  const fields = createCsvFields(2);
  const scanner = createRecordScanner(
    {
      onRecord(bytes, start, end) {
        splitCsvRecord(bytes, start, end, 44, fields);
        expect(fields.isBroken).toBe(false);
        rows.push(
          Array.from({ length: fields.count }, (_, i) =>
            unescaped(new TextDecoder().decode(bytes.slice(fields.starts[i], fields.ends[i]))),
          ),
        );
      },
      onReject: (line, reason) => rows.push([`${line} ${reason}`]),
    },
    { delimiter: 44 },
  );
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += chunkBytes) scanner.push(bytes.subarray(at, at + chunkBytes));
  scanner.end();
  return rows;
}

test('fields agree with csv-parse on generated files at any chunk size', () => {
  const value = fc.string({
    unit: fc.constantFrom('a', 'B', '7', ',', '"', '\n', '\r\n', ' ', 'ü', '🚚'),
    maxLength: 8,
  });
  const needsQuotes = (text: string) => /[",\r\n]/.test(text);
  const cell = fc.tuple(value, fc.boolean()).map(([text, quote]) => {
    return quote || needsQuotes(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  const file = fc.tuple(
    fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
    fc.constantFrom('\n', '\r\n'),
  );
  let cases = 0;
  fc.assert(
    fc.property(file, fc.integer({ min: 1, max: 40 }), ([rows, newline], chunkBytes) => {
      const text = rows.map((row) => row.join(',')).join(newline) + newline;
      const expected: string[][] = parse(text, { relax_column_count: true, record_delimiter: newline });
      expect(read(text, chunkBytes)).toEqual(expected);
      cases++;
    }),
    { numRuns: 400, seed: 11 },
  );
  expect(cases).toBe(400);
});

test('text after a closing quote marks the record as broken', () => {
  const fields = createCsvFields(8);
  const bytes = new TextEncoder().encode('1,"a"b,2');
  splitCsvRecord(bytes, 0, bytes.length, 44, fields);
  expect([fields.isBroken, fields.count]).toEqual([true, 3]);
});

test('an empty last field counts', () => {
  const fields = createCsvFields(8);
  const bytes = new TextEncoder().encode('1,,');
  splitCsvRecord(bytes, 0, bytes.length, 44, fields);
  expect(fields.count).toBe(3);
});
