import { createJsonFormat } from './json-format';
import type { JsonObject } from './json-reader';
import { countOr0, objectsAt, textOf } from './json-values';
import { createRawCallReader, type RawCall } from './raw-call';

const COSTS = 'organization.costs.result';
const NO_TOKENS =
  'this is OpenAI’s cost report, which has no token counts: export the usage API’s pages (/v1/organization/usage/completions) instead';
/** Results that are billed by the token. */
const WITH_TOKENS = /^organization\.usage\.(completions|embeddings|moderations)\.result$/;

/** Pages of OpenAI's usage API, `GET /v1/organization/usage/completions`: sums a bucket of time. */
export const openaiUsageFormat = createJsonFormat({
  id: 'openai-usage',
  title: 'OpenAI usage API',
  names: {
    time: 'start_time',
    model: 'model',
    inputTokens: 'input_tokens',
    outputTokens: 'output_tokens',
    cacheReadTokens: 'input_cached_tokens',
    cacheWriteTokens: 'input_cache_write_tokens',
    requests: 'num_model_requests',
    team: 'project_id',
    serviceTier: 'service_tier',
  },
  listKeys: ['data'],
  signOf(bucket) {
    const kind = objectsAt(bucket, 'results')
      .map(({ object }) => textOf(object))
      .find((name) => name.startsWith('organization.usage.') || name === COSTS);
    if (kind !== undefined) return `results of kind ${kind}`;
    const isEmptyBucket = bucket.object === 'bucket' && Array.isArray(bucket.results) && 'start_time' in bucket;
    return isEmptyBucket ? 'buckets with start_time and results, as OpenAI writes' : null;
  },
  open(sink) {
    const readCall = createRawCallReader({ cache: 'inside', timeUnit: 's' }, sink);
    return {
      read(bucket, line) {
        for (const result of objectsAt(bucket, 'results')) {
          const kind = textOf(result.object);
          if (kind === COSTS) sink.reject(line, NO_TOKENS);
          else if (kind !== '' && !WITH_TOKENS.test(kind)) sink.skip?.(line, `usage without tokens (${kind})`);
          else if (!isEmpty(result)) readCall(toCall(bucket, result), line, result.num_model_requests == null);
        }
      },
    };
  },
});

function isEmpty(result: JsonObject): boolean {
  return [result.input_tokens, result.output_tokens, result.num_model_requests].every((count) => count === 0);
}

/** Of audio and image the API counts cached tokens apart, under `input_cached_…`. */
function toCall(bucket: JsonObject, result: JsonObject): RawCall {
  return {
    time: bucket.start_time,
    model: result.model,
    inputTokens: result.input_tokens,
    outputTokens: result.output_tokens ?? 0,
    cacheReadTokens: result.input_cached_tokens,
    cacheWriteTokens: result.input_cache_write_tokens,
    ...nonTextInput(result),
    outputAudioTokens: result.output_audio_tokens,
    outputImageTokens: result.output_image_tokens,
    requests: result.num_model_requests,
    team: result.project_id,
    serviceTier: result.batch === true ? 'batch' : result.service_tier,
  };
}

/** Where the parts add up to all input, cached tokens are among them and must not count twice. */
export function nonTextInput(result: JsonObject): RawCall {
  const { input_audio_tokens: audio, input_image_tokens: image } = result;
  const parts = countOr0(audio) + countOr0(image) + countOr0(result.input_text_tokens);
  const isCacheAmong = countOr0(result.input_cached_tokens) > 0 && parts === countOr0(result.input_tokens);
  if (!isCacheAmong) return { inputAudioTokens: audio, inputImageTokens: image };
  return {
    inputAudioTokens: countOr0(audio) - Math.min(countOr0(audio), countOr0(result.input_cached_audio_tokens)),
    inputImageTokens: countOr0(image) - Math.min(countOr0(image), countOr0(result.input_cached_image_tokens)),
  };
}
