import { expect, test } from 'vitest';
import type { ColumnMap, MappableField } from '@/lib/domain/column-map';
import { createNormaliser } from './normalise';

type Values = { [field in MappableField]?: unknown };

function read(values: Values, map: Partial<ColumnMap> = {}) {
  const columns = Object.fromEntries(Object.keys(values).map((field) => [field, field]));
  const normaliser = createNormaliser({ columns, ...map });
  const reason = normaliser.read((field) => values[field]);
  return { reason, record: normaliser.record };
}

const good = { time: '2026-08-01', inputTokens: '10', outputTokens: '5' };

test('a good row is in normal form', () => {
  const { reason, record } = read({
    ...good,
    model: ' gpt-4o ',
    needs: 'Vision; tools',
    tags: ['b', 'a'],
    costUsd: '0.01',
  });
  expect(reason).toBe(null);
  expect(record).toMatchObject({
    inputTokens: 10,
    outputTokens: 5,
    model: 'gpt-4o',
    needs: 'tools,vision',
    tags: 'a,b',
    loggedCostNanoUsd: 10_000_000,
    usageMissing: false,
  });
});

test('parts may not exceed the whole', () => {
  expect(read({ ...good, cacheReadTokens: '20' }).reason).toBe('cached tokens 20 exceed input tokens 10');
  expect(read({ ...good, cacheReadTokens: '10' }).reason).toBe(null);
  expect(read({ ...good, reasoningTokens: 6 }).reason).toBe('reasoning tokens 6 exceed output tokens 5');
});

test('cache and reasoning beside the counts are moved inside', () => {
  const { record } = read(
    { ...good, cacheReadTokens: 20, cacheWriteTokens: 3, reasoningTokens: 7 },
    { cache: 'beside', reasoning: 'beside' },
  );
  expect(record).toMatchObject({ inputTokens: 33, outputTokens: 12 });
});

test('a reused normaliser does not carry one row into the next', () => {
  const normaliser = createNormaliser({
    columns: { time: 't', inputTokens: 'i', cacheReadTokens: 'c' },
    constants: { outputTokens: '5', reasoningTokens: '2' },
    cache: 'beside',
    reasoning: 'beside',
  });
  const row = (field: MappableField) => ({ time: '2026-08-01', inputTokens: '', cacheReadTokens: 4 })[field as 'time'];
  normaliser.read(row);
  normaliser.read((field) => (field === 'inputTokens' ? 1 : row(field)));
  expect(normaliser.record).toMatchObject({ inputTokens: 5, outputTokens: 7, usageMissing: false });
});

test('bad values are named', () => {
  expect(read({ ...good, inputTokens: '-1' }).reason).toBe('input tokens are negative: -1');
  expect(read({ ...good, outputTokens: '3.5' }).reason).toBe('output tokens are not a whole number: 3.5');
  expect(read({ ...good, time: `x${'y'.repeat(80)}` }).reason).toBe(`time does not parse: x${'y'.repeat(38)}…`);
  expect(read({ ...good, time: '' }).reason).toBe('time does not parse: (empty)');
  expect(read({ ...good, costUsd: '-2' }).reason).toBe('cost is negative: -2');
  expect(read({ ...good, costUsd: 'n/a' }).reason).toBe('cost is not a number: n/a');
});

test('blank tokens are missing usage, zero tokens are not, an unmapped output is 0', () => {
  expect(read({ ...good, outputTokens: '' }).record).toMatchObject({
    usageMissing: true,
    inputTokens: 10,
    outputTokens: 0,
  });
  expect(read({ ...good, inputTokens: null }).record.usageMissing).toBe(true);
  expect(read({ time: good.time, inputTokens: 0 }).record).toMatchObject({
    usageMissing: false,
    inputTokens: 0,
    outputTokens: 0,
  });
  expect(read({ time: good.time, outputTokens: 4 }).record.usageMissing).toBe(true);
});

test('more than one request makes an aggregate', () => {
  expect(read({ ...good, requests: '1' }).record.aggregate).toBe(false);
  expect(read({ ...good, requests: '3.0' }).record).toMatchObject({ aggregate: true, requests: 3 });
  expect(read({ ...good, requests: '0' }).reason).toBe('requests are zero');
});

test('status, tier and feedback are words of ours', () => {
  const status = (value: unknown, column = 'status') =>
    read({ ...good, status: value }, { columns: { time: 't', inputTokens: 'i', outputTokens: 'o', status: column } })
      .record.status;
  expect(['', 'ok', 'success', 200, '204', 'stop'].map((value) => status(value))).toEqual(Array(6).fill('ok'));
  expect(['error', 'failed', 400, '503', false].map((value) => status(value))).toEqual(Array(5).fill('failed'));
  expect([
    status('cache_hit'),
    status(true, 'cache_hit'),
    status('false', 'cache_hit'),
    status('True', 'success'),
    status('boom', 'error'),
  ]).toEqual(['cacheHit', 'cacheHit', 'ok', 'ok', 'failed']);
  expect(read({ ...good, serviceTier: 'Batch' }).record.serviceTier).toBe('batch');
  expect([
    read({ ...good, feedback: 'thumbs_up' }).record.feedback,
    read({ ...good, feedback: -1 }).record.feedback,
    read({ ...good, feedback: 'meh' }).record.feedback,
  ]).toEqual([1, -1, 0]);
});

test('a constant that does not parse is refused with its place', () => {
  expect(() => createNormaliser({ columns: {}, constants: { inputTokens: 'many' } })).toThrow(
    'column map, constants.inputTokens: input tokens are not a number: many',
  );
});
