import { expect, test } from 'vitest';
import type { UsageRecord } from '@/lib/domain/usage';
import { emptyRecord } from '@/lib/usage/normalise';
import { problemOfRecord, repeatsSaid, saidIn } from './fuzz-check';

const SOUND: UsageRecord = {
  ...emptyRecord(),
  timeMs: 1_785_542_400_000,
  inputTokens: 10,
  outputTokens: 2,
  model: 'm',
};

test.each<Partial<UsageRecord>>([
  { inputTokens: -1 },
  { inputTokens: -0 },
  { inputTokens: 1.5 },
  { outputTokens: Number.NaN },
  { outputTokens: 2 ** 53 },
  { cacheReadTokens: 11 },
  { reasoningTokens: 3 },
  { requests: 0 },
  { requests: 2 },
  { timeMs: Number.POSITIVE_INFINITY },
  { timeMs: Date.UTC(10000, 0, 1) },
  { loggedCostNanoUsd: Number.NaN },
  { latencyMs: -1 },
  { task: 'a\u202Eb' },
  { team: 'x'.repeat(201) },
  { model: 7 as unknown as string },
  { serviceTier: Object as unknown as 'standard' },
  { status: 'odd' as 'ok' },
])('%o breaks an invariant, and is told', (wrong) => {
  expect(problemOfRecord(SOUND)).toBe(null);
  expect(problemOfRecord({ ...SOUND, ...wrong })).not.toBe(null);
});

test('what was said in a fixture is known by its name', () => {
  const said = saidIn(new TextEncoder().encode('{"model":"not said here","messages":[{"content":"was said here"}]}\n'));
  expect(said).toEqual(['was said here']);
  expect(repeatsSaid({ ...SOUND, task: 'was said here' }, said)).not.toBe(null);
});
