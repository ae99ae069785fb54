import { describe, expect, test } from 'vitest';
import type { ColumnMap } from '@/lib/domain/column-map';
import { WaybillError } from '@/lib/domain/errors';
import { FORMATS } from './formats/registry';
import { readStream, readText } from './testing/read-text';

const GB = 1 << 30;
const HEADER = 'time,model,input_tokens,output_tokens';
const ROW = '2026-08-01T00:00:00Z,m,10,2';
const OBJECT = '{"time":"2026-08-01T00:00:00Z","model":"m","input_tokens":10,"output_tokens":2}';

const MAP: ColumnMap = {
  columns: {
    ...{ time: 'time', model: 'model', inputTokens: 'input_tokens', outputTokens: 'output_tokens' },
    ...{ task: 'task', team: 'team', tags: 'tags', serviceTier: 'service_tier', status: 'status' },
  },
};
/** MAP of a file with the columns of HEADER. */
const SMALL_MAP: ColumnMap = {
  columns: Object.fromEntries(Object.entries(MAP.columns).filter(([, column]) => HEADER.includes(column))),
};

const encode = (text: string) => new TextEncoder().encode(text);
const objectWith = (members: string) => OBJECT.replace(/}$/, `,${members}}`);

/** Calls and rejects, or the message it was refused with; anything but a WaybillError is a crash. */
async function outcomeOf(content: string | Uint8Array, format?: string, map?: ColumnMap) {
  try {
    const { calls, rejects } = await readText(content, format, map);
    return { calls, rejects, refused: null };
  } catch (cause) {
    if (!(cause instanceof WaybillError)) throw cause;
    return { calls: [], rejects: [], refused: cause.message };
  }
}

describe('a line of 1 GB, or of 256 MB where reading is slower', () => {
  async function* around(before: string, bytes: number, after: string, peak: { bytes: number }) {
    yield encode(before);
    const piece = new Uint8Array(1 << 20).fill(120);
    for (let sent = 0; sent < bytes; sent += piece.length) {
      yield piece;
      const { rss } = process.memoryUsage();
      peak.bytes = Math.max(peak.bytes, rss);
    }
    yield encode(after);
  }

  const many = `${ROW}\n`.repeat(12_000);
  const objects = `${OBJECT}\n`.repeat(4000);
  const list = `[${`${OBJECT},\n`.repeat(4000)}`;
  test.each([
    ['in CSV', `${HEADER}\n${many}`, GB, `\n${ROW}\n`, 12_001, /16777216 bytes \(WAYBILL_MAX_RECORD_BYTES\)/],
    ['in CSV, in an open quote', `${HEADER}\n${many}"`, GB / 4, `\n${ROW}\n`, 12_001, /WAYBILL_MAX_RECORD_BYTES/],
    ['in JSON Lines', `${objects}{"a":"`, GB, `"}\n${OBJECT}\n`, 4001, /WAYBILL_MAX_RECORD_BYTES/],
    ['in a JSON array', `${list}{"a":"`, GB / 4, `"},${OBJECT}]`, 4001, /WAYBILL_MAX_RECORD_BYTES/],
  ])(
    '%s is rejected without being held; the lines around it are read',
    async (_, before, bytes, after, rows, reason) => {
      const startBytes = process.memoryUsage().rss;
      const peak = { bytes: 0 };
      const { calls, rejects } = await readStream(around(before, bytes, after, peak));
      expect(calls.length).toBe(rows);
      expect(rejects.map((reject) => reject.reason)).toEqual([expect.stringMatching(reason)]);
      expect(peak.bytes).toBeGreaterThan(0);
      expect(peak.bytes - startBytes).toBeLessThan(200e6);
    },
  );

  test('that is all there is, is refused', async () => {
    const peak = { bytes: 0 };
    await expect(readStream(around('', GB, '', peak))).rejects.toMatchObject({ code: 'bad-input' });
  });
});

