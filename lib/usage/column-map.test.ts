import { expect, test } from 'vitest';
import { guessColumnMap, parseColumnMap } from './column-map';

const guess = (header: string, ...rows: unknown[][]) => guessColumnMap(header.split(','), rows);

test('published headers are understood', () => {
  expect(guess('TIMESTAMP,ContextTokens,GeneratedTokens').map).toEqual({
    columns: { time: 'TIMESTAMP', inputTokens: 'ContextTokens', outputTokens: 'GeneratedTokens' },
  });
  expect(guess('Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type').map.columns).toEqual({
    time: 'Timestamp',
    model: 'Model',
    inputTokens: 'Request tokens',
    outputTokens: 'Response tokens',
    task: 'Log Type',
  }); // prettier-ignore
  expect(
    guess(
      'created_at,id,model,tokens_in,tokens_out,spend,user_group,use_case,lang,latency_ms,http_status,service_tier,capabilities,tags,region,thumbs',
    ).map.columns,
  ).toEqual({
    time: 'created_at',
    requestId: 'id',
    model: 'model',
    inputTokens: 'tokens_in',
    outputTokens: 'tokens_out',
    costUsd: 'spend',
    team: 'user_group',
    task: 'use_case',
    language: 'lang',
    latencyMs: 'latency_ms',
    status: 'http_status',
    serviceTier: 'service_tier',
    needs: 'capabilities',
    tags: 'tags',
    region: 'region',
    feedback: 'thumbs',
  }); // prettier-ignore
});

test('a time column is known by the words people write', () => {
  for (const name of ['when', 'When (UTC)', 'time_utc', 'Date (UTC)'])
    expect(guess(`${name},model,input_tokens,output_tokens`).map.columns.time, name).toBe(name);
});

test('dotted keys are known by their last part', () => {
  expect(
    guess(
      'timestamp,response.model,usage.prompt_tokens,usage.completion_tokens,usage.prompt_tokens_details.cached_tokens',
    ).map,
  ).toEqual({
    columns: {
      time: 'timestamp',
      model: 'response.model',
      inputTokens: 'usage.prompt_tokens',
      outputTokens: 'usage.completion_tokens',
      cacheReadTokens: 'usage.prompt_tokens_details.cached_tokens',
    },
    cache: 'inside',
  });
});

test('cache is inside the input but where Anthropic writes it beside', () => {
  expect(guess('time,input_tokens,output_tokens,cache_read_input_tokens,cache_creation_input_tokens').map.cache).toBe(
    'beside',
  );
  expect(
    guess(
      'usage_date_utc,model_version,usage_input_tokens_no_cache,usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,usage_output_tokens',
    ).map,
  ).toMatchObject({
    cache: 'beside',
    columns: {
      cacheWriteTokens: 'usage_input_tokens_cache_write_5m',
      cacheWrite1hTokens: 'usage_input_tokens_cache_write_1h',
    },
  });
  expect(
    guess('time,gen_ai.usage.input_tokens,gen_ai.usage.output_tokens,gen_ai.usage.cache_read.input_tokens').map,
  ).toMatchObject({
    cache: 'inside',
    columns: { inputTokens: 'gen_ai.usage.input_tokens', cacheReadTokens: 'gen_ai.usage.cache_read.input_tokens' },
  });
  expect(guess('time,prompt_tokens,completion_tokens,cache_read_input_tokens').map.cache).toBe('inside');
});

test('columns of prompt or answer text are dropped, numbers under the same name are not', () => {
  const { map, droppedColumns } = guess('time,prompt,prompt_tokens,completion_tokens,response_body,note', [
    '2026-01-01',
    'Hello',
    5,
    6,
    '',
    'n'.repeat(300),
  ]);
  expect(droppedColumns).toEqual(['prompt', 'response_body', 'note']);
  expect(map.columns).toEqual({ time: 'time', inputTokens: 'prompt_tokens', outputTokens: 'completion_tokens' });
  expect(guess('ts,prompt,completion', [1, '12', 30]).map.columns).toEqual({
    time: 'ts',
    inputTokens: 'prompt',
    outputTokens: 'completion',
  });
});

test('parseColumnMap takes the full and the flat form', () => {
  expect(parseColumnMap({ columns: { time: 't' }, timeUnit: 's', constants: { model: 'gpt-4o' } })).toEqual({
    columns: { time: 't' },
    timeUnit: 's',
    constants: { model: 'gpt-4o' },
  });
  expect(parseColumnMap({ time: 't', inputTokens: 'in', cache: 'beside' })).toEqual({
    columns: { time: 't', inputTokens: 'in' },
    cache: 'beside',
  });
});

test('an unknown key is refused by its path', () => {
  expect(() => parseColumnMap({ columns: { inputTokenz: 'x' } })).toThrow(
    'column map: unknown key "columns.inputTokenz"',
  );
  expect(() => parseColumnMap({ speed: 'x' })).toThrow('column map: unknown key "speed"');
  expect(() => parseColumnMap({ columns: {}, timeUnit: 'h' })).toThrow('column map: timeUnit:');
  expect(() => parseColumnMap([])).toThrow('column map:');
});

test('where no name tells, dates and names of models do', () => {
  const rows = [
    ['01.10.2026 00:10', 'Hilfe', 'azure/gpt-4o', '1000'],
    ['02.10.2026 00:10', 'Recht', 'claude-sonnet-4-5', '900'],
  ];
  expect(guess('Wann,Abteilung,Welches KI,Tok rein', ...rows).map.columns).toEqual({
    time: 'Wann',
    model: 'Welches KI',
  });
  expect(guess('Wert,Text', ['20.5', 'vivid'], ['1.2', 'bold']).map.columns).toEqual({});
});
