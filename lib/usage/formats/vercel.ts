import { createJsonFormat } from './json-format';
import { isObject, type JsonObject } from './json-reader';
import { firstOf, textOf } from './json-values';
import { createRawCallReader, type RawCall } from './raw-call';

const NO_TIME = 'a report row without day or hour: have the report grouped by day';

/** Vercel's AI Gateway: rows of its spend report (sums) and generation infos (one call each). */
export const vercelFormat = createJsonFormat({
  id: 'vercel',
  title: 'Vercel AI Gateway',
  names: {
    time: 'day',
    model: 'model',
    inputTokens: 'input_tokens',
    outputTokens: 'output_tokens',
    cacheReadTokens: 'cached_input_tokens',
    cacheWriteTokens: 'cache_creation_input_tokens',
    reasoningTokens: 'reasoning_tokens',
    costUsd: 'total_cost',
    requests: 'request_count',
    requestId: 'id',
    team: 'user',
    tags: 'tag',
    latencyMs: 'generation_time',
    webSearches: 'billable_web_search_calls',
  },
  listKeys: ['results', 'data'],
  signOf(object) {
    const row = rowOf(object);
    if (pick(row, 'totalCost') === undefined) return null;
    if (isGeneration(row)) return 'a generation info with an id gen_…, as Vercel writes';
    const isReport = pick(row, 'marketCost') !== undefined || pick(row, 'requestCount') !== undefined;
    return isReport && !('id' in row) ? 'total_cost beside market_cost or request_count, as Vercel writes' : null;
  },
  open(sink) {
    const readCall = createRawCallReader({ cache: 'inside', reasoning: 'inside' }, sink);
    return {
      read(object, line) {
        const row = rowOf(object);
        if (isGeneration(row)) readCall(generationCall(row), line);
        else if (pick(row, 'totalCost') === undefined) return;
        else if (firstOf(row.hour, row.day) === undefined) sink.reject(line, NO_TIME);
        else readCall(reportCall(row), line, pick(row, 'requestCount') === undefined);
      },
    };
  },
});

/** Under its camelCase name (the SDK) or its snake_case one (the wire). */
function pick(row: JsonObject, name: string): unknown {
  return row[name] ?? row[name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)];
}

/** The wire puts a generation under `data`. */
function rowOf(object: JsonObject): JsonObject {
  return isObject(object.data) ? object.data : object;
}

function isGeneration(row: JsonObject): boolean {
  return textOf(row.id).startsWith('gen_') && firstOf(row.createdAt, row.created_at) !== undefined;
}

function reportCall(row: JsonObject): RawCall {
  return {
    time: firstOf(row.hour, row.day),
    model: row.model,
    inputTokens: pick(row, 'inputTokens'),
    outputTokens: pick(row, 'outputTokens'),
    cacheReadTokens: pick(row, 'cachedInputTokens'),
    cacheWriteTokens: pick(row, 'cacheCreationInputTokens'),
    reasoningTokens: pick(row, 'reasoningTokens'),
    costUsd: pick(row, 'totalCost'),
    requests: pick(row, 'requestCount'),
    team: row.user,
    tags: row.tag,
  };
}

function generationCall(row: JsonObject): RawCall {
  return {
    time: pick(row, 'createdAt'),
    model: row.model,
    inputTokens: firstOf(row.promptTokens, row.native_tokens_prompt),
    outputTokens: firstOf(row.completionTokens, row.native_tokens_completion),
    cacheReadTokens: firstOf(row.cachedTokens, row.native_tokens_cached),
    cacheWriteTokens: firstOf(row.cacheCreationTokens, row.native_tokens_cache_creation),
    reasoningTokens: firstOf(row.reasoningTokens, row.native_tokens_reasoning),
    webSearches: pick(row, 'billableWebSearchCalls'),
    costUsd: pick(row, 'totalCost'),
    latencyMs: pick(row, 'generationTime'),
    requestId: row.id,
  };
}