describe('100,000 columns', () => {
  const names = Array.from({ length: 100_000 }, (_, i) => `c${i}`);
  const objectsOf = (all: readonly string[]) =>
    Array.from({ length: 200 }, (_, i) => `{${all.slice(i * 20, i * 20 + 20).map((name) => `"${name}":1`)}}`).join(
      '\n',
    );
  const wide = `{${names.map((name) => `"${name}":1`).join(',')}}`;

  test.each([
    ['a CSV header', `${HEADER},${names.join(',')}\n`],
    ['JSON', `{${names.slice(0, 10_000).map((name) => `"${name}":1`)}}\n`],
    ['JSON over several records', `${objectsOf(names)}\n`],
  ])('%s is refused, and the limit is named', async (_, content) => {
    expect((await outcomeOf(content)).refused).toMatch(/more than 2000 columns \(WAYBILL_MAX_COLUMNS\)/);
  });

  test('in one record they cost that record', async () => {
    const csv = await outcomeOf(`${HEADER}\n${ROW}\n${names.join(',')}\n${ROW}\n`);
    expect([csv.calls.length, csv.rejects]).toEqual([2, [{ line: 3, reason: 'expected 4 fields, found 100000' }]]);
    const json = await outcomeOf(`${OBJECT}\n${wide}\n${OBJECT}\n`);
    expect([json.calls.length, json.rejects]).toEqual([
      2,
      [{ line: 2, reason: 'the record has more than 2000 columns (WAYBILL_MAX_COLUMNS)' }],
    ]);
  });

  test('keys inside arrays are none: a long conversation is no wide record', async () => {
    const messages = Array.from({ length: 5000 }, () => '{"role":"user"}').join(',');
    expect((await outcomeOf(`${objectWith(`"messages":[${messages}]`)}\n`)).calls.length).toBe(1);
  });
});

