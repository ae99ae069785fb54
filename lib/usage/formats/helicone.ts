import { isObject, type JsonObject } from './json-reader';
import { firstOf, textOf } from './json-values';
import { jsonAt } from './nested-json';
import { createRawCallReader, type RawCall } from './raw-call';
import { createRowFormat } from './row-format';

/** Stands where no cached answer was used. */
const NO_REFERENCE = /^[0-]*$/;

/**
 * Requests of Helicone. Its prompt_tokens are taken to exclude cached tokens: inferred from its own statistics, which
 * add them, and nowhere documented.
 */
export const heliconeFormat = createRowFormat({
  id: 'helicone',
  title: 'Helicone requests',
  names: {
    time: 'request_created_at',
    model: 'response_model',
    inputTokens: 'prompt_tokens',
    outputTokens: 'completion_tokens',
    cacheReadTokens: 'prompt_cache_read_tokens',
    cacheWriteTokens: 'prompt_cache_write_tokens',
    inputAudioTokens: 'prompt_audio_tokens',
    outputAudioTokens: 'completion_audio_tokens',
    costUsd: 'cost',
    requestId: 'request_id',
    latencyMs: 'delay_ms',
    status: 'response_status',
    feedback: 'feedback_rating',
    task: 'request_properties.task',
    team: 'request_properties.team',
    language: 'request_properties.language',
  },
  listKeys: ['data'],
  columns: [
    ...['request_id', 'request_created_at', 'response_status', 'request_model', 'response_model', 'model_override'],
    ...['model', 'delay_ms', 'prompt_tokens', 'prompt_cache_write_tokens', 'prompt_cache_read_tokens'],
    ...['completion_tokens', 'prompt_audio_tokens', 'completion_audio_tokens', 'cost', 'costUSD'],
    ...['request_properties', 'properties', 'cache_reference_id', 'scores', 'feedback_rating'],
  ],
  signOfHeader: (has) => signOf((name) => has(name)),
  signOf: (object) => signOf((name) => name in object),
  open(sink) {
    const readCall = createRawCallReader({ cache: 'beside' }, sink);
    return {
      read(row, line) {
        if ('request_created_at' in row) readCall(toCall(row), line);
      },
    };
  },
});

function signOf(has: (name: string) => boolean): string | null {
  const isHelicone = has('request_created_at') && has('prompt_tokens') && (has('request_model') || has('delay_ms'));
  return isHelicone ? 'request_created_at beside prompt_tokens, as Helicone writes' : null;
}

function toCall(row: JsonObject): RawCall {
  const properties = propertiesOf(row);
  return {
    time: row.request_created_at,
    model: firstOf(row.model_override, row.response_model, row.model, row.request_model),
    inputTokens: row.prompt_tokens,
    outputTokens: row.completion_tokens,
    cacheReadTokens: row.prompt_cache_read_tokens,
    cacheWriteTokens: row.prompt_cache_write_tokens,
    inputAudioTokens: row.prompt_audio_tokens,
    outputAudioTokens: row.completion_audio_tokens,
    costUsd: firstOf(row.cost, row.costUSD),
    requestId: row.request_id,
    latencyMs: row.delay_ms,
    status: statusOf(row),
    feedback: firstOf(row.feedback_rating, feedbackScore(jsonAt(row, 'scores') ?? {})),
    task: firstOf(properties.get('task'), properties.get('feature')),
    team: firstOf(properties.get('team'), properties.get('department')),
    language: properties.get('language'),
  };
}

/** By name as the caller's header had it, without `Helicone-Property-` and case. */
function propertiesOf(row: JsonObject): ReadonlyMap<string, unknown> {
  const all = { ...jsonAt(row, 'properties'), ...jsonAt(row, 'request_properties') };
  const names = Object.entries(all).map(
    ([name, value]) => [name.toLowerCase().replace(/^helicone-property-/, ''), value] as const,
  );
  return new Map(names);
}

/** What never got an answer has a status below 0. */
function statusOf(row: JsonObject): unknown {
  if (!NO_REFERENCE.test(textOf(row.cache_reference_id))) return 'cacheHit';
  return Number(row.response_status) < 0 ? 'failed' : row.response_status;
}

function feedbackScore(scores: JsonObject): unknown {
  const score = scores['helicone-score-feedback'];
  const value = isObject(score) ? score.value : score;
  return value === 0 || value === false ? -1 : value;
}
