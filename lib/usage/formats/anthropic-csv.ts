import { WaybillError } from '@/lib/domain/errors';
import type { JsonObject } from './json-reader';
import { firstOf } from './json-values';
import { createRawCallReader, type RawCall } from './raw-call';
import { createRowFormat } from './row-format';

const NO_TOKENS =
  'this is Anthropic’s cost export, which has no token counts: on the Console’s usage page, export the usage instead';

/** The Console's usage CSV, of today and with one column for cache writes as before. A row sums a day. */
export const anthropicCsvFormat = createRowFormat({
  id: 'anthropic-csv',
  title: 'Anthropic Console usage CSV',
  names: {
    time: 'usage_date_utc',
    model: 'model_version',
    inputTokens: 'usage_input_tokens_no_cache',
    outputTokens: 'usage_output_tokens',
    cacheReadTokens: 'usage_input_tokens_cache_read',
    cacheWriteTokens: 'usage_input_tokens_cache_write_5m',
    cacheWrite1hTokens: 'usage_input_tokens_cache_write_1h',
    webSearches: 'web_search_count',
    serviceTier: 'usage_type',
    team: 'workspace',
    region: 'inference_geo',
    tags: 'speed',
  },
  columns: [
    ...['usage_date_utc', 'model_version', 'workspace', 'usage_type', 'usage_input_tokens_no_cache'],
    ...['usage_input_tokens_cache_write', 'usage_input_tokens_cache_write_5m', 'usage_input_tokens_cache_write_1h'],
    ...['usage_input_tokens_cache_read', 'usage_output_tokens', 'web_search_count', 'inference_geo', 'speed'],
  ],
  signOfHeader(has) {
    if (has('usage_date_utc', 'usage_input_tokens_no_cache')) {
      return 'usage_input_tokens_no_cache, as the Console’s usage CSV has';
    }
    return has('usage_date_utc', 'cost_usd', 'token_type')
      ? 'cost_usd by token_type, as the Console’s cost CSV has'
      : null;
  },
  open(sink, has) {
    if (has?.('cost_usd') && !has('usage_input_tokens_no_cache')) throw new WaybillError('bad-input', NO_TOKENS);
    const readCall = createRawCallReader({ cache: 'beside' }, sink);
    return {
      read(row, line) {
        const call = toCall(row);
        if (!isEmpty(call)) readCall(call, line, true);
      },
    };
  },
});

function toCall(row: JsonObject): RawCall {
  return {
    time: row.usage_date_utc,
    model: row.model_version,
    inputTokens: row.usage_input_tokens_no_cache,
    outputTokens: row.usage_output_tokens,
    cacheReadTokens: row.usage_input_tokens_cache_read,
    cacheWriteTokens: firstOf(row.usage_input_tokens_cache_write_5m, row.usage_input_tokens_cache_write),
    cacheWrite1hTokens: row.usage_input_tokens_cache_write_1h,
    webSearches: row.web_search_count,
    serviceTier: row.usage_type,
    team: row.workspace,
    region: row.inference_geo === 'not_available' ? '' : row.inference_geo,
    tags: row.speed === 'standard' ? '' : row.speed,
  };
}

/** Zero throughout, and said so. */
function isEmpty({ inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, cacheWrite1hTokens }: RawCall) {
  const others = [outputTokens, cacheReadTokens, cacheWriteTokens, cacheWrite1hTokens];
  return inputTokens === '0' && others.every((count) => firstOf(count) === undefined || count === '0');
}
