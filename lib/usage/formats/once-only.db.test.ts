import { expect, test } from 'vitest';
import { importText, storedCells, temporaryDatabase } from '../testing/import-text';

type Line = { readonly type: string; readonly [key: string]: unknown };

function answer(id: string, second: number, outputTokens: number, more: object = {}): Line {
  const usage = { input_tokens: 3, cache_creation_input_tokens: 20, cache_read_input_tokens: 100 };
  return {
    type: 'assistant',
    timestamp: `2026-08-01T09:00:${String(second).padStart(2, '0')}.000Z`,
    requestId: `req_${id}`,
    message: { id: `msg_${id}`, model: 'claude-opus-4-8', usage: { ...usage, output_tokens: outputTokens } },
    ...more,
  };
}

const jsonl = (lines: readonly Line[]) => `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;

/** 25 lines that are 10 calls: each answer in two lines, five of them copied by a sidechain. */
function session(): Line[] {
  const lines: Line[] = [];
  for (let i = 0; i < 10; i++) {
    lines.push(answer(`${i}`, i * 3, 8), answer(`${i}`, i * 3 + 1, 400 + i));
    if (i % 2 === 0) lines.push(answer(`${i}`, i * 3, 8, { isSidechain: true }));
  }
  return lines;
}

test('25 lines of a session are 10 calls, and the report says what was skipped', async () => {
  expect(session()).toHaveLength(25);
  const { report } = await importText(temporaryDatabase(), jsonl(session()));
  expect(report).toMatchObject({
    rows: { read: 10, accepted: 10, rejected: 0, duplicates: 0 },
    skipped: [{ reason: 'lines of a message read before', count: 15 }],
  });
});

test('the same session again, a longer one and a copy in another file add only what is new', async () => {
  const database = temporaryDatabase();
  await importText(database, jsonl(session()), { fileName: 'a.jsonl' });
  const longer = [...session(), answer('new', 59, 7)];
  const second = await importText(database, jsonl(longer), { fileName: 'b.jsonl' });
  expect(second.report.rows).toEqual({ read: 11, accepted: 1, rejected: 0, duplicates: 10 });
  const copied = [answer('other', 30, 9), ...session().map((line) => ({ ...line, sessionId: 'resumed' }))];
  const third = await importText(database, jsonl(copied), { fileName: 'c.jsonl' });
  expect(third.report.rows).toEqual({ read: 11, accepted: 1, rejected: 0, duplicates: 10 });

  const once = temporaryDatabase();
  const whole = await importText(once, jsonl([...longer, answer('other', 30, 9)]));
  expect(storedCells(database, third.workloadId)).toEqual(storedCells(once, whole.workloadId));
});

test('pages of a usage API that overlap count each bucket once', async () => {
  const database = temporaryDatabase();
  const bucket = (day: number) => ({
    object: 'bucket',
    start_time: 1785542400 + day * 86_400,
    results: [
      {
        object: 'organization.usage.completions.result',
        ...{ model: 'gpt-4o', input_tokens: 100 + day, output_tokens: 10, num_model_requests: 5 },
      },
    ],
  });
  const page = (days: readonly number[]) => JSON.stringify({ object: 'page', data: days.map(bucket) });
  await importText(database, page([0, 1, 2]));
  const { report } = await importText(database, page([1, 2, 3]));
  expect(report).toMatchObject({ rows: { accepted: 1, duplicates: 2 }, aggregateRows: 1 });
});

test('spans of a trace in two files are each counted once', async () => {
  const database = temporaryDatabase();
  const span = (spanId: string, parentSpanId: string) => ({
    ...{ traceId: 't', spanId, parentSpanId, startTimeUnixNano: '1785542400000000000' },
    attributes: { 'gen_ai.usage.input_tokens': 5, 'gen_ai.usage.output_tokens': 1, 'gen_ai.request.model': 'm' },
  });
  const spans = [span('parent', ''), span('a', 'parent'), span('b', 'parent')].map((one) => JSON.stringify(one));
  const first = await importText(database, spans.join('\n'));
  expect(first.report).toMatchObject({ rows: { read: 2, accepted: 2 }, skipped: [{ count: 1 }] });
  const again = await importText(database, spans.reverse().join('\n'));
  expect(again.report.rows).toMatchObject({ accepted: 0, duplicates: 2 });
});
