import { expect, test } from 'vitest';
import type { UsageRecord } from '@/lib/domain/usage';
import { createRawCallReader } from './raw-call';

function read(options: Parameters<typeof createRawCallReader>[0], call: object, isSum?: boolean) {
  const out: (UsageRecord | string)[] = [];
  const reader = createRawCallReader(options, {
    accept: (record) => out.push({ ...record }),
    reject: (_line, reason) => out.push(reason),
  });
  reader({ time: '2026-08-01T00:00:00Z', model: 'm', ...call }, 1, isSum);
  return out[0];
}

test('cached tokens beside the input are added to it', () => {
  const call = { inputTokens: 3, cacheReadTokens: 100, cacheWrite1hTokens: 7, outputTokens: 5 };
  expect(read({ cache: 'beside' }, call)).toMatchObject({ inputTokens: 110, cacheReadTokens: 100, outputTokens: 5 });
});

test('a call without token counts has none, which is not zero', () => {
  expect(read({}, {})).toMatchObject({ usageMissing: true });
});

test('a sum of an unknown number of calls is a sum', () => {
  expect(read({}, { inputTokens: 9, outputTokens: 1 }, true)).toMatchObject({ aggregate: true, requests: 1 });
  expect(read({}, { inputTokens: 9, outputTokens: 1, requests: 4 })).toMatchObject({ aggregate: true, requests: 4 });
});

test('parts above the whole are refused', () => {
  expect(read({ cache: 'inside' }, { inputTokens: 9, cacheReadTokens: 10, outputTokens: 1 })).toMatch(/exceed input/);
});
