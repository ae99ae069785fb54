import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { UsageRecord } from '@/lib/domain/usage';

type Line = {
  readonly time: number;
  readonly user: string;
  readonly main_model: string;
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly cost: number;
  readonly edit_format?: string | null;
};

const SAMPLE = new URL('../../usage/sample/aider-messages.jsonl.gz', import.meta.url);

/** The 5,563 calls of the sample log, read without our importer. */
export function readRealLog(): UsageRecord[] {
  const text = gunzipSync(readFileSync(SAMPLE)).toString('utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => toRecord(JSON.parse(line)));
}

function toRecord(line: Line): UsageRecord {
  return {
    inputTokens: line.prompt_tokens,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    cacheWrite1hTokens: 0,
    inputAudioTokens: 0,
    inputImageTokens: 0,
    outputTokens: line.completion_tokens,
    reasoningTokens: 0,
    outputAudioTokens: 0,
    outputImageTokens: 0,
    webSearches: 0,
    timeMs: line.time * 1000,
    requestId: '',
    promptHash: '',
    model: line.main_model,
    requests: 1,
    aggregate: false,
    usageMissing: false,
    loggedCostNanoUsd: Math.round(line.cost * 1e9),
    latencyMs: null,
    feedback: 0,
    status: 'ok',
    serviceTier: 'standard',
    task: line.edit_format ?? '',
    team: line.user,
    language: '',
    region: '',
    needs: '',
    tags: '',
  };
}
