import type { UsageRecord } from '@/lib/domain/usage';

const CALL: UsageRecord = {
  inputTokens: 1000,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
  inputAudioTokens: 0,
  inputImageTokens: 0,
  outputTokens: 100,
  reasoningTokens: 0,
  outputAudioTokens: 0,
  outputImageTokens: 0,
  webSearches: 0,
  timeMs: Date.parse('2026-06-01T12:00:00Z'),
  requestId: '',
  promptHash: '',
  model: 'lab/a',
  requests: 1,
  aggregate: false,
  usageMissing: false,
  loggedCostNanoUsd: null,
  latencyMs: null,
  feedback: 0,
  status: 'ok',
  serviceTier: 'standard',
  task: '',
  team: '',
  language: '',
  region: '',
  needs: '',
  tags: '',
};

/** One call of 1,000 input and 100 output tokens to `lab/a`, changed as given. */
export function callOf(parts: Partial<UsageRecord> = {}): UsageRecord {
  return { ...CALL, ...parts };
}
