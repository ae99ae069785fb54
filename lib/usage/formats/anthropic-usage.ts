import { createJsonFormat } from './json-format';
import type { JsonObject } from './json-reader';
import { objectAt, objectsAt } from './json-values';
import { createRawCallReader, type RawCall } from './raw-call';

const NO_TOKENS =
  'this is Anthropic’s cost report, which has no token counts: export the usage report (/v1/organizations/usage_report/messages) instead';

/** Pages of Anthropic's `GET /v1/organizations/usage_report/messages`: sums a bucket of time, without a number of calls. */
export const anthropicUsageFormat = createJsonFormat({
  id: 'anthropic-usage',
  title: 'Anthropic usage report',
  names: {
    time: 'starting_at',
    model: 'model',
    inputTokens: 'uncached_input_tokens',
    outputTokens: 'output_tokens',
    cacheReadTokens: 'cache_read_input_tokens',
    cacheWriteTokens: 'cache_creation.ephemeral_5m_input_tokens',
    cacheWrite1hTokens: 'cache_creation.ephemeral_1h_input_tokens',
    webSearches: 'server_tool_use.web_search_requests',
    serviceTier: 'service_tier',
    team: 'workspace_id',
    region: 'inference_geo',
  },
  listKeys: ['data'],
  signOf(bucket) {
    if (!('starting_at' in bucket) || !Array.isArray(bucket.results)) return null;
    const [first] = objectsAt(bucket, 'results');
    if (first === undefined) return 'buckets with starting_at and results, as Anthropic writes';
    if ('uncached_input_tokens' in first) return 'uncached_input_tokens beside cache_creation, as Anthropic writes';
    return isCost(first) ? 'cost_type and amount, as Anthropic’s cost report writes' : null;
  },
  open(sink) {
    const readCall = createRawCallReader({ cache: 'beside' }, sink);
    return {
      read(bucket, line) {
        for (const result of objectsAt(bucket, 'results')) {
          if (isCost(result)) sink.reject(line, NO_TOKENS);
          else if (!isEmpty(result)) readCall(toCall(bucket, result), line, true);
        }
      },
    };
  },
});

function isCost(result: JsonObject): boolean {
  return 'amount' in result && !('uncached_input_tokens' in result);
}

function toCall(bucket: JsonObject, result: JsonObject): RawCall {
  const writes = objectAt(result, 'cache_creation');
  return {
    time: bucket.starting_at,
    model: result.model,
    inputTokens: result.uncached_input_tokens,
    outputTokens: result.output_tokens,
    cacheReadTokens: result.cache_read_input_tokens,
    cacheWriteTokens: writes.ephemeral_5m_input_tokens,
    cacheWrite1hTokens: writes.ephemeral_1h_input_tokens,
    webSearches: objectAt(result, 'server_tool_use').web_search_requests,
    serviceTier: result.service_tier,
    team: result.workspace_id,
    region: result.inference_geo === 'not_available' ? '' : result.inference_geo,
  };
}

function isEmpty(result: JsonObject): boolean {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, cacheWrite1hTokens, webSearches } = toCall(
    {},
    result,
  );
  const counts = [inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, cacheWrite1hTokens, webSearches];
  return inputTokens === 0 && counts.every((count) => count === 0 || count === undefined || count === null);
}
