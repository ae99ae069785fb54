import { calcPrice, type ModelInfo, type ModelPrice, type Provider, waitForUpdate } from '@pydantic/genai-prices';
import type { TokenCounts } from '@/lib/domain/usage';

/** Every provider and model of genai-prices. */
export const genaiProviders = (await waitForUpdate()) ?? [];

/** The prices of a model, each with the condition under which it holds. */
export function choicesOf(model: ModelInfo) {
  return Array.isArray(model.prices) ? model.prices : [{ prices: model.prices }];
}

/** Sizes at which a tier of the model starts: genai-prices compares with > only. */
export function thresholdsOf(model: ModelInfo): number[] {
  const starts = choicesOf(model).flatMap(({ prices }) =>
    Object.values(prices).flatMap((price) => (typeof price === 'object' ? price.tiers.map((tier) => tier.start) : [])),
  );
  return [...new Set(starts)];
}

/** What genai-prices' own calculator says, in USD. Only this model is offered to genai-prices, so that its own matching cannot choose another one. */
export function askGenai(
  provider: Provider,
  model: ModelInfo,
  timeMs: number,
  counts: TokenCounts,
): { usd: number; prices: ModelPrice } {
  const only = { ...provider, models: [{ ...model, match: { equals: model.id } }] };
  const usage = {
    input_tokens: counts.inputTokens,
    cache_read_tokens: counts.cacheReadTokens,
    cache_write_tokens: counts.cacheWriteTokens + counts.cacheWrite1hTokens,
    cache_write_1h_tokens: counts.cacheWrite1hTokens,
    input_audio_tokens: counts.inputAudioTokens,
    input_image_tokens: counts.inputImageTokens,
    cache_audio_read_tokens: 0,
    cache_image_read_tokens: 0,
    cache_audio_write_tokens: 0,
    cache_image_write_tokens: 0,
    cache_audio_write_1h_tokens: 0,
    cache_image_write_1h_tokens: 0,
    output_tokens: counts.outputTokens,
    output_reasoning_tokens: counts.reasoningTokens,
    output_audio_tokens: counts.outputAudioTokens,
    output_image_tokens: counts.outputImageTokens,
    web_searches: counts.webSearches,
  };
  const result = calcPrice(usage, model.id, { provider: only, timestamp: new Date(timeMs) });
  if (result === null) throw new Error(`genai-prices does not know ${provider.id}/${model.id}`);
  return { usd: result.total_price, prices: result.model_price };
}
