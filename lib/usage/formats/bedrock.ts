import { createJsonFormat } from './json-format';
import { isObject, type JsonObject } from './json-reader';
import { countOr0, firstOf, isCount, lastPart, objectAt, objectsAt, textOf } from './json-values';
import { labelsOf } from './metadata-labels';
import { createRawCallReader, type RawCall } from './raw-call';

/** Model invocation log of AWS Bedrock, as it lies in S3 or comes out of CloudWatch. Of the bodies only usage is read. */
export const bedrockFormat = createJsonFormat({
  id: 'bedrock',
  title: 'AWS Bedrock invocation log',
  names: {
    time: 'timestamp',
    model: 'modelId',
    inputTokens: 'input.inputTokenCount',
    outputTokens: 'output.outputTokenCount',
    cacheReadTokens: 'input.cacheReadInputTokenCount',
    cacheWriteTokens: 'input.cacheWriteInputTokenCount',
    status: 'errorCode',
    requestId: 'requestId',
    region: 'region',
    task: 'requestMetadata.task',
    team: 'requestMetadata.team',
    language: 'requestMetadata.language',
  },
  listKeys: ['events', 'logEvents'],
  signOf(object) {
    const entry = unwrapped(object);
    if (entry === null || !isInvocation(entry)) return null;
    return entry === object ? 'schemaType ModelInvocationLog' : 'ModelInvocationLog in a CloudWatch message';
  },
  open(sink) {
    const readCall = createRawCallReader({ cache: 'beside' }, sink);
    return {
      read(object, line) {
        const entry = unwrapped(object);
        if (entry === null) sink.reject(line, 'the message is not valid JSON');
        else if (isInvocation(entry)) readCall(toCall(entry), line);
      },
    };
  },
});

/** CloudWatch hands a log entry over as text; what is not JSON there is no entry. Null for a broken one. */
function unwrapped(object: JsonObject): JsonObject | null {
  const message = firstOf(object['@message'], object.message);
  if (isObject(message)) return message;
  if (typeof message !== 'string' || !message.trimStart().startsWith('{')) return object;
  try {
    const entry: unknown = JSON.parse(message);
    return isObject(entry) ? entry : null;
  } catch {
    return null;
  }
}

function isInvocation(entry: JsonObject): boolean {
  return entry.schemaType === 'ModelInvocationLog' || ('modelId' in entry && 'requestId' in entry && 'input' in entry);
}

function toCall(entry: JsonObject): RawCall {
  const input = objectAt(entry, 'input');
  const output = objectAt(entry, 'output');
  const { cacheRead, cacheWrite, cacheWrite1h } = cacheOfBody(output.outputBodyJson);
  const written = firstOf(input.cacheWriteInputTokenCount, cacheWrite);
  const isFailed = firstOf(entry.errorCode, entry.errorMessage) !== undefined;
  return {
    time: entry.timestamp,
    model: modelName(entry.modelId),
    inputTokens: input.inputTokenCount,
    // An embedding has no output, a call that failed has no usage.
    outputTokens: firstOf(output.outputTokenCount, input.inputTokenCount === undefined ? undefined : 0),
    cacheReadTokens: firstOf(input.cacheReadInputTokenCount, cacheRead),
    cacheWriteTokens: cacheWrite1h > 0 && isCount(written) ? Math.max(countOr0(written) - cacheWrite1h, 0) : written,
    cacheWrite1hTokens: cacheWrite1h,
    status: isFailed ? 'failed' : '',
    requestId: entry.requestId,
    region: entry.region,
    ...labelsOf(objectAt(entry, 'requestMetadata')),
  };
}

/** The name within an ARN. Of what an account made itself, the kind stays with the id: no book knows either. */
function modelName(modelId: unknown): string {
  const [, kind, id] = /^arn:[^/]*:([\w-]+)\/(.+)$/.exec(textOf(modelId)) ?? [];
  if (kind === undefined) return textOf(modelId);
  return /^(foundation-model|inference-profile)$/.test(kind) ? lastPart(id) : `${kind}/${lastPart(id)}`;
}

/** Cache counts of a body: an answer, or the events of a stream. */
function cacheOfBody(body: unknown): { cacheRead: unknown; cacheWrite: unknown; cacheWrite1h: number } {
  const parts = Array.isArray(body) ? body.filter(isObject) : isObject(body) ? [body] : [];
  const usages = parts.flatMap((part) => [part, objectAt(part, 'message'), objectAt(part, 'metadata')]);
  let found = { cacheRead: undefined as unknown, cacheWrite: undefined as unknown, cacheWrite1h: 0 };
  for (const { usage } of usages) {
    if (!isObject(usage)) continue;
    const longLived = objectsAt(usage, 'cacheDetails').find(({ ttl }) => ttl === '1h');
    const { ephemeral_1h_input_tokens } = objectAt(usage, 'cache_creation');
    found = {
      cacheRead: firstOf(usage.cache_read_input_tokens, usage.cacheReadInputTokens, found.cacheRead),
      cacheWrite: firstOf(usage.cache_creation_input_tokens, usage.cacheWriteInputTokens, found.cacheWrite),
      cacheWrite1h: Math.max(found.cacheWrite1h, countOr0(firstOf(ephemeral_1h_input_tokens, longLived?.inputTokens))),
    };
  }
  return found;
}
