import { WaybillError } from '@/lib/domain/errors';
import type { JsonObject } from './json-reader';
import { firstOf } from './json-values';
import { nonTextInput } from './openai-usage';
import { createRawCallReader, type RawCall } from './raw-call';
import { createRowFormat } from './row-format';

const NO_TOKENS =
  'this is OpenAI’s cost export, which has no token counts: on the usage page, export the usage (completions_usage_….csv) instead';

/** Where the older activity CSV has its time. */
const OLD_TIMES = ['timestamp', 'date', 'usage_date'] as const;

/** OpenAI's dashboard exports: the usage CSV of today, whose rows sum a bucket of time, and the activity CSV before it. */
export const openaiCsvFormat = createRowFormat({
  id: 'openai-csv',
  title: 'OpenAI usage CSV',
  names: {
    time: 'start_time',
    model: 'model',
    inputTokens: 'input_tokens',
    outputTokens: 'output_tokens',
    cacheReadTokens: 'input_cached_tokens',
    cacheWriteTokens: 'input_cache_write_tokens',
    requests: 'num_model_requests',
    team: 'project_name',
    serviceTier: 'service_tier',
  },
  columns: [
    ...['start_time', 'start_time_iso', 'model', 'project_id', 'project_name', 'num_model_requests', 'batch'],
    ...['service_tier', 'input_tokens', 'output_tokens', 'input_cached_tokens', 'input_cache_write_tokens'],
    ...['input_text_tokens', 'input_audio_tokens', 'input_image_tokens', 'input_cached_audio_tokens'],
    ...['input_cached_image_tokens', 'output_audio_tokens', 'output_image_tokens'],
    ...['n_requests', 'n_context_tokens_total', 'n_generated_tokens_total', 'user'],
    ...OLD_TIMES,
  ],
  signOfHeader(has) {
    if (has('start_time', 'num_model_requests', 'input_tokens')) return 'num_model_requests, as OpenAI’s usage CSV has';
    if (has('n_context_tokens_total', 'n_generated_tokens_total') && OLD_TIMES.some((name) => has(name))) {
      return 'n_context_tokens_total, as OpenAI’s older activity CSV has';
    }
    return has('amount_value', 'amount_currency', 'line_item') ? 'amount_value, as OpenAI’s cost CSV has' : null;
  },
  open(sink, has) {
    if (has?.('amount_value') && !has('input_tokens')) throw new WaybillError('bad-input', NO_TOKENS);
    const readCall = createRawCallReader({ cache: 'inside' }, sink);
    const isOld = has?.('n_context_tokens_total') ?? false;
    const hasOutput = has?.('output_tokens') ?? false;
    return {
      read(row, line) {
        if (isOld) readCall(oldCall(row), line, isBlank(row.n_requests));
        else if (!isEmpty(row)) readCall(toCall(row, hasOutput), line, isBlank(row.num_model_requests));
      },
    };
  },
});

const isBlank = (value: unknown) => firstOf(value) === undefined;

/** A bucket in which nothing happened has its times only. */
function isEmpty(row: JsonObject): boolean {
  const counts = [row.num_model_requests, row.input_tokens, row.output_tokens];
  return counts.every((count) => isBlank(count) || Number(count) === 0);
}

/** Embeddings have no column for output. */
function toCall(row: JsonObject, hasOutput: boolean): RawCall {
  return {
    time: firstOf(row.start_time, row.start_time_iso),
    model: row.model,
    inputTokens: row.input_tokens,
    outputTokens: hasOutput ? row.output_tokens : 0,
    cacheReadTokens: row.input_cached_tokens,
    cacheWriteTokens: row.input_cache_write_tokens,
    ...nonTextInput(row),
    outputAudioTokens: row.output_audio_tokens,
    outputImageTokens: row.output_image_tokens,
    requests: row.num_model_requests,
    team: firstOf(row.project_name, row.project_id),
    serviceTier: /^true$/i.test(String(row.batch)) ? 'batch' : row.service_tier,
  };
}

function oldCall(row: JsonObject): RawCall {
  return {
    time: firstOf(...OLD_TIMES.map((name) => row[name])),
    model: row.model,
    inputTokens: row.n_context_tokens_total,
    outputTokens: row.n_generated_tokens_total,
    requests: row.n_requests,
    team: firstOf(row.project_name, row.project_id, row.user),
  };
}
