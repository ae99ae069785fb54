import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { previewFile } from './preview-file';

const bytes = (text: string) => new TextEncoder().encode(text);
const CSV =
  'wann,model_name,prompt,in_tok,out_tok\n2026-08-01,m,hello there,1,2\n2026-08-02,m,again,x,2\n2026-08-03,m,"cut o';

test('rows are shown raw and in normal form, with the reason where one is refused', () => {
  const columnMap = { columns: { time: 'wann', model: 'model_name', inputTokens: 'in_tok', outputTokens: 'out_tok' } };
  const preview = previewFile(bytes(CSV), { format: 'auto', columnMap });
  expect(preview).toMatchObject({ format: 'csv', problem: null, droppedColumns: ['prompt'] });
  expect(preview.rows).toMatchObject([
    { line: 2, raw: ['2026-08-01', 'm', '', '1', '2'], record: { model: 'm', inputTokens: 1 }, reason: null },
    { line: 3, record: null, reason: 'input tokens are not a number: x' },
  ]);
});

test('a map that cannot work is a problem to mend, not an error', () => {
  const preview = previewFile(bytes(CSV), { format: 'csv' });
  expect(preview.map.columns).toEqual({ model: 'model_name' });
  expect(preview.problem).toContain('no time column found');
  expect(preview.rows).toHaveLength(2);
});

test('lines stay with their rows past broken JSON, and gzip cut short is shown as far as it goes', () => {
  const lines = Array.from({ length: 3000 }, (_, i) =>
    i === 1
      ? '{broken'
      : JSON.stringify({ time: i, prompt_tokens: i, completion_tokens: (i * 7919) % 997, model: `m${i}` }),
  );
  const packed = gzipSync(lines.join('\n'));
  const preview = previewFile(new Uint8Array(packed.subarray(0, packed.length >> 1)), { format: 'auto' });
  expect(preview.format).toBe('jsonl');
  expect(preview.rows.map(({ line, record }) => [line, record?.model])).toEqual(
    [0, 2, 3, 4, 5, 6, 7, 8].map((i) => [i + 1, `m${i}`]),
  );
});

test('the last line of a whole file counts without a line end', () => {
  const preview = previewFile(bytes('time,input_tokens\n5,7'), { format: 'auto', isWhole: true });
  expect(preview.rows).toMatchObject([{ line: 2, record: { inputTokens: 7, timeMs: 5000 } }]);
});
