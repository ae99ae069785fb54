import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { type CsvCell, writeCsv } from './write-csv';

const read = (text: string): string[][] => parse(text, { bom: true });
const cellOf = (cell: CsvCell) => read(writeCsv(['a', 'b'], [[cell, 'x']]))[1]?.[0];

test('writeCsv begins with a byte order mark and ends each line with CRLF', () => {
  expect(writeCsv(['month', 'usd'], [['2026-02', 1.5]])).toBe('\uFEFFmonth,usd\r\n2026-02,1.5\r\n');
});

test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '  =1',
  '＝1',
  '=HYPERLINK("http://x","y")',
  "=cmd|' /C calc'!A0",
])('text that starts like a formula gets an apostrophe: %j', (hostile) => {
  expect(cellOf(hostile)).toBe(`'${hostile}`);
});

test.each([
  'openai/gpt-4o',
  'a "quoted" name',
  'one, two; three',
  'line one\nline two',
  ' spaced ',
  'Ωmega 模型 😀',
  "it's",
  '',
])('other text comes back as it was: %j', (text) => {
  expect(cellOf(text)).toBe(text);
});

test('quotes are doubled, also in a formula', () => {
  expect(writeCsv(['a'], [['="x"']])).toBe('\uFEFFa\r\n"\'=""x"""\r\n');
});

test('numbers stay numbers, negative ones too, and unknown is an empty cell', () => {
  expect(writeCsv(['a', 'b', 'c', 'd'], [[-12.34, 0, null, Number.NaN]])).toBe('\uFEFFa,b,c,d\r\n-12.34,0,,\r\n');
});

test('hostile column names are neutralised as well', () => {
  expect(read(writeCsv(['=a'], []))).toEqual([["'=a"]]);
});