describe('JSON nested 100,000 deep', () => {
  const DEEP = {
    arrays: '['.repeat(100_000),
    'closed arrays': `${'['.repeat(100_000)}1${']'.repeat(100_000)}`,
    objects: `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
  };
  const cases = Object.values(DEEP).flatMap((deep) => [
    deep,
    `{"a":${deep}}`,
    `${OBJECT}\n${objectWith(`"a":${deep}`)}\n${OBJECT}`,
  ]);

  test.each(['auto', ...FORMATS.map(({ id }) => id)])('%s: a clear error', async (format) => {
    let judged = 0;
    for (const content of cases) {
      const { calls, rejects, refused } = await outcomeOf(content, format);
      expect(calls.length).toBeLessThanOrEqual(2);
      if (refused === null && calls.length === 0 && format === 'auto') expect(rejects.length).toBeGreaterThan(0);
      judged++;
    }
    expect(judged).toBe(9);
  });

  test('in one line of a log it costs that line, and the limit is named', async () => {
    const { calls, rejects } = await outcomeOf(`${OBJECT}\n${objectWith(`"a":${DEEP['closed arrays']}`)}\n${OBJECT}\n`);
    expect([calls.length, rejects]).toEqual([
      2,
      [{ line: 2, reason: 'nested more than 100 deep (WAYBILL_MAX_NESTING)' }],
    ]);
  });
});

/** A count as it comes out, or what the reason for its rejection must say. */
const COUNTS: readonly (readonly [value: string, expected: number | RegExp])[] = [
  ['0', 0],
  ['-0', 0],
  ['-0.0', 0],
  ['+7', 7],
  ['007', 7],
  ['3.0', 3],
  ['1e3', 1000],
  ['"1,234"', 1234],
  ['"12,345,678"', 12_345_678],
  [' 12 ', 12],
  ['NaN', /not a number: NaN/],
  ['Infinity', /not a number/],
  ['-Infinity', /not a number|negative/],
  ['1e308', /too large/],
  ['1e400', /not a number|too large/],
  ['9007199254740993', /too large/],
  ['1e-7', /not a whole number/],
  ['1.5', /not a whole number/],
  ['-5', /negative/],
  ['0x1F', /input tokens are/],
  ['0b11', /input tokens are/],
  ['1_000', /not a number/],
  ['"1,23"', /input tokens are/],
  ['"1.234,5"', /input tokens are/],
  ['1 234', /not a number/],
  ['١٢٣', /not a number/],
  ['１２３', /not a number/],
  ['１', /not a number/],
  ['⅕', /not a number/],
  ['true', /not a number/],
  ['=1+1', /not a number/],
  ['12abc', /not a number/],
  ['1e', /not a number/],
  ['--1', /not a number/],
];

test('numbers are checked, not believed, in CSV and in JSON text alike', async () => {
  let judged = 0;
  for (const [value, expected] of COUNTS) {
    const json = JSON.stringify(value.replace(/^"|"$/g, ''));
    const outcomes = [
      await outcomeOf(`${HEADER}\n${ROW}\n2026-08-01T00:00:00Z,m,${value},2\n`, 'csv', SMALL_MAP),
      await outcomeOf(`${OBJECT}\n${OBJECT.replace('10', json)}\n`, 'jsonl', SMALL_MAP),
    ];
    for (const { calls, rejects } of outcomes) {
      const found = calls[1]?.inputTokens ?? rejects[0]?.reason;
      if (typeof expected === 'number') expect(Object.is(found, expected), `${value}: ${found}`).toBe(true);
      else expect(found, value).toMatch(expected);
      judged++;
    }
  }
  expect(judged).toBe(COUNTS.length * 2);
});

test.each([
  ['-0', 0],
  ['1e400', /not a number/],
  ['1e308', /too large/],
  ['-1', /negative/],
  ['[1]', /input tokens are not/],
  ['{"a":1}', /not a number/],
  ['true', /not a number/],
])('as a JSON value %s is no surprise', async (value, expected) => {
  const { calls, rejects } = await outcomeOf(`${OBJECT}\n${OBJECT.replace('10', value)}\n`, 'jsonl', SMALL_MAP);
  const found = calls[1]?.inputTokens ?? rejects[0]?.reason;
  if (typeof expected === 'number') expect(Object.is(found, expected)).toBe(true);
  else expect(found).toMatch(expected);
});

test('a time is a moment between 1970 and 9999 or is refused', async () => {
  const times: readonly (readonly [text: string, iso: string | null])[] = [
    ['0000-00-00', null],
    ['0000-00-00 00:00:00', null],
    ['0001-01-01T00:00:00Z', null],
    ['1969-12-31T23:59:59Z', null],
    ['2026-02-30', null],
    ['2025-02-29T00:00:00Z', null],
    ['2016-12-31T23:59:60Z', null],
    ['2026-08-01T24:00:00Z', null],
    ['2026-08-01T10:00:00+25:00', null],
    ['03/04/2026', null],
    ['-1', null],
    ['NaN', null],
    ['Infinity', null],
    ['1e308', null],
    ['99999999999999999999999', null],
    ['٢٠٢٦-٠٨-٠١', null],
    ['yesterday', null],
    ['', null],
    ['-0', null],
    ['0', '1970-01-01T00:00:00.000Z'],
    ['9999999999999', '2286-11-20T17:46:39.999Z'],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ];
  for (const [text, iso] of times) {
    const { calls, rejects } = await outcomeOf(`${HEADER}\n${ROW}\n${text},m,1,2\n`, 'csv', SMALL_MAP);
    const found = calls[1] ? new Date(calls[1].timeMs).toISOString() : null;
    expect([text, found]).toEqual([text, iso]);
    if (iso === null) expect(rejects[0]?.reason).toMatch(/^time does not parse: /);
  }
});

describe('names', () => {
  const NAMES: readonly (readonly [written: string, kept: string])[] = [
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['"><img src=x onerror=alert(1)>', '"><img src=x onerror=alert(1)>'],
    ["'; DROP TABLE cells; --", "'; DROP TABLE cells; --"],
    ['{{7*7}} %s %n', '{{7*7}} %s %n'],
    ['=HYPERLINK("http://x")', '=HYPERLINK("http://x")'],
    ['@SUM(1)', '@SUM(1)'],
    ['../../etc/passwd', '../../etc/passwd'],
    ['__proto__', '__proto__'],
    ['constructor', 'constructor'],
    ['toString', 'toString'],
    ['hasOwnProperty', 'hasOwnProperty'],
    ['a\u0000b', 'ab'],
    ['a\u0007\u001b[31mb', 'a[31mb'],
    ['a\u0085b\u009bc', 'a bc'],
    ['a\r\nb\tc', 'a b c'],
    ['admin\u202Egnp.exe', 'admingnp.exe'],
    ['\u2066x\u2069\u200F', 'x'],
    ['a\u200Bb\u2060c\u00ADd\uFEFF', 'abcd'],
    ['gpt\u200D-4o\u200C', 'gpt-4o'],
    ['a\u2028b\u2029c', 'a b c'],
    ['\u{E0041}\u{E0042}x', 'x'],
    ['می\u200Cخواهم', 'می\u200Cخواهم'],
    ['👩\u200D🚀 🚚', '👩\u200D🚀 🚚'],
    ['Z̸̡̢a̷l̴g̵o̶', 'Z̸̡̢a̷l̴g̵o̶'],
    ['\u0000', ''],
    ['x'.repeat(201), ''],
  ];
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;

  test('reach the store as harmless text, through CSV and through JSON', async () => {
    let judged = 0;
    for (const [written, kept] of NAMES) {
      const csv = await outcomeOf(
        `${HEADER},task,team,tags\n${`2026-08-01T00:00:00Z,${cell(written)},1,2,${cell(written)},${cell(written)},\n`.repeat(2)}`,
        'csv',
      ).catch(() => null);
      const text = JSON.stringify(written);
      const json = await outcomeOf(
        `{"time":"2026-08-01","model":${text},"input_tokens":1,"output_tokens":2,"task":${text},"team":${text},"service_tier":${text},"status":${text}}\n`,
        'jsonl',
      );
      for (const outcome of [json, csv]) {
        // A CSV with NUL in its first bytes is no text.
        if (outcome === null || (outcome.refused !== null && written.includes('\u0000'))) continue;
        expect(outcome.refused).toBe(null);
        for (const call of outcome.calls) {
          expect([call.model, call.task, call.team]).toEqual([kept, kept, kept]);
          expect([call.serviceTier, call.status]).toEqual(['standard', 'ok']);
          judged++;
        }
      }
    }
    expect(judged).toBeGreaterThan(NAMES.length * 2);
  });

  test('half a surrogate pair and what is no UTF-8 become U+FFFD', async () => {
    const json = await outcomeOf(`${OBJECT.replace('"m"', '"a\\ud800b"')}\n`);
    expect(json.calls.map(({ model }) => model)).toEqual(['a\uFFFDb']);
    const bytes = encode(`${HEADER}\n${ROW.replace('m', 'aXb')}\n`);
    bytes[bytes.indexOf(88)] = 0xff;
    expect((await outcomeOf(bytes)).calls.map(({ model }) => model)).toEqual(['a\uFFFDb']);
  });

  test('in a reason they are one short line', async () => {
    const { rejects } = await outcomeOf(`${HEADER}\n"\u202E\u001b[31m\n${'x'.repeat(500)}",m,1,2\n`, 'csv', SMALL_MAP);
    expect(rejects.length).toBe(1);
    expect(rejects[0]?.reason).toMatch(/^time does not parse: [^\p{Cc}\p{Cf}]{1,40}$/u);
  });

  test('of columns are harmless in a refusal', async () => {
    const { refused } = await outcomeOf(`"a\u202Eb","c\nd\u0007"\n1,2\n`, 'csv');
    expect(refused).toBe('no time column found: map one; the file has ab, c d');
  });
});

describe('what is no text', () => {
  const csv = `${HEADER}\n${ROW}\n`;
  const utf16 = (isBig: boolean) => {
    const bytes = new Uint8Array(Buffer.from(`\uFEFF${csv}`, 'utf16le'));
    if (isBig) Buffer.from(bytes.buffer).swap16();
    return bytes;
  };
  test.each([
    ['UTF-16, little end first', utf16(false), /UTF-16 text: save it as UTF-8/],
    ['UTF-16, big end first', utf16(true), /UTF-16 text/],
    ['UTF-16 without its mark', utf16(false).slice(2), /binary/],
    ['bytes of NUL', new Uint8Array(100), /empty|binary/],
    ['lines that end in CR alone', encode(csv.replaceAll('\n', '\r')), /end in CR alone/],
    ['nothing', new Uint8Array(0), /empty/],
    ['blanks', encode(' \r\n\t\n'), /empty/],
    ['a mark and nothing', encode('\uFEFF'), /./],
    ['a PNG', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]), /binary/],
  ])('%s: a clear error', async (_, bytes, message) => {
    expect((await outcomeOf(bytes)).refused).toMatch(message);
  });

  test('a byte-order mark, CRLF and a last line without an end are fine', async () => {
    const { calls } = await outcomeOf(`\uFEFF${csv.replaceAll('\n', '\r\n')}${ROW}`);
    expect(calls.length).toBe(2);
  });

  test('NUL bytes in a later row are no part of its names', async () => {
    const rows = `${ROW}\n`.repeat(20_000);
    const { calls } = await outcomeOf(`${HEADER}\n${rows}2026-08-01T00:00:00Z,m\u0000x,1,2\n`);
    expect([calls.length, calls.at(-1)?.model]).toEqual([20_001, 'mx']);
  });
});

describe('headers and keys', () => {
  test('a column that is read and stands twice is refused; one that is not read may', async () => {
    const twice = await outcomeOf(`${HEADER},input_tokens\n${ROW},5\n`);
    expect(twice.refused).toBe('column "input_tokens" (for inputTokens) stands twice in the header');
    expect((await outcomeOf(`${HEADER},note,note,,\n${ROW},a,b,,\n`)).calls.length).toBe(1);
  });

  test.each(['__proto__', 'constructor', 'prototype', 'toString'])('%s as a key changes nothing', async (key) => {
    const { calls } = await outcomeOf(
      `${objectWith(`"${key}":{"input_tokens":99,"polluted":1},"usage":{"${key}":5}`)}\n`,
      'jsonl',
    );
    expect(calls.map(({ inputTokens }) => inputTokens)).toEqual([10]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect((await outcomeOf(`${HEADER},${key}\n${ROW},x\n`)).calls.length).toBe(1);
    for (const { id } of FORMATS)
      await outcomeOf(`{"${key}":{"data":[1]},"data":{"${key}":[]},"usage":{"${key}":1}}\n`, id);
  });

  test('every value of every kind under every key that a format reads is judged, not trusted', async () => {
    const values = ['null', 'true', '0', '-1', '1e400', '"x"', '[]', '[null]', '[[1]]', '{}', '{"a":null}'];
    const keys = [
      'data',
      'usage',
      'results',
      'message',
      'payload',
      'resourceSpans',
      'usageMetadata',
      'response',
      'model',
      'timestamp',
      'type',
    ];
    let judged = 0;
    for (const { id } of FORMATS)
      for (const key of keys)
        for (const value of values) {
          const { calls } = await outcomeOf(
            `{"${key}":${value}}\n{"type":"${key}","${key}":${value},"usage":${value}}\n`,
            id,
          );
          expect(calls.length).toBeLessThan(3);
          judged++;
        }
    expect(judged).toBe(FORMATS.length * keys.length * values.length);
  });
});
