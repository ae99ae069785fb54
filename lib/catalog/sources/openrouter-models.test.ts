import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openPricer } from '@/lib/engine/testing/price-with';
import { readOpenrouterModels } from './openrouter-models';

const text = readFileSync(new URL('./__fixtures__/openrouter-models.constructed.json', import.meta.url), 'utf8');
const { book, rejected } = readOpenrouterModels(text, 'openrouter', '1');
const price = openPricer([book]);
const million = { inputTokens: 1_000_000 };

describe('prices', () => {
  test('min_prompt_tokens is strictly greater than; what an override does not state is inherited', () => {
    const row = book.rows.find((one) => one.offerId === 'openrouter/anthropic/claude-constructed');
    expect(row?.rates).toEqual({
      input: 3,
      output: 15,
      webSearch: 10_000,
      cacheRead: 0.3,
      cacheWrite: 3.75,
      cacheWrite1h: 6,
    });
    expect(row?.contextTiers).toEqual([
      {
        thresholdTokens: 200_000,
        inclusive: false,
        rates: { input: 6, output: 22.5, webSearch: 10_000, cacheRead: 0.6, cacheWrite: 3.75, cacheWrite1h: 6 },
      },
    ]);
    expect(price('anthropic/claude-constructed', { inputTokens: 200_000 }).usd).toBeCloseTo(0.6, 12);
    expect(price('anthropic/claude-constructed-20260201', { inputTokens: 200_001 }).usd).toBeCloseTo(1.200006, 12);
  });

  test('"0" for reasoning says nothing is charged apart: such tokens cost the output price', () => {
    const thinking = { outputTokens: 1_000_000, reasoningTokens: 1_000_000 };
    expect(price('anthropic/claude-constructed', thinking).usd).toBe(15);
    expect(price('google/gemini-audio-constructed', thinking).usd).toBeCloseTo(3.5 + 0.002, 12);
  });

  test.each([
    ['a Monday at 00:59:59', '2026-09-07T00:59:59Z', 0.22],
    ['a Monday at 01:00', '2026-09-07T01:00:00Z', 0.44],
    ['a Monday at 09:59:59', '2026-09-07T09:59:59Z', 0.44],
    ['a Monday at 10:00', '2026-09-07T10:00:00Z', 0.22],
    ['a Sunday at 02:00', '2026-09-06T02:00:00Z', 0.22],
  ])('%s', (_name, at, usdPerMtok) => {
    expect(price('deepseek/deepseek-constructed', { inputTokens: 1000 }, at).usd).toBeCloseTo(usdPerMtok / 1000, 12);
    // above 64,000 the later override of the prompt price wins at any hour
    expect(price('deepseek/deepseek-constructed', million, at).usd).toBeCloseTo(0.5, 12);
  });

  test('audio, image tokens and a price per request', () => {
    const row = book.rows.find((one) => one.offerId === 'openrouter/google/gemini-audio-constructed');
    expect(row?.rates).toEqual({
      input: 0.3,
      output: 2.5,
      inputAudio: 1,
      inputImage: 0.3,
      outputImage: 30,
      reasoning: 3.5,
      request: 2000,
    });
  });

  test('a free model costs 0: OpenRouter’s "0" is a price', () => {
    expect(price('constructed/gift:free', million).usd).toBe(0);
  });
});

test('facts of an offer', () => {
  expect(book.offers[0]?.facts).toEqual({
    contextWindowTokens: 1_000_000,
    maxOutputTokens: 64_000,
    capabilities: { vision: true, audio: false, pdf: true, tools: true, json: true, reasoning: true },
    origin: 'US',
    openWeights: false,
    factSources: { origin: 'makers', openWeights: 'weights/anthropic' },
    deprecatedOn: '2027-02-01',
    upstreamModel: 'anthropic/claude-constructed',
    apiBase: 'https://openrouter.ai/api/v1',
    apiKeyEnv: 'OPENROUTER_API_KEY',
  });
  expect(book.offers[1]?.facts).toMatchObject({ contextWindowTokens: 131_072, capabilities: { vision: false } });
});

test('nothing is dropped in silence', () => {
  expect(book.offers.length).toBe(4);
  expect(rejected).toEqual([
    { entry: 'anthropic/claude-constructed', reason: 'not carried: pricing.image' },
    { entry: 'anthropic/claude-constructed', reason: 'not carried: a price on the condition min_images' },
    { entry: 'google/gemini-audio-constructed', reason: 'not carried: pricing.input_audio_cache' },
    { entry: 'openrouter/auto', reason: 'its price depends on the model it routes to' },
    { entry: 'constructed/two-prices', reason: 'two prices claim the same hour' },
    { entry: 'constructed/no-price', reason: 'no price in the file' },
    { entry: 'constructed/words', reason: 'pricing.prompt is not a price: "cheap"' },
    { entry: 'constructed/slip', reason: 'input $3000 per 1M is above $1000: a slip of units' },
    { entry: 'data[9]', reason: 'no id' },
  ]);
});
