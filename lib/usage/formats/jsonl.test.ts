import { expect, test } from 'vitest';
import type { ColumnMap } from '@/lib/domain/column-map';
import type { FormatSample } from './format';
import { jsonlFormat } from './jsonl';
import { chooseFormat } from './registry';

const MAP: ColumnMap = {
  columns: {
    time: 'created',
    model: 'response.model',
    inputTokens: 'usage.prompt_tokens',
    outputTokens: 'usage.completion_tokens',
    needs: 'needs',
  },
};

function read(text: string, chunkBytes = 1 << 16): string[] {
  const seen: string[] = [];
  const reader = jsonlFormat.open(MAP, {
    accept: ({ timeMs, model, inputTokens, outputTokens, needs }, line) =>
      seen.push([line, timeMs, model, inputTokens, outputTokens, needs].join(' ')),
    reject: (line, reason) => seen.push(`${line}! ${reason}`),
  });
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += chunkBytes) reader.push(bytes.subarray(at, at + chunkBytes));
  reader.end();
  return seen;
}

const sampleOf = (text: string): FormatSample => ({ bytes: new TextEncoder().encode(text), isWhole: true });

test('nested, literal and mixed dotted keys are found', () => {
  const lines = [
    {
      created: 5,
      response: { model: 'm' },
      usage: { prompt_tokens: 1, completion_tokens: 2 },
      needs: ['Vision', 'json'],
    },
    { created: 5, 'response.model': 'm', 'usage.prompt_tokens': '1', usage: { completion_tokens: 2 } },
    { created: 5, usage: { prompt_tokens: null, completion_tokens: 2 } },
  ];
  expect(read(lines.map((line) => JSON.stringify(line)).join('\n'))).toEqual([
    '1 5000 m 1 2 json,vision',
    '2 5000 m 1 2 ',
    '3 5000  0 2 ',
  ]);
});

test('a broken line is rejected with its number and never quoted', () => {
  const good = '{"created":1,"usage":{"prompt_tokens":1,"completion_tokens":1}}';
  expect(read(`${good}\n{"prompt": "secret\n[1]\n${good}\n{"created":`)).toEqual([
    '1 1000  1 1 ',
    '2! not valid JSON',
    '3! not a JSON object',
    '4 1000  1 1 ',
    '5! not valid JSON',
  ]);
});

test('a JSON array of objects is read at any chunk size, with lines', () => {
  const text =
    '\uFEFF \n[\n {"created": 1, "note": "a ] } \\" [", "usage": {"prompt_tokens": 1,\n "completion_tokens": 2}},\n {"created": 2, "usage": {"prompt_tokens": 3, "completion_tokens": 4}}\n]\n';
  for (let size = 1; size < text.length; size++) expect(read(text, size)).toEqual(['3 1000  1 2 ', '5 2000  3 4 ']);
  expect(read('[{"created": 1')).toEqual(['1! the file ends inside this record']);
});

test('formats are told apart by their first bytes', () => {
  const aider =
    '{"time": 1723560043, "user": "u1", "main_model": "gpt-4o-mini", "prompt_tokens": 638, "completion_tokens": 25}';
  expect(chooseFormat('auto', sampleOf(aider)).format.id).toBe('aider');
  expect(chooseFormat('auto', sampleOf('{"a":1}\n{"a":2}')).format.id).toBe('jsonl');
  expect(chooseFormat('auto', sampleOf('[{"a":1}]')).format.id).toBe('jsonl');
  expect(chooseFormat('auto', sampleOf('a;b\n1;2')).format.id).toBe('csv');
  expect(() => chooseFormat('auto', sampleOf('just words'))).toThrow('neither CSV');
  expect(() => chooseFormat('xls', sampleOf('a,b'))).toThrow(
    /^unknown format "xls": choose one of auto, aider, .*jsonl, csv$/,
  );
});

test('columns of a sample are the dotted keys of its records', () => {
  const { columns, rows, lines } = jsonlFormat.peek(sampleOf('{"a":{"b":1}}\n\n{"a":{"c":[1]},"d":null}'));
  expect({ columns, rows, lines }).toEqual({
    columns: ['a.b', 'a.c', 'd'],
    rows: [
      [1, undefined, undefined],
      [undefined, [1], null],
    ],
    lines: [1, 3],
  });
});
