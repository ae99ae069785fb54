import { expect, test } from 'vitest';
import { createRecordScanner } from './record-scanner';

const COMMA = 44;

function scan(
  bytes: Uint8Array,
  chunkBytes: number,
  options: Parameters<typeof createRecordScanner>[1] = {},
): string[] {
  const seen: string[] = [];
  const scanner = createRecordScanner(
    {
      onRecord: (buffer, start, end, line) =>
        seen.push(`${line}: ${new TextDecoder().decode(buffer.slice(start, end))}`),
      onReject: (line, reason) => seen.push(`${line}! ${reason}`),
    },
    options,
  );
  for (let at = 0; at < bytes.length; at += chunkBytes) scanner.push(bytes.subarray(at, at + chunkBytes));
  scanner.end();
  return seen;
}

function expectAtEveryChunkSize(
  text: string,
  options: Parameters<typeof createRecordScanner>[1],
  expected: string[],
): void {
  const bytes = new TextEncoder().encode(text);
  for (let size = 1; size <= bytes.length + 1; size++)
    expect(scan(bytes, size, options), `chunks of ${size}`).toEqual(expected);
}

test('CSV records are the same for every chunk size, cuts inside \\r\\n, quotes and characters included', () => {
  const text = '\uFEFFa,b\r\n1,"x\r\ny ""q"" ü"\r\n\r\n"🚚","",5\r\nlast,é';
  expectAtEveryChunkSize(text, { delimiter: COMMA }, ['1: a,b', '2: 1,"x\r\ny ""q"" ü"', '5: "🚚","",5', '6: last,é']);
});

test('JSON lines are plain lines: quotes mean nothing', () => {
  expectAtEveryChunkSize('{"a":"1"}\n\n"\n{"b"}\r\n', {}, ['1: {"a":"1"}', '3: "', '4: {"b"}']);
});

test('a quote inside an unquoted field is itself', () => {
  expectAtEveryChunkSize('5" screen,1\n6,2""\n', { delimiter: COMMA }, ['1: 5" screen,1', '2: 6,2""']);
});

test('an unclosed quote costs its own line only', () => {
  const expected = ['1: a,b', '2! a quoted field is not closed', '3: 3,4', '4: 5,6'];
  expectAtEveryChunkSize('a,b\n1,"2\n3,4\n5,6', { delimiter: COMMA }, expected);
  expectAtEveryChunkSize('a,b\n1,"2', { delimiter: COMMA }, ['1: a,b', '2! a quoted field is not closed']);
});

test('a record that is too long is rejected with its line, whatever the chunks, and reading goes on', () => {
  const options = { maxRecordBytes: 20 };
  const reason = 'record is longer than 20 bytes (WAYBILL_MAX_RECORD_BYTES)';
  const long = 'x'.repeat(50);
  expectAtEveryChunkSize(`a\n${long}\nb\n`, options, ['1: a', `2! ${reason}`, '3: b']);
  expectAtEveryChunkSize(`a\n${long}`, options, ['1: a', `2! ${reason}`]);
  expectAtEveryChunkSize(`a,1\n"${long}",2\nb,3\n`, { ...options, delimiter: COMMA }, [
    '1: a,1',
    `2! ${reason}`,
    '3: b,3',
  ]);
  // 20 bytes pass, 21 do not, the \r of a line end not counted.
  expectAtEveryChunkSize(`${'y'.repeat(20)}\r\n${'z'.repeat(21)}\r\nb`, options, [
    `1: ${'y'.repeat(20)}`,
    `2! ${reason}`,
    '3: b',
  ]);
});

test('an unclosed quote that swallows more than a record may hold gives back the lines after its own', () => {
  const options = { delimiter: COMMA, maxRecordBytes: 30 };
  const rows = Array.from({ length: 12 }, (_, i) => `row${i},1`);
  const expected = ['1: h,1', '2! a quoted field is not closed', ...rows.map((row, i) => `${i + 3}: ${row}`)];
  expectAtEveryChunkSize(`h,1\n"open,1\n${rows.join('\n')}\n`, options, expected);
});

test('a 50 MB line is rejected without being held', () => {
  const seen: string[] = [];
  const scanner = createRecordScanner({
    onRecord: (bytes, start, end, line) => seen.push(`${line}: ${end - start} of ${bytes.length < 40_000_000}`),
    onReject: (line, reason) => seen.push(`${line}! ${reason}`),
  });
  scanner.push(new TextEncoder().encode('first\n'));
  const piece = new Uint8Array(1_000_000).fill(120);
  for (let i = 0; i < 50; i++) scanner.push(piece);
  scanner.push(new TextEncoder().encode('\nthird'));
  scanner.end();
  expect(seen).toEqual([
    '1: 5 of true',
    '2! record is longer than 16777216 bytes (WAYBILL_MAX_RECORD_BYTES)',
    '3: 5 of true',
  ]);
});
