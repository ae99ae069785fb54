import { createLookup } from '../../json-path';
import { parseTimeMs } from '../../parse-time';
import { isObject, type JsonObject } from '../json-reader';
import { firstOf, objectAt } from '../json-values';
import type { RawCall } from '../raw-call';

/** One span, whatever it was flattened from. */
export type Span = {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string;
  /** Null for a span that called no model. */
  readonly call: RawCall | null;
  readonly hasUsage: boolean;
};

/** Current names first, then the deprecated ones, then those of OpenLLMetry and OpenInference. */
const ATTRIBUTES = {
  inputTokens: [
    'gen_ai.usage.input_tokens',
    'gen_ai.usage.prompt_tokens',
    'llm.usage.prompt_tokens',
    'llm.token_count.prompt',
  ],
  outputTokens: [
    'gen_ai.usage.output_tokens',
    'gen_ai.usage.completion_tokens',
    'llm.usage.completion_tokens',
    'llm.token_count.completion',
  ],
  cacheReadTokens: [
    'gen_ai.usage.cache_read.input_tokens',
    'gen_ai.usage.cache_read_input_tokens',
    'llm.token_count.prompt_details.cache_read',
  ],
  cacheWriteTokens: [
    'gen_ai.usage.cache_creation.input_tokens',
    'gen_ai.usage.cache_creation_input_tokens',
    'llm.token_count.prompt_details.cache_write',
  ],
  reasoningTokens: [
    'gen_ai.usage.reasoning.output_tokens',
    'gen_ai.usage.reasoning_tokens',
    'llm.token_count.completion_details.reasoning',
  ],
  inputAudioTokens: ['gen_ai.usage.audio.input_tokens'],
  inputImageTokens: ['gen_ai.usage.image.input_tokens'],
  outputAudioTokens: ['gen_ai.usage.audio.output_tokens'],
  model: ['gen_ai.response.model', 'gen_ai.request.model', 'llm.response.model', 'llm.request.model', 'llm.model_name'],
  serviceTier: [
    'openai.response.service_tier',
    'gen_ai.openai.response.service_tier',
    'openai.request.service_tier',
    'gen_ai.openai.request.service_tier',
  ],
  task: ['waybill.task', 'task'],
  team: ['waybill.team', 'team'],
  language: ['waybill.language', 'language'],
  operation: ['gen_ai.operation.name'],
  error: ['error.type'],
} as const;

type Name = keyof typeof ATTRIBUTES;

const lookups: { [name in Name]?: readonly ReturnType<typeof createLookup>[] } = {};
for (const [name, paths] of Object.entries(ATTRIBUTES)) lookups[name as Name] = paths.map(createLookup);
const serviceName = createLookup('service.name');
const cloudRegion = createLookup('cloud.region');

const PARENT_IDS = ['parentSpanId', 'parent_span_id', 'parentSpanID', 'ParentSpanId', 'parentId', 'parent_id'];
const START_TIMES = [
  'startTimeUnixNano',
  'start_time_unix_nano',
  'startTime',
  'start_time',
  'timestamp',
  'Timestamp',
  'time',
];
const END_TIMES = ['endTimeUnixNano', 'end_time_unix_nano', 'endTime', 'end_time'];

/** What a model was asked; agents and tools carry sums of it at most. */
const INFERENCE = /^(chat|text_completion|completion|generate_content|embeddings)$/;

/** `resource` is that of the OTLP document; a flattened span brings its own. */
export function readSpan(span: JsonObject, resource: JsonObject): Span {
  const places = placesOf(span);
  const read = (name: Name) =>
    firstOf(...places.flatMap((place) => (lookups[name] ?? []).map((lookup) => lookup(place))));
  const inputTokens = read('inputTokens');
  const outputTokens = read('outputTokens');
  const hasUsage = firstOf(inputTokens, outputTokens) !== undefined;
  const isCall = hasUsage || INFERENCE.test(String(read('operation')));
  const traceId = idOf(span, ['traceId', 'trace_id', 'traceID', 'TraceId']);
  const spanId = idOf(span, ['spanId', 'span_id', 'spanID', 'SpanId', 'id']);
  const parentId = idOf(span, PARENT_IDS);
  const ids = { traceId, spanId, parentId: parentId || idOf(objectAt(span, 'parentSpanContext'), ['spanId']) };
  if (!isCall) return { ...ids, hasUsage, call: null };
  const timeMs = timeOf(span, START_TIMES);
  const endMs = timeOf(span, END_TIMES);
  const own = objectAt(span, 'resource');
  const resources = [resource, attributesOf(own.attributes), own, objectAt(span, 'ResourceAttributes'), ...places];
  const call = {
    time: Number.isNaN(timeMs) ? undefined : timeMs,
    model: read('model'),
    inputTokens,
    // An embedding has no output.
    outputTokens: outputTokens ?? (hasUsage ? 0 : undefined),
    cacheReadTokens: read('cacheReadTokens'),
    cacheWriteTokens: read('cacheWriteTokens'),
    reasoningTokens: read('reasoningTokens'),
    inputAudioTokens: read('inputAudioTokens'),
    inputImageTokens: read('inputImageTokens'),
    outputAudioTokens: read('outputAudioTokens'),
    serviceTier: read('serviceTier'),
    status: isError(firstOf(span.status, span.StatusCode)) || read('error') !== undefined ? 'failed' : '',
    task: read('task'),
    team: firstOf(read('team'), ...resources.map(serviceName), span.ServiceName),
    language: read('language'),
    region: firstOf(...resources.map(cloudRegion)),
    requestId: spanId === '' ? '' : `${traceId} ${spanId}`,
    latencyMs: endMs >= timeMs ? endMs - timeMs : undefined,
  };
  return { ...ids, hasUsage, call };
}

/** Where a span may hold its attributes. */
export function placesOf(span: JsonObject): readonly JsonObject[] {
  return [attributesOf(span.attributes), attributesOf(span.span_attributes ?? span.SpanAttributes), span];
}

/** Attributes as an object: OTLP lists them as `{key, value: {intValue: "100"}}`. */
export function attributesOf(attributes: unknown): JsonObject {
  if (isObject(attributes)) return attributes;
  if (!Array.isArray(attributes)) return {};
  const pairs = attributes.filter(isObject).map(({ key, value }) => [String(key), plainValue(value)] as const);
  return Object.fromEntries(pairs);
}

function plainValue(value: unknown): unknown {
  if (!isObject(value)) return value;
  return firstOf(value.stringValue, value.intValue, value.doubleValue, value.boolValue);
}

/** '' for none: an id of zeros is the parent of a root. */
function idOf(span: JsonObject, names: readonly string[]): string {
  const context = objectAt(span, 'context');
  const id = firstOf(...names.map((name) => span[name]), ...names.map((name) => context[name]));
  const text = typeof id === 'string' ? id.replace(/^0x/, '') : '';
  return /^0*$/.test(text) ? '' : text;
}

function timeOf(span: JsonObject, names: readonly string[]): number {
  const time = firstOf(...names.map((name) => span[name]));
  // Node's own form: seconds and nanoseconds.
  if (Array.isArray(time)) return parseTimeMs(Number(time[0]) * 1000 + Math.floor(Number(time[1]) / 1e6), 'ms');
  return parseTimeMs(time);
}

function isError(status: unknown): boolean {
  const code = isObject(status) ? firstOf(status.code, status.status_code) : status;
  return /^(2|STATUS_CODE_ERROR|ERROR)$/i.test(String(code));
}
