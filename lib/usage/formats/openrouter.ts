import { isObject, type JsonObject } from './json-reader';
import { firstOf, textOf } from './json-values';
import { createRawCallReader, type RawCall } from './raw-call';
import { createRowFormat } from './row-format';

/** Daily columns of the activity CSV by the names of the API. */
const DAILY_COLUMNS = {
  Date: 'date',
  Slug: 'model',
  Usage: 'usage',
  Requests: 'requests',
  'Prompt Tokens': 'prompt_tokens',
  'Completion Tokens': 'completion_tokens',
  'Reasoning Tokens': 'reasoning_tokens',
} as const;

/** OpenRouter's activity (sums a day) and generations (one call each), as its site exports and its API gives them. */
export const openrouterFormat = createRowFormat({
  id: 'openrouter',
  title: 'OpenRouter activity',
  names: {
    time: 'created_at',
    model: 'model_permaslug',
    inputTokens: 'tokens_prompt',
    outputTokens: 'tokens_completion',
    cacheReadTokens: 'tokens_cached',
    reasoningTokens: 'tokens_reasoning',
    costUsd: 'cost_total',
    requestId: 'generation_id',
    latencyMs: 'generation_time_ms',
    status: 'cancelled',
    team: 'user',
    task: 'app_name',
    requests: 'requests',
  },
  listKeys: ['data'],
  columns: [
    ...Object.keys(DAILY_COLUMNS),
    ...['generation_id', 'created_at', 'cost_total', 'tokens_prompt', 'tokens_completion', 'tokens_reasoning'],
    ...['tokens_cached', 'model_permaslug', 'variant', 'cancelled', 'user', 'finish_reason_normalized'],
    ...['generation_time_ms', 'api_key_name', 'app_name'],
  ],
  signOfHeader(has) {
    if (has('generation_id', 'model_permaslug', 'tokens_prompt')) {
      return 'generation_id beside model_permaslug, as OpenRouter’s activity CSV has';
    }
    return has('Date', 'Slug', 'Usage', 'Prompt Tokens') ? 'Slug beside Usage, as OpenRouter’s daily CSV has' : null;
  },
  signOf(object) {
    const row = rowOf(object);
    if (isGeneration(row)) return 'native token counts of a generation, as OpenRouter writes';
    return pick(row, 'modelPermaslug') !== undefined && pick(row, 'promptTokens') !== undefined
      ? 'model_permaslug beside prompt_tokens, as OpenRouter’s activity has'
      : null;
  },
  open(sink, has) {
    const readCall = createRawCallReader({ cache: 'inside', reasoning: 'inside' }, sink);
    const isDaily = has?.('Slug') ?? false;
    return {
      read(object, line) {
        const row = rowOf(object);
        if (has && !isDaily) readCall(exportedCall(row), line);
        else if (isGeneration(row)) readCall(generationCall(row), line);
        else {
          const day = isDaily ? dayOf(row) : row;
          if (isDaily || pick(row, 'promptTokens') !== undefined) {
            readCall(activityCall(day), line, firstOf(day.requests) === undefined);
          }
        }
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

function dayOf(row: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(DAILY_COLUMNS).map(([column, name]) => [name, row[column]]));
}

/** Vercel's gateway writes the same names with an id `gen_…`. */
function isGeneration(row: JsonObject): boolean {
  return 'created_at' in row || 'createdAt' in row
    ? pick(row, 'nativeTokensPrompt') !== undefined && !textOf(row.id).startsWith('gen_')
    : false;
}

/** `usage` is what OpenRouter billed: what a key of one's own cost elsewhere is not in it. */
function activityCall(row: JsonObject): RawCall {
  return {
    time: row.date,
    model: modelName(firstOf(pick(row, 'modelPermaslug'), row.model), variantOf(row.model)),
    inputTokens: pick(row, 'promptTokens'),
    outputTokens: pick(row, 'completionTokens'),
    reasoningTokens: pick(row, 'reasoningTokens'),
    costUsd: row.usage,
    requests: row.requests,
  };
}

function exportedCall(row: JsonObject): RawCall {
  return {
    time: row.created_at,
    model: modelName(row.model_permaslug, row.variant),
    inputTokens: row.tokens_prompt,
    outputTokens: row.tokens_completion,
    cacheReadTokens: row.tokens_cached,
    reasoningTokens: row.tokens_reasoning,
    costUsd: row.cost_total,
    requestId: row.generation_id,
    latencyMs: row.generation_time_ms,
    status: statusOf(row.cancelled, row.finish_reason_normalized),
    team: firstOf(row.user, row.api_key_name),
    task: row.app_name,
  };
}

/** The counts of the model's own tokenizer are the ones billed. */
function generationCall(row: JsonObject): RawCall {
  return {
    time: pick(row, 'createdAt'),
    model: row.model,
    inputTokens: firstOf(pick(row, 'nativeTokensPrompt'), pick(row, 'tokensPrompt')),
    outputTokens: firstOf(pick(row, 'nativeTokensCompletion'), pick(row, 'tokensCompletion')),
    cacheReadTokens: pick(row, 'nativeTokensCached'),
    reasoningTokens: pick(row, 'nativeTokensReasoning'),
    costUsd: pick(row, 'totalCost'),
    requestId: row.id,
    latencyMs: pick(row, 'generationTime'),
    status: statusOf(row.cancelled, pick(row, 'finishReason')),
    team: pick(row, 'externalUser'),
  };
}

function statusOf(cancelled: unknown, finishReason: unknown): string {
  return /^true$/i.test(String(cancelled)) || finishReason === 'error' ? 'failed' : '';
}

function variantOf(model: unknown): string {
  return /:(\w+)$/.exec(textOf(model))?.[1] ?? '';
}

/** With its variant, e.g. `:free`, as OpenRouter names it. */
function modelName(slug: unknown, variant: unknown): string {
  const name = textOf(slug);
  const suffix = textOf(variant);
  return suffix === '' || suffix === 'standard' || name.includes(':') ? name : `${name}:${suffix}`;
}
