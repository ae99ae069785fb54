import { expect, test } from 'vitest';
import { listFixtures, readGolden, readWithFormat } from '../testing/read-with-format';
import { chooseFormat, FORMATS } from './registry';

const fixtures = listFixtures();
const sources = [...new Set(fixtures.map(({ source }) => source))];

/** What fits a mapping only. */
const UNKNOWN_FILES: { readonly [name: string]: readonly [format: string, text: string] } = {
  'own csv': ['csv', 'time,model,input_tokens,output_tokens\n2026-08-01,m,1,2\n'],
  'csv with cache': [
    'csv',
    'timestamp,model,prompt_tokens,completion_tokens,cached_tokens,cost\n2026-08-01,m,5,2,1,0.1\n',
  ],
  'csv of spend': ['csv', 'date,model,requests,usage,total_tokens\n2026-08-01,m,5,2,1\n'],
  'flat jsonl': ['jsonl', '{"time":1785542400,"model":"m","input_tokens":1,"output_tokens":2}\n'],
  'jsonl with ids': [
    'jsonl',
    '{"id":"a","created_at":"2026-08-01","model":"m","prompt_tokens":1,"completion_tokens":2,"total_cost":0.1}\n',
  ],
  'chat completions': [
    'jsonl',
    '{"id":"chatcmpl-1","object":"chat.completion","created":1785542400,"model":"gpt-4o-2024-08-06","usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11,"prompt_tokens_details":{"cached_tokens":4}}}\n',
  ],
  'anthropic messages': [
    'jsonl',
    '{"id":"msg_1","type":"message","role":"assistant","created":1785542400,"model":"claude-opus-4-8","usage":{"input_tokens":3,"output_tokens":4,"cache_read_input_tokens":9}}\n',
  ],
  'array of objects': ['jsonl', '[{"date":"2026-08-01","message":"hi","usage":3},{"date":"2026-08-02","usage":4}]'],
  'app log': [
    'jsonl',
    '{"timestamp":"2026-08-01T00:00:00Z","level":"info","message":"{not json","data":{"id":"gen_1"}}\n',
  ],
  'a page of something': [
    'jsonl',
    '{"data":[{"id":1,"results":[]}],"results":[{"total":1}],"events":[{"message":"x"}]}\n',
  ],
};

test.each(sources)('%s: its fixtures read as their goldens say', (source) => {
  const format = FORMATS.find(({ id }) => id === source);
  if (!format) throw new Error(`no format ${source}`);
  const own = fixtures.filter((fixture) => fixture.source === source);
  expect(own.length).toBeGreaterThan(0);
  for (const fixture of own) expect(readWithFormat(format, fixture.bytes), fixture.name).toEqual(readGolden(fixture));
});

test.each(fixtures)('$source/$name is told from all other formats', ({ source, bytes }) => {
  const { format, why } = chooseFormat('auto', { bytes, isWhole: true });
  expect([format.id, why.length > 10]).toEqual([source, true]);
});

test.each(Object.entries(UNKNOWN_FILES))('%s is left to a mapping', (_name, [id, text]) => {
  expect(chooseFormat('auto', { bytes: new TextEncoder().encode(text), isWhole: true }).format.id).toBe(id);
});

test('nothing that was said in a call is read', () => {
  const said = /Gr(üße|üezi)|Hallo|h[eé]llo|"text"|"content"/;
  const withText = fixtures.filter(({ bytes }) => said.test(new TextDecoder().decode(bytes)));
  expect(withText.length).toBeGreaterThan(4);
  for (const fixture of withText) expect(JSON.stringify(readGolden(fixture)), fixture.name).not.toMatch(said);
});
