import { createJsonFormat } from './json-format';
import { isObject, type JsonObject } from './json-reader';
import { countOr0, firstOf, isCount, lastPart, objectAt, textOf } from './json-values';
import { createPartMerger } from './merge-parts';
import { labelsOf } from './metadata-labels';
import { createRawCallReader, type RawCall } from './raw-call';

/** Answers of the Gemini API and Vertex AI with their usageMetadata, bare or in a logged request and response. */
export const geminiFormat = createJsonFormat({
  id: 'gemini',
  title: 'Gemini or Vertex AI usageMetadata',
  names: {
    time: 'createTime',
    model: 'modelVersion',
    inputTokens: 'usageMetadata.promptTokenCount',
    outputTokens: 'usageMetadata.candidatesTokenCount',
    cacheReadTokens: 'usageMetadata.cachedContentTokenCount',
    reasoningTokens: 'usageMetadata.thoughtsTokenCount',
    serviceTier: 'usageMetadata.trafficType',
    requestId: 'responseId',
    status: 'error',
    task: 'request.labels.task',
    team: 'request.labels.team',
    language: 'request.labels.language',
  },
  signOf(object) {
    const usage = usageOf(answerOf(object));
    const isGemini = usage && (pick(usage, 'promptTokenCount') ?? pick(usage, 'totalTokenCount')) !== undefined;
    return isGemini ? 'usageMetadata with promptTokenCount, as Gemini writes' : null;
  },
  open(sink) {
    const readCall = createRawCallReader({ cache: 'inside', reasoning: 'beside' }, sink);
    const merger = createPartMerger(sink, readCall, 'parts of a streamed answer read before');
    return {
      read(object, line) {
        const answer = answerOf(object);
        const usage = usageOf(answer);
        if (!usage && !isFailed(object) && !('candidates' in answer)) return;
        merger.add(textOf(pick(answer, 'responseId')), toCall(object, answer, usage), line);
      },
      end: merger.end,
    };
  },
});

/** Under its camelCase name (the wire) or its snake_case one (Python, BigQuery). */
function pick(object: JsonObject, name: string): unknown {
  return object[name] ?? object[name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)];
}

function usageOf(answer: JsonObject): JsonObject | null {
  const usage = pick(answer, 'usageMetadata');
  return isObject(usage) ? usage : null;
}

/** The answer of a logged call; of a streamed one the last part, whose usage is that of the whole. */
function answerOf(object: JsonObject): JsonObject {
  const places = [object, objectAt(object, 'jsonPayload')];
  const answers = places.flatMap((place) =>
    [place, place.response, place.full_response, place.response_payload].flat(),
  );
  return (
    (answers.findLast((answer) => isObject(answer) && usageOf(answer) !== null) as JsonObject | undefined) ??
    (isObject(object.response) ? object.response : object)
  );
}

function isFailed(object: JsonObject): boolean {
  const { error, status, request } = object;
  // A batch says what went wrong in its status, which is else empty.
  return isObject(error) || (request !== undefined && 'processed_time' in object && textOf(status) !== '');
}

function toCall(object: JsonObject, answer: JsonObject, usage: JsonObject | null): RawCall {
  const version = pick(answer, 'modelVersion');
  return {
    time: firstOf(
      pick(answer, 'createTime'),
      object.timestamp,
      object.time,
      object.logging_time,
      object.processed_time,
      pick(object, 'requestTime'),
      pick(object, 'createdAt'),
    ),
    model: lastPart(firstOf(version === 'default' ? undefined : version, object.model, object.endpoint)),
    ...(usage && countsOf(usage)),
    serviceTier: tierOf(object, usage),
    status: isFailed(object) ? 'failed' : '',
    requestId: firstOf(pick(answer, 'responseId'), pick(object, 'requestId')),
    ...labelsOf(objectAt(isObject(object.request) ? object.request : objectAt(object, 'full_request'), 'labels')),
  };
}

/** A count of zero is left out on the wire. */
function countsOf(usage: JsonObject): RawCall {
  const prompt = pick(usage, 'promptTokenCount') ?? 0;
  const tools = countOr0(pick(usage, 'toolUsePromptTokenCount'));
  const cached = pick(usage, 'cachedContentTokenCount');
  const inputTokens = tools > 0 && isCount(prompt) ? countOr0(prompt) + tools : prompt;
  const uncachedOf = (modality: string) =>
    tokensOf(usage, 'promptTokensDetails', modality) +
    tokensOf(usage, 'toolUsePromptTokensDetails', modality) -
    tokensOf(usage, 'cacheTokensDetails', modality);
  // Without details of the cache, what is cached may be audio or images: the cache comes first.
  const room = Math.max(countOr0(inputTokens) - countOr0(cached), 0);
  const inputAudioTokens = Math.min(Math.max(uncachedOf('AUDIO'), 0), room);
  const inputImageTokens = Math.min(Math.max(uncachedOf('IMAGE'), 0), room - inputAudioTokens);
  return {
    inputTokens,
    outputTokens: pick(usage, 'candidatesTokenCount') ?? 0,
    cacheReadTokens: cached,
    reasoningTokens: pick(usage, 'thoughtsTokenCount'),
    inputAudioTokens,
    inputImageTokens,
    outputAudioTokens: tokensOf(usage, 'candidatesTokensDetails', 'AUDIO'),
    outputImageTokens: tokensOf(usage, 'candidatesTokensDetails', 'IMAGE'),
  };
}

function tokensOf(usage: JsonObject, name: string, modality: string): number {
  const details = pick(usage, name);
  if (!Array.isArray(details)) return 0;
  const ofKind = details.filter(isObject).filter((detail) => detail.modality === modality);
  return ofKind.reduce((sum, detail) => sum + countOr0(pick(detail, 'tokenCount')), 0);
}

function tierOf(object: JsonObject, usage: JsonObject | null): string {
  if ('processed_time' in object) return 'batch';
  const traffic = usage ? textOf(pick(usage, 'trafficType')) : '';
  return /FLEX/.test(traffic) ? 'flex' : /PRIORITY/.test(traffic) ? 'priority' : '';
}
