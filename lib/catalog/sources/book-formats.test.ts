import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { BOOK_FORMATS, detectBookFormat } from './book-formats';

const file = (path: string) => readFileSync(new URL(path, import.meta.url));

test.each([
  ['csv', 'offer,input,output\nopenai/gpt-4o,2,8\n'],
  ['csv', 'input,"offer",output\n2,openai/gpt-4o,8\n'],
  ['litellm-history', gunzipSync(file('../data/litellm-history.csv.gz')).toString('utf8')],
  ['waybill', '{ "waybillBook": 1 }'],
  ['litellm', file('./__fixtures__/litellm-excerpt-2026-08-01.json').toString('utf8')],
  ['models-dev', file('./__fixtures__/models-dev.constructed.json').toString('utf8')],
  ['openrouter', file('./__fixtures__/openrouter-models.constructed.json').toString('utf8')],
])('knows %s by its content', (format, text) => {
  expect(detectBookFormat(text)).toBe(format);
});

test.each(['', '{}', '[]', '{"data":[{"id":"gpt-4o"}]}', 'time,model,cost\n', 'hello', '{"a":{"models":{}}}'])(
  'names the formats there are for %j',
  (text) => {
    for (const id of Object.keys(BOOK_FORMATS)) expect(() => detectBookFormat(text)).toThrow(`${id}:`);
  },
);

test('broken JSON is said to be that', () => {
  expect(() => detectBookFormat('{"a": ')).toThrow('not JSON');
});
