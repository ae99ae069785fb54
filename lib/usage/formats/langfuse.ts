import type { JsonObject } from './json-reader';
import { countOr0, firstOf } from './json-values';
import { readUsageDetails } from './langfuse-usage';
import { labelsOf } from './metadata-labels';
import { jsonAt, listAt } from './nested-json';
import { createTraceHolder } from './otel/hold-traces';
import { createRawCallReader, type RawCall } from './raw-call';
import { createRowFormat } from './row-format';

const NAMES = [
  ...['id', 'traceId', 'parentObservationId', 'type', 'name', 'traceName', 'startTime', 'model', 'providedModelName'],
  ...['usageDetails', 'inputUsage', 'outputUsage', 'promptTokens', 'completionTokens', 'costDetails', 'totalCost'],
  ...['calculatedTotalCost', 'latency', 'level', 'environment', 'tags', 'traceTags', 'scores', 'metadata'],
  'modelParameters',
];

/** Observations of Langfuse, from its API or its exports. What calls a model is read, the rest only says what is in what. */
export const langfuseFormat = createRowFormat({
  id: 'langfuse',
  title: 'Langfuse observations',
  names: {
    time: 'startTime',
    model: 'model',
    inputTokens: 'usageDetails.input',
    outputTokens: 'usageDetails.output',
    cacheReadTokens: 'usageDetails.input_cached_tokens',
    cacheWriteTokens: 'usageDetails.input_cache_creation',
    reasoningTokens: 'usageDetails.output_reasoning_tokens',
    costUsd: 'costDetails.total',
    task: 'name',
    team: 'metadata.team',
    language: 'metadata.language',
    tags: 'traceTags',
    requestId: 'id',
    latencyMs: 'latency',
    status: 'level',
    feedback: 'scores',
  },
  listKeys: ['data'],
  columns: NAMES.flatMap((name) => [name, snakeCase(name)]),
  signOfHeader: (has) => signOf((name) => has(name) || has(snakeCase(name))),
  signOf: (object) => signOf((name) => name in object || snakeCase(name) in object),
  open(sink) {
    const readCall = createRawCallReader({ cache: 'inside', reasoning: 'inside' }, sink);
    const { add, end } = createTraceHolder(sink, readCall);
    return {
      read(row, line) {
        const details = jsonUnder(row, 'usageDetails');
        if (isModelCall(row) && details === null) {
          sink.reject(line, 'usageDetails is not valid JSON');
          return;
        }
        const call = isModelCall(row) ? toCall(row, details ?? {}) : null;
        add(
          {
            traceId: String(pick(row, 'traceId') ?? ''),
            spanId: String(row.id ?? ''),
            parentId: String(pick(row, 'parentObservationId') ?? ''),
            hasUsage: call?.inputTokens !== undefined,
            call,
          },
          line,
        );
      },
      end,
    };
  },
});

function signOf(has: (name: string) => boolean): string | null {
  return has('usageDetails') && has('type') && has('startTime')
    ? 'usageDetails beside the type of an observation, as Langfuse writes'
    : null;
}

/** Under its camelCase name (API and page) or its snake_case one (export to a bucket). */
function pick(row: JsonObject, name: string): unknown {
  return row[name] ?? row[snakeCase(name)];
}

function jsonUnder(row: JsonObject, name: string): JsonObject | null {
  return jsonAt(row, name in row ? name : snakeCase(name));
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function isModelCall({ type }: JsonObject): boolean {
  return type === 'GENERATION' || type === 'EMBEDDING';
}

function toCall(row: JsonObject, details: JsonObject): RawCall {
  const costs = jsonUnder(row, 'costDetails') ?? {};
  const labels = labelsOf(jsonAt(row, 'metadata') ?? {});
  const environment = row.environment === 'default' ? '' : row.environment;
  const latencyS = Number(firstOf(row.latency) ?? Number.NaN);
  return {
    time: pick(row, 'startTime'),
    model: firstOf(pick(row, 'providedModelName'), row.model),
    ...(Object.keys(details).length > 0 ? readUsageDetails(details) : sumsOf(row)),
    costUsd: firstOf(costs.total, pick(row, 'totalCost'), pick(row, 'calculatedTotalCost')),
    requestId: row.id,
    latencyMs: latencyS * 1000,
    status: row.level === 'ERROR' ? 'failed' : '',
    serviceTier: jsonUnder(row, 'modelParameters')?.service_tier,
    feedback: thumbsOf(jsonAt(row, 'scores') ?? {}),
    task: firstOf(labels.task, row.name, pick(row, 'traceName')),
    team: labels.team,
    language: labels.language,
    tags: [...listAt(row, 'traceTags'), ...listAt(row, 'trace_tags'), ...listAt(row, 'tags'), environment],
  };
}

/** Sums of each side, which are 0 where nothing is known. */
function sumsOf(row: JsonObject): RawCall {
  const input = firstOf(pick(row, 'inputUsage'), pick(row, 'promptTokens'));
  const output = firstOf(pick(row, 'outputUsage'), pick(row, 'completionTokens'));
  if (countOr0(input) + countOr0(output) === 0) return {};
  return { inputTokens: input, outputTokens: output ?? 0 };
}

/** The yes or no of a score called feedback or thumbs; a mark on a scale is neither. */
function thumbsOf(scores: JsonObject): number {
  for (const [name, score] of Object.entries(scores)) {
    const value = Array.isArray(score) ? score.at(-1) : score;
    if (!/feedback|thumb/i.test(name)) continue;
    if (/^(true|1)$/i.test(String(value))) return 1;
    if (/^(false|0|-1)$/i.test(String(value))) return -1;
  }
  return 0;
}
