import { expect, test } from 'vitest';
import { createJsonReader } from './json-reader';

type Seen = readonly string[];

function read(text: string, listKeys: readonly string[] = ['data'], chunkBytes = text.length * 4): Seen {
  const seen: string[] = [];
  const reader = createJsonReader(
    (object, line) => seen.push(`${line} ${JSON.stringify(object)}`),
    (line, reason) => seen.push(`${line}! ${reason}`),
    listKeys,
  );
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += chunkBytes) reader.push(bytes.slice(at, at + chunkBytes));
  reader.end();
  return seen;
}

const pretty = (value: unknown) => JSON.stringify(value, null, 1);

test('a document gives the objects of its list, each with its line', () => {
  const page = pretty({ object: 'page', data: [{ a: 1 }, { a: [{ data: [] }] }], more: { data: [{ x: 1 }] } });
  expect(read(page)).toEqual(['4 {"a":1}', '7 {"a":[{"data":[]}]}']);
});

test('pages may come as lines, as documents in a row and as an array', () => {
  const pages = [{ data: [{ a: 1 }] }, { data: [] }, { data: [{ a: 2 }, { a: 3 }] }];
  const objects = (seen: Seen) => seen.map((text) => text.replace(/^\d+ /, ''));
  const expected = ['{"a":1}', '{"a":2}', '{"a":3}'];
  expect(read(pages.map((page) => JSON.stringify(page)).join('\n'))).toEqual(['1 {"a":1}', '3 {"a":2}', '3 {"a":3}']);
  expect(objects(read(pages.map(pretty).join('\n')))).toEqual(expected);
  expect(objects(read(pretty(pages)))).toEqual(expected);
  expect(objects(read(JSON.stringify(pages)))).toEqual(expected);
});

test('objects over several lines are records where there is no list', () => {
  const text = `${pretty({ a: 'b } ] \\" {', data: null })}\n${pretty({ data: { c: 1 } })}\n`;
  expect(read(text)).toEqual(['1 {"a":"b } ] \\\\\\" {","data":null}', '5 {"data":{"c":1}}']);
  expect(read(pretty({ data: [{ a: 1 }] }), [])).toEqual(['1 {"data":[{"a":1}]}']);
});

test.each([
  ['with line ends', '{"object": "page",\n"data": [\n', ',\n', '\n]}\n'],
  ['in one line', '{"object":"page","data":[', ',', '],"more":false}'],
])('a document larger than a record may be is read %s', (_name, start, comma, end) => {
  const note = 'x'.repeat(10_000);
  const items = Array.from({ length: 1200 }, (_, i) => JSON.stringify({ i, note }));
  const text = start + items.join(comma) + end;
  let count = 0;
  let sum = 0;
  const rejects: string[] = [];
  const reader = createJsonReader(
    ({ i }) => {
      count++;
      sum += i as number;
    },
    (_line, reason) => rejects.push(reason),
    ['data'],
  );
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += 65_521) reader.push(bytes.subarray(at, at + 65_521));
  reader.end();
  expect(bytes.length).toBeGreaterThan(10_000_000);
  expect({ count, sum, rejects }).toEqual({ count: 1200, sum: (1199 * 1200) / 2, rejects: [] });
});

test('what is broken costs itself only and is named', () => {
  expect(read('{"a": 1, "b":\n{"a": 2}\n{"a": 3}')).toEqual(['1! not valid JSON', '2 {"a":2}', '3 {"a":3}']);
  expect(read('{"a": "cut\n{"a": 2}')).toEqual(['1! not valid JSON', '2 {"a":2}']);
  expect(read('[{"a": 1}, 5, "x", {"a": 2}, [3]]')).toEqual([
    '1 {"a":1}',
    '1! not a JSON object',
    '1! not a JSON object',
    '1 {"a":2}',
    '1! not a JSON object',
  ]);
  expect(read('{\n "data": [\n  {"a": "cut\n},\n  {"a": 2}\n ]\n}')).toEqual(['3! not valid JSON', '5 {"a":2}']);
  expect(read('{\n "data": [\n  {"a": 1},\n  {"a"')).toEqual(['3 {"a":1}', '4! the file ends inside this record']);
  expect(read('{\n "data": [\n  {"a": 1},\n')).toEqual(['3 {"a":1}', '4! the file ends before its list does']);
});

test('what is nested too deep is refused, with braces in strings not counted', () => {
  const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  const refused = 'nested more than 100 deep (WAYBILL_MAX_NESTING)';
  expect(read(`{"a":1}\n${deep}\n{"a":2}`)).toEqual(['1 {"a":1}', `2! ${refused}`, '3 {"a":2}']);
  expect(read(`[{"a":1},${deep}]`)).toEqual(['1 {"a":1}', `1! ${refused}`]);
  expect(read(`{"data":[${deep},{"a":1}]}`)).toEqual([`1! ${refused}`, '1 {"a":1}']);
  const flat = { a: `${'['.repeat(200)}"\\${'{'.repeat(200)}` };
  expect(read(JSON.stringify(flat))).toEqual([`1 ${JSON.stringify(flat)}`]);
});

test('long lines are read a line at a time', () => {
  const line = (a: number) => JSON.stringify({ note: 'x'.repeat(70_000), data: [{ a }, { a: a + 1 }] });
  const text = `${line(1)}\n${line(3).slice(0, -4)}\n${line(5)}`;
  expect(read(text)).toEqual(['1 {"a":1}', '1 {"a":2}', '2 {"a":3}', '2! not valid JSON', '3 {"a":5}', '3 {"a":6}']);
});

test('chunks of any size read as the whole', () => {
  const texts = [
    pretty({ 'd\\"ata': [1], data: [{ ü: 'é"\\' }, 3, { b: [] }] }),
    '[{"data":[{"a":1}]},{"b":2}]',
    '{"a":1}\r\n{"data":[{"b":2},4]}\r\n{"c"\r\n',
  ];
  for (const text of texts) {
    const whole = read(text);
    expect(whole.length).toBeGreaterThan(1);
    for (let size = 1; size < text.length; size++) expect(read(text, ['data'], size)).toEqual(whole);
  }
});
