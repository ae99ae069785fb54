import { createJsonFormat } from './json-format';
import type { JsonObject } from './json-reader';
import { countOr0, firstOf, objectAt, textOf } from './json-values';
import { jsonAt } from './nested-json';
import { createRawCallReader, type RawCall } from './raw-call';

const OTHER_CURRENCY = 'costs in another currency than USD (their calls count)';

/** Portkey's log exports, by the names of the export and of its API. Of an answer only its usage is read. */
export const portkeyFormat = createJsonFormat({
  id: 'portkey',
  title: 'Portkey logs',
  names: {
    time: 'created_at',
    model: 'ai_model',
    inputTokens: 'req_units',
    outputTokens: 'res_units',
    costUsd: 'cost',
    requestId: 'id',
    latencyMs: 'response_time',
    status: 'response_status_code',
    task: 'metadata.task',
    team: 'metadata.team',
    language: 'metadata.language',
    tags: '_environment',
  },
  listKeys: ['data'],
  signOf(object) {
    if (('ai_org' in object || 'ai_model' in object) && 'req_units' in object) return 'req_units, as Portkey writes';
    return 'ai_provider' in object && 'request_tokens' in object
      ? 'ai_provider beside request_tokens, as Portkey writes'
      : null;
  },
  open(sink) {
    const readCall = createRawCallReader({ cache: 'inside' }, sink);
    return {
      read(row, line) {
        if (!('req_units' in row || 'request_tokens' in row)) return;
        if (!isUsd(row) && countOr0(Math.ceil(Number(row.cost))) > 0) sink.skip?.(line, OTHER_CURRENCY);
        readCall(toCall(row), line);
      },
    };
  },
});

function isUsd({ cost_currency: currency }: JsonObject): boolean {
  return firstOf(currency) === undefined || /^usd$/i.test(textOf(currency).trim());
}

function toCall(row: JsonObject): RawCall {
  const labels = metadataOf(row);
  const environment = firstOf(row._environment, labels._environment);
  return {
    time: row.created_at,
    model: firstOf(row.ai_model, row.model),
    ...usageOf(row),
    costUsd: isUsd(row) ? row.cost : undefined,
    requestId: row.id,
    latencyMs: row.response_time,
    status: statusOf(row),
    task: firstOf(labels.task, row.prompt_slug),
    team: firstOf(labels.team, labels.department, row.workspace_slug, labels._user, row._user),
    language: labels.language,
    tags: environment,
  };
}

/** The units are what the provider calls input: whether cached tokens are among them shows where the answer is there too. */
function usageOf(row: JsonObject): RawCall {
  const input = firstOf(row.req_units, row.request_tokens);
  const outputTokens = firstOf(row.res_units, row.response_tokens);
  const usage = objectAt(jsonAt(row, 'response') ?? {}, 'usage');
  const inside = objectAt(usage, 'prompt_tokens_details').cached_tokens;
  if (firstOf(inside) !== undefined && usage.prompt_tokens === input) {
    return { inputTokens: input, cacheReadTokens: inside, outputTokens };
  }
  const { cache_read_input_tokens: read, cache_creation_input_tokens: written } = usage;
  if (firstOf(read, written) === undefined || usage.input_tokens !== input) return { inputTokens: input, outputTokens };
  const beside = countOr0(read) + countOr0(written);
  return { inputTokens: countOr0(input) + beside, cacheReadTokens: read, cacheWriteTokens: written, outputTokens };
}

function statusOf(row: JsonObject): unknown {
  if (/^hit$|^semantic hit$/i.test(textOf(row.cache_status))) return 'cacheHit';
  const code = firstOf(row.response_status_code, row.status_code);
  if (code !== undefined) return code;
  return row.is_success === 0 || row.is_success === false ? 'failed' : '';
}

/** An object, or its keys and values in two lists. */
function metadataOf(row: JsonObject): JsonObject {
  const metadata = jsonAt(row, 'metadata') ?? {};
  const { key: keys, value: values } = metadata;
  if (!Array.isArray(keys) || !Array.isArray(values)) return metadata;
  return Object.fromEntries(keys.map((key, i) => [String(key), values[i]]));
}
