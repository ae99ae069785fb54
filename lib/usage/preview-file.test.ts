import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { previewFile } from './preview-file';

const bytes = (text: string) => new TextEncoder().encode(text);
const CSV =
  'wann,model_name,prompt,in_tok,out_tok\n2026-08-01,m,hello there,1,2\n2026-08-02,m,again,x,2\n2026-08-03,m,"cut o';

test('rows are shown raw and in normal form, with the reason where one is refused', async () => {
  const columnMap = { columns: { time: 'wann', model: 'model_name', inputTokens: 'in_tok', outputTokens: 'out_tok' } };
  const preview = await previewFile(bytes(CSV), { format: 'auto', columnMap });
  expect(preview).toMatchObject({ format: 'csv', problem: null, droppedColumns: ['prompt'] });
  expect(preview.rows).toMatchObject([
    { line: 2, raw: ['2026-08-01', 'm', '', '1', '2'], record: { model: 'm', inputTokens: 1 }, reason: null },
    { line: 3, record: null, reason: 'input tokens are not a number: x' },
  ]);
});

test('a map that cannot work is a problem to mend, not an error', async () => {
  const preview = await previewFile(bytes(CSV), { format: 'csv' });
  expect(preview.map.columns).toEqual({ time: 'wann', model: 'model_name' });
  expect(preview.problem).toContain('no token column found');
  expect(preview.rows).toHaveLength(2);
});

test('lines stay with their rows past broken JSON, and gzip cut short is shown as far as it goes', async () => {
  const lines = Array.from({ length: 3000 }, (_, i) =>
    i === 1
      ? '{broken'
      : JSON.stringify({ time: i, prompt_tokens: i, completion_tokens: (i * 7919) % 997, model: `m${i}` }),
  );
  const packed = gzipSync(lines.join('\n'));
  const preview = await previewFile(new Uint8Array(packed.subarray(0, packed.length >> 1)), { format: 'auto' });
  expect(preview.format).toBe('jsonl');
  expect(preview.rows.map(({ line, record }) => [line, record?.model])).toEqual(
    [0, 2, 3, 4, 5, 6, 7, 8].map((i) => [i + 1, `m${i}`]),
  );
});

test('the last line of a whole file counts without a line end', async () => {
  const preview = await previewFile(bytes('time,input_tokens\n5,7'), { format: 'auto', isWhole: true });
  expect(preview.rows).toMatchObject([{ line: 2, record: { inputTokens: 7, timeMs: 5000 } }]);
});

test('a format with fixed fields shows the calls it reads, of a file cut off too', async () => {
  const result = (model: string) => ({
    object: 'organization.usage.completions.result',
    ...{ model, input_tokens: 9, output_tokens: 2, num_model_requests: 3 },
  });
  const page = { data: [{ object: 'bucket', start_time: 1785542400, results: [result('a'), result('b')] }] };
  const text = `${JSON.stringify(page)}\n${JSON.stringify(page)}\n`;
  const preview = await previewFile(bytes(text.slice(0, -30)), { format: 'auto' });
  expect(preview).toMatchObject({ format: 'openai-usage', isFixed: true, columns: [], problem: null });
  expect(preview.rows.map(({ line, record }) => [line, record?.model, record?.requests])).toEqual([
    [1, 'a', 3],
    [1, 'b', 3],
  ]);
});

test('calls that are held back until the end show in the order of the file', async () => {
  const line = (id: string, outputTokens: number) =>
    JSON.stringify({
      type: 'assistant',
      timestamp: '2026-08-01T00:00:00Z',
      sessionId: 's',
      message: { id, model: 'm', usage: { input_tokens: 1, output_tokens: outputTokens } },
    });
  const text = [line('a', 1), line('b', 2), '{broken', line('a', 7)].join('\n');
  const preview = await previewFile(bytes(text), { format: 'auto', isWhole: true });
  expect(preview.rows.map(({ line: at, record, reason }) => [at, record?.outputTokens ?? reason])).toEqual([
    [1, 7],
    [2, 2],
    [3, 'not valid JSON'],
  ]);
});

const LOG = 'time,model,input_tokens,output_tokens\n2026-08-01T00:00:00Z,gpt-4o,10,2\n';

test('of a zip archive the first log is shown, and what else is in it', async () => {
  const zip = zipSync({
    'read me.txt': strToU8('hello'),
    'a/one.csv': strToU8(LOG),
    'two.csv': strToU8(LOG),
    '.x': strToU8(''),
  });
  const preview = await previewFile(zip, { format: 'auto', isWhole: true });
  expect(preview.archive).toEqual({ shown: 'a/one.csv', others: ['read me.txt', 'two.csv'] });
  expect(preview.rows[0]?.record?.model).toBe('gpt-4o');
});

test('of a zip archive cut short its start is shown', async () => {
  const zip = zipSync({ 'one.csv': strToU8(LOG.repeat(50_000)), 'two.csv': strToU8(LOG) }, { level: 0 });
  const preview = await previewFile(zip.subarray(0, 256 * 1024), { format: 'auto' });
  expect(preview.archive).toEqual({ shown: 'one.csv', others: null });
  expect(preview.rows[0]?.record?.inputTokens).toBe(10);
});

test('a Parquet file is shown by its rows', async () => {
  const file = parquetWriteBuffer({
    columnData: [
      { name: 'time', data: [new Date(Date.UTC(2026, 7, 1))], type: 'TIMESTAMP' },
      { name: 'model', data: ['gpt-4o'], type: 'STRING' },
      { name: 'input_tokens', data: [10n], type: 'INT64' },
    ],
  });
  const preview = await previewFile(new Uint8Array(file), { format: 'auto', isWhole: true });
  expect(preview.columns).toEqual(['time', 'model', 'input_tokens']);
  expect(preview.rows[0]?.record).toMatchObject({ model: 'gpt-4o', inputTokens: 10 });
});

test('what does not unpack, or holds nothing to read, is said', async () => {
  const preview = (bytes: Uint8Array) => previewFile(bytes, { format: 'auto', isWhole: true });
  await expect(preview(gzipSync(LOG).subarray(0, 20))).rejects.toThrow(/does not unpack/);
  await expect(preview(zipSync({ 'logo.png': new Uint8Array([137, 80, 78, 71, 0]) }))).rejects.toThrow(/binary/);
  await expect(preview(strToU8('PAR1 is none'))).rejects.toThrow(/Parquet/);
  await expect(preview(new Uint8Array(0))).rejects.toThrow(/empty/);
});

test('a report without tokens is refused before it is sent, with the export to take instead', async () => {
  const result = { object: 'organization.costs.result', amount: { value: 0.06, currency: 'usd' } };
  const page = { data: [{ object: 'bucket', start_time: 1730419200, end_time: 1730505600, results: [result] }] };
  const preview = await previewFile(bytes(JSON.stringify(page)), { format: 'auto', isWhole: true });
  expect(preview.problem).toMatch(/cost report, which has no token counts.*usage\/completions/);
});
