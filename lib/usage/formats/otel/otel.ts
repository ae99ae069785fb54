import { createLookup } from '../../json-path';
import { createJsonFormat } from '../json-format';
import type { JsonObject } from '../json-reader';
import { objectAt, objectsAt } from '../json-values';
import { createRawCallReader } from '../raw-call';
import { createTraceHolder } from './hold-traces';
import { attributesOf, placesOf, readSpan } from './read-span';

const SIGNS = [
  'gen_ai.usage.input_tokens',
  'gen_ai.usage.prompt_tokens',
  'gen_ai.operation.name',
  'gen_ai.request.model',
  'gen_ai.system',
  'llm.token_count.prompt',
  'llm.usage.prompt_tokens',
].map((name) => [name, createLookup(name)] as const);

/** OpenTelemetry's GenAI spans, as OTLP JSON or one flattened span an object. */
export const otelFormat = createJsonFormat({
  id: 'otel',
  title: 'OpenTelemetry GenAI spans',
  names: {
    time: 'startTimeUnixNano',
    model: 'gen_ai.response.model',
    inputTokens: 'gen_ai.usage.input_tokens',
    outputTokens: 'gen_ai.usage.output_tokens',
    cacheReadTokens: 'gen_ai.usage.cache_read.input_tokens',
    cacheWriteTokens: 'gen_ai.usage.cache_creation.input_tokens',
    reasoningTokens: 'gen_ai.usage.reasoning.output_tokens',
    serviceTier: 'openai.response.service_tier',
    status: 'status.code',
    requestId: 'spanId',
    task: 'waybill.task',
    team: 'service.name',
    language: 'waybill.language',
    region: 'cloud.region',
    latencyMs: 'endTimeUnixNano',
  },
  listKeys: ['resourceSpans'],
  signOf(object) {
    const scopes = scopesOf(object);
    if (scopes.some((scope) => Array.isArray(scope.spans))) return 'resourceSpans, as OTLP JSON has them';
    const sign = SIGNS.find(([, lookup]) => placesOf(object).some((place) => lookup(place) !== undefined));
    return sign ? `a span with the attribute ${sign[0]}` : null;
  },
  open(sink) {
    const readCall = createRawCallReader({ cache: 'inside', reasoning: 'inside' }, sink);
    const { add, end } = createTraceHolder(sink, readCall);
    return {
      read(object, line) {
        const scopes = scopesOf(object);
        if (scopes.length === 0) {
          add(readSpan(object, {}), line);
          return;
        }
        const resource = attributesOf(objectAt(object, 'resource').attributes);
        for (const scope of scopes) for (const span of objectsAt(scope, 'spans')) add(readSpan(span, resource), line);
      },
      end,
    };
  },
});

/** `instrumentationLibrarySpans` is what OTLP called them before 2022. */
function scopesOf(object: JsonObject): readonly JsonObject[] {
  return [...objectsAt(object, 'scopeSpans'), ...objectsAt(object, 'instrumentationLibrarySpans')];
}
