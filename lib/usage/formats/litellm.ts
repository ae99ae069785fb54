import { parseTimeMs } from '../parse-time';
import type { JsonObject } from './json-reader';
import { countOr0, firstOf, objectAt, textOf } from './json-values';
import { labelsOf } from './metadata-labels';
import { jsonAt, listAt } from './nested-json';
import { createRawCallReader, type RawCall } from './raw-call';
import { createRowFormat } from './row-format';

/** LiteLLM's spend logs, one call each, and its daily sums; also what its proxy writes to files and buckets. */
export const litellmFormat = createRowFormat({
  id: 'litellm',
  title: 'LiteLLM spend logs',
  names: {
    time: 'startTime',
    model: 'model',
    inputTokens: 'prompt_tokens',
    outputTokens: 'completion_tokens',
    cacheReadTokens: 'metadata.usage_object.prompt_tokens_details.cached_tokens',
    cacheWriteTokens: 'metadata.usage_object.cache_creation_input_tokens',
    reasoningTokens: 'metadata.usage_object.completion_tokens_details.reasoning_tokens',
    costUsd: 'spend',
    tags: 'request_tags',
    team: 'team_alias',
    task: 'metadata.spend_logs_metadata.task',
    status: 'status',
    requestId: 'request_id',
    promptHash: 'cache_key',
    latencyMs: 'request_duration_ms',
    requests: 'api_requests',
  },
  listKeys: ['data', 'results'],
  columns: [
    ...['request_id', 'id', 'call_type', 'spend', 'response_cost', 'prompt_tokens', 'completion_tokens', 'startTime'],
    ...[
      'endTime',
      'request_duration_ms',
      'model',
      'model_group',
      'metadata',
      'cache_hit',
      'cache_key',
      'request_tags',
      'team_id',
    ],
    ...['team_alias', 'status', 'date', 'api_requests', 'cache_read_input_tokens', 'cache_creation_input_tokens'],
  ],
  signOfHeader: (has) => signOf((...names) => has(...names)),
  signOf(object) {
    if (isDailyActivity(object)) return 'api_requests by model and day, as LiteLLM’s daily activity has';
    return signOf((...names) => names.every((name) => name in object));
  },
  open(sink) {
    const readCall = createRawCallReader({ cache: 'inside', reasoning: 'inside' }, sink);
    const giveDay = (day: JsonObject, line: number) =>
      readCall(dailyCall(day), line, firstOf(day.api_requests) === undefined);
    return {
      read(row, line) {
        if (isDailyActivity(row)) {
          const models = objectAt(objectAt(row, 'breakdown'), 'models');
          for (const model of Object.keys(models)) {
            const { metrics } = objectAt(models, model);
            giveDay({ ...(metrics as object), date: row.date, model }, line);
          }
        } else if (row.call_type === 'call_mcp_tool') sink.skip?.(line, 'calls of tools, which have no tokens');
        else if (isDaily(row)) giveDay(row, line);
        else if ('prompt_tokens' in row) readCall(toCall(row), line);
        else if ('spend' in row)
          sink.reject(line, 'a sum of spend without tokens: export the single spend logs instead');
      },
    };
  },
});

function signOf(has: (...names: readonly string[]) => boolean): string | null {
  if (!has('prompt_tokens', 'completion_tokens')) return null;
  if (has('spend', 'api_requests')) return 'spend beside api_requests, as LiteLLM’s daily sums have';
  if (has('response_cost', 'model_group')) return 'response_cost beside model_group, as LiteLLM logs';
  return has('spend') && (has('model_group') || has('custom_llm_provider') || has('call_type', 'request_id'))
    ? 'spend beside model_group or call_type, as LiteLLM’s spend logs have'
    : null;
}

function isDailyActivity(row: JsonObject): boolean {
  return 'date' in row && 'metrics' in row && 'models' in objectAt(row, 'breakdown');
}

function isDaily(row: JsonObject): boolean {
  return firstOf(row.startTime) === undefined && firstOf(row.date) !== undefined;
}

function toCall(row: JsonObject): RawCall {
  const metadata = jsonAt(row, 'metadata') ?? {};
  // The proxy tags each call with the caller's program and version: as good as a value of its own a call.
  const tags = listAt(row, 'request_tags').filter((tag) => !/^user-agent:/i.test(textOf(tag)));
  const labels = labelsOf(objectAt(metadata, 'spend_logs_metadata'));
  return {
    time: row.startTime,
    model: firstOf(row.model, row.model_group),
    inputTokens: row.prompt_tokens,
    outputTokens: row.completion_tokens,
    ...detailsOf(metadata),
    costUsd: firstOf(row.spend, row.response_cost),
    requestId: firstOf(row.request_id, row.id),
    promptHash: row.cache_key,
    latencyMs: firstOf(row.request_duration_ms, durationMs(row)),
    status: /^true$/i.test(String(row.cache_hit)) ? 'cacheHit' : firstOf(row.status, metadata.status),
    language: labels.language,
    task: firstOf(labels.task, taskOf(tags)),
    team: firstOf(labels.team, row.team_alias, metadata.user_api_key_team_alias, row.team_id),
    tags,
  };
}

/** Counts that have no column of their own. */
function detailsOf(metadata: JsonObject): RawCall {
  const usage = objectAt(metadata, 'usage_object');
  const more = objectAt(metadata, 'additional_usage_values');
  const input = objectAt(usage, 'prompt_tokens_details');
  const output = objectAt(usage, 'completion_tokens_details');
  const written = firstOf(
    usage.cache_creation_input_tokens,
    input.cache_creation_tokens,
    more.cache_creation_input_tokens,
  );
  const { ephemeral_1h_input_tokens: hourly } = objectAt(input, 'cache_creation_token_details');
  return {
    cacheReadTokens: firstOf(input.cached_tokens, usage.cache_read_input_tokens, more.cache_read_input_tokens),
    cacheWriteTokens: countOr0(hourly) > 0 ? Math.max(countOr0(written) - countOr0(hourly), 0) : written,
    cacheWrite1hTokens: hourly,
    reasoningTokens: output.reasoning_tokens,
    inputAudioTokens: input.audio_tokens,
    inputImageTokens: input.image_tokens,
    outputAudioTokens: output.audio_tokens,
    outputImageTokens: output.image_tokens,
    webSearches: firstOf(objectAt(usage, 'server_tool_use').web_search_requests, input.web_search_requests),
  };
}

function dailyCall(row: JsonObject): RawCall {
  return {
    time: row.date,
    model: firstOf(row.model, row.model_group),
    inputTokens: row.prompt_tokens,
    outputTokens: row.completion_tokens,
    cacheReadTokens: row.cache_read_input_tokens,
    cacheWriteTokens: row.cache_creation_input_tokens,
    costUsd: row.spend,
    requests: row.api_requests,
    team: firstOf(row.team_alias, row.team_id),
  };
}

function durationMs({ startTime, endTime }: JsonObject): number {
  return parseTimeMs(endTime) - parseTimeMs(startTime);
}

/** From a tag such as `task:summary` or `taskName:run_page_classification`. */
function taskOf(tags: readonly unknown[]): string {
  for (const tag of tags) {
    const [, task] = /^task(?:[ _-]?name)?\s*[:=]\s*(.+)$/i.exec(textOf(tag)) ?? [];
    if (task !== undefined) return task;
  }
  return '';
}
