import fc from 'fast-check';
import { expect, test } from 'vitest';
import { previewFile } from '../preview-file';
import { importText, temporaryDatabase } from '../testing/import-text';
import { listFixtures, readGolden, readWithFormat } from '../testing/read-with-format';
import { readUsageDetails } from './langfuse-usage';
import { chooseFormat, FORMATS } from './registry';

const bytesOf = (text: string) => new TextEncoder().encode(text);

function read(text: string) {
  const bytes = bytesOf(text);
  return readWithFormat(chooseFormat('auto', { bytes, isWhole: true }).format, bytes);
}

function goldenCalls(source: string, name: string): { requestId?: string; latencyMs?: number; line: number }[] {
  const fixture = listFixtures().find((one) => one.source === source && one.name === name);
  if (!fixture) throw new Error(`no fixture ${source}/${name}`);
  return (readGolden(fixture) as { calls: [] }).calls;
}

test('prompt and answer text in a file is in nothing that is read, accepted or refused', async () => {
  let judged = 0;
  for (const { source, bytes } of listFixtures()) {
    if (!/SECRET|never, /.test(new TextDecoder().decode(bytes))) continue;
    const format = FORMATS.find(({ id }) => id === source);
    if (!format) throw new Error(`no format ${source}`);
    expect(JSON.stringify(readWithFormat(format, bytes))).not.toMatch(/SECRET|never, /);
    expect(JSON.stringify(await previewFile(bytes, { format: 'auto', isWhole: true }))).not.toMatch(/SECRET|never, /);
    judged++;
  }
  expect(judged).toBeGreaterThan(5);
});

test.each([
  ['litellm', 'spend_logs.constructed.json', 'spend_logs.constructed.csv'],
  ['langfuse', 'observations.constructed.jsonl', 'observations.constructed.csv'],
  ['azure-apim', 'llm_log.constructed.json', 'storage_records.constructed.json'],
])('%s says the same in %s and %s', (source, one, other) => {
  const byId = (name: string) => new Map(goldenCalls(source, name).map((call) => [call.requestId, call]));
  const [first, second] = [byId(one), byId(other)];
  const shared = [...first.keys()].filter((id) => second.has(id));
  expect(shared.length).toBeGreaterThan(1);
  for (const id of shared) {
    // A CSV without its column has the duration from start and end.
    const { line: _l, latencyMs: _m, ...call } = first.get(id) as { line: number; latencyMs?: number };
    expect(second.get(id)).toMatchObject(call);
  }
});

test('a cost export is refused as a whole, with a word on which export to use, in preview and import', async () => {
  const costs = listFixtures().filter(({ name }) => /cost.*export\.csv$/.test(name));
  expect(costs).toHaveLength(2);
  for (const { bytes } of costs) {
    const { problem } = await previewFile(bytes, { format: 'auto', isWhole: true });
    expect(problem).toMatch(/no token counts.*export the usage/);
    await expect(importText(temporaryDatabase(), bytes)).rejects.toThrow(/no token counts.*export the usage/);
  }
});

test('a longer export of the same period adds only what is new', async () => {
  const database = temporaryDatabase();
  const header = 'generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug,variant';
  const row = (i: number) => `gen-${i},2026-08-01 00:00:0${i}.5,0.01,${10 + i},5,openai/gpt-5,standard`;
  await importText(database, [header, row(1), row(2)].join('\n'));
  const { report } = await importText(database, [header, row(1), row(2), row(3)].join('\n'));
  expect(report.rows).toEqual({ read: 3, accepted: 1, rejected: 0, duplicates: 2 });
});

test('other separators, quotes and a broken row', () => {
  const text =
    'usage_date_utc;model_version;"workspace";usage_input_tokens_no_cache;usage_input_tokens_cache_read;usage_output_tokens\r\n' +
    '2026-08-01;m;"a;b ""c""\nd";1;2;3\r\n2026-08-01;m;a;1;2\r\n2026-08-01;m;"a"x;1;2;3\r\n2026-08-02;m;a;4;0;0\r\n';
  expect(read(text)).toMatchObject({
    calls: [
      { line: 2, team: 'a;b "c" d', inputTokens: 3, cacheReadTokens: 2, outputTokens: 3 },
      { line: 6, inputTokens: 4 },
    ],
    rejects: [
      { line: 4, reason: 'expected 6 fields, found 5' },
      { line: 5, reason: 'text follows a closing quote' },
    ],
  });
});

test.each([
  ['csv', 'start_time,model,input_tokens,output_tokens,requests\n1785542400,m,1,2,3\n'],
  ['csv', 'created_at,generation_id,model,tokens_prompt,tokens_completion\n2026-08-01,a,m,1,2\n'],
  ['csv', 'startTime,model,prompt_tokens,completion_tokens,spend\n2026-08-01,m,1,2,0.1\n'],
  ['csv', 'TimeGenerated,ModelName,PromptTokens,CompletionTokens\n2026-08-01,m,1,2\n'],
  ['csv', 'traceId,startTime,model,inputUsage,outputUsage\nt,2026-08-01,m,1,2\n'],
  [
    'jsonl',
    '{"request_id":"a","model":"m","prompt_tokens":1,"completion_tokens":2,"spend":0.1,"startTime":"2026-08-01"}\n',
  ],
  ['jsonl', '{"created_at":"2026-08-01","type":"GENERATION","usage":{"input":1,"output":2}}\n'],
])('%s: what only resembles a source is left to a mapping (%s)', (id, text) => {
  expect(chooseFormat('auto', { bytes: bytesOf(text), isWhole: true }).format.id).toBe(id);
});

test('Langfuse counts add up to their total, be they beside each other or inside', () => {
  let judged = 0;
  const count = fc.nat(100_000);
  const counts = fc.record({
    input: count,
    cached: count,
    audio: count,
    output: count,
    reasoning: fc.integer({ min: 1, max: 9 }),
  });
  fc.assert(
    fc.property(counts, ({ input, cached, audio, output, reasoning }) => {
      const parts = { input_cached_tokens: cached, input_audio_tokens: audio, output_reasoning_tokens: reasoning };
      const sums = { inputTokens: input + cached + audio, outputTokens: output + reasoning };
      const total = sums.inputTokens + sums.outputTokens;
      expect(readUsageDetails({ input, output, ...parts, total })).toMatchObject({ ...sums, cacheReadTokens: cached });
      expect(readUsageDetails({ input, output, ...parts })).toMatchObject(sums);
      const whole = { input: sums.inputTokens, output: sums.outputTokens, ...parts, total };
      expect(readUsageDetails(whole)).toMatchObject({ ...sums, reasoningTokens: reasoning });
      judged++;
    }),
    { seed: 4 },
  );
  expect(judged).toBe(100);
});
