import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseOfferId } from '@/lib/domain/ids';
import type { ServiceTier } from '@/lib/domain/usage';
import { createResolver } from '@/lib/engine/names';
import { createPriceStack, priceTimeAt } from '@/lib/engine/price-stack';
import { openPricer } from '@/lib/engine/testing/price-with';
import { readLitellmJson } from './litellm-json';

const text = readFileSync(new URL('./__fixtures__/litellm-excerpt-2026-08-01.json', import.meta.url), 'utf8');
const { book, rejected } = readLitellmJson(text, 'litellm', '1');
const price = openPricer([book]);
const rowOf = (offerId: string, tier: ServiceTier = 'standard') =>
  book.rows.find((row) => row.offerId === offerId && row.serviceTier === tier);
const reasonsFor = (entry: string) => rejected.filter((one) => one.entry === entry).map(({ reason }) => reason);
const offerOf = (name: string) => book.offers.find((offer) => offer.name === name);

test('every key of the file is imported or named', () => {
  const keys = Object.keys(JSON.parse(text));
  const known = new Set([...book.offers.map((offer) => offer.name), ...rejected.map(({ entry }) => entry)]);
  expect(keys.length).toBe(46);
  expect(keys.filter((key) => !known.has(key))).toEqual([]);
});

test('every imported name finds its own offer', () => {
  const resolve = createResolver([book], new Map());
  expect(book.offers.length).toBeGreaterThan(30);
  expect(book.offers.filter((offer) => resolve(offer.name)?.offerId !== offer.offerId)).toEqual([]);
});

describe('prices', () => {
  test('cache writes of 5 minutes and an hour, searches, and a complete card above 200,000', () => {
    const row = rowOf('anthropic/claude-sonnet-4-5');
    expect(row?.rates).toEqual({
      input: 3,
      output: 15,
      cacheRead: 0.3,
      cacheWrite: 3.75,
      cacheWrite1h: 6,
      webSearch: 10_000,
    });
    expect(row?.contextTiers).toEqual([
      {
        thresholdTokens: 200_000,
        inclusive: false,
        rates: { input: 6, output: 22.5, cacheRead: 0.6, cacheWrite: 7.5, cacheWrite1h: 12, webSearch: 10_000 },
      },
    ]);
  });

  test('claude-sonnet-4-5, input only: $0.60 at 200,000 tokens, $1.200006 at 200,001', () => {
    expect(price('claude-sonnet-4-5', { inputTokens: 200_000 }).usd).toBeCloseTo(0.6, 12);
    expect(price('claude-sonnet-4-5', { inputTokens: 200_001 }).usd).toBeCloseTo(1.200006, 12);
  });

  test('batch, flex and priority are rows of their own', () => {
    expect(rowOf('openai/gpt-4o', 'batch')?.rates).toEqual({ input: 1.25, output: 5 });
    expect(rowOf('openai/gpt-4o', 'priority')?.rates).toEqual({ input: 4.25, output: 17, cacheRead: 2.125 });
    expect(rowOf('openai/gpt-5.4', 'flex')?.rates).toMatchObject({ input: 1.25, output: 7.5 });
  });

  test('a service tier without context tiers of its own takes the standard ones in proportion', () => {
    // flex is half of 2.5 and 15; above 272,000 the standard doubles input and adds half to output
    expect(rowOf('openai/gpt-5.4', 'flex')?.contextTiers[0]).toMatchObject({
      thresholdTokens: 272_000,
      rates: { input: 2.5, output: 11.25 },
    });
  });

  test('tiered_pricing: each band re-prices the whole call, from above its lower end', () => {
    const row = rowOf('qwen/qwen3-coder-plus');
    expect(row?.contextTiers.map((tier) => [tier.thresholdTokens, tier.inclusive, tier.rates.input])).toEqual([
      [32_000, false, 1.8],
      [128_000, false, 3],
      [256_000, false, 6],
    ]);
    expect(price('dashscope/qwen3-coder-plus', { inputTokens: 32_000 }).usd).toBeCloseTo(0.032, 12);
    expect(price('dashscope/qwen3-coder-plus', { inputTokens: 32_001 }).usd).toBeCloseTo(0.0576018, 12);
  });

  test('a tier above 512,000', () => {
    expect(rowOf('minimax/MiniMax-M3')?.contextTiers[0]?.thresholdTokens).toBe(512_000);
  });

  test('calls processed in the EU or the US cost the uplift on every token, in every service tier and context tier', () => {
    const inEu = book.rows.filter((row) => row.offerId === 'openai/gpt-5.4' && row.region === 'eu');
    expect(inEu.map((row) => row.serviceTier).sort()).toEqual(['batch', 'flex', 'priority', 'standard']);
    // 2.5, 15 and 0.25 × 1.1; above 272,000: 5, 22.5 and 0.5 × 1.1
    const standard = inEu.find((row) => row.serviceTier === 'standard');
    expect(standard?.rates).toMatchObject({ input: 2.75, output: 16.5, cacheRead: 0.275 });
    expect(standard?.contextTiers[0]).toMatchObject({
      thresholdTokens: 272_000,
      rates: { input: 5.5, output: 24.75, cacheRead: 0.55 },
    });
    expect(book.rows.filter((row) => row.region === 'us').map((row) => row.offerId)).toContain('openai/gpt-5.4');
    expect(book.rows.filter((row) => row.region != null && !row.offerId.startsWith('openai/gpt-5'))).toEqual([]);
  });

  test('a search and a call cost the same everywhere', () => {
    const entry = {
      litellm_provider: 'openai',
      input_cost_per_token: 1e-6,
      input_cost_per_request: 0.001,
      search_context_cost_per_query: { search_context_size_medium: 0.01 },
      regional_processing_uplift_multiplier_eu: 1.1,
    };
    const { rows } = readLitellmJson(JSON.stringify({ 'gpt-x': entry }), 'x', '1').book;
    expect(rows.find(({ region }) => region === 'eu')?.rates).toEqual({ input: 1.1, request: 1000, webSearch: 10_000 });
  });

  test('only a call of the region pays its uplift', () => {
    const stack = createPriceStack([book]);
    const inputOf = (region: string) => {
      const offerId = parseOfferId('openai/gpt-5.4');
      const found = stack.find(offerId, priceTimeAt(Date.parse('2026-08-02'), undefined, region), 'standard');
      return typeof found === 'string' ? found : found.row.rates.input;
    };
    expect(['', 'eu', 'EU', 'eu-west-1', 'us', 'apac'].map(inputOf)).toEqual([2.5, 2.75, 2.75, 2.75, 2.75, 2.5]);
  });

  test('audio and image tokens', () => {
    expect(rowOf('openai/gpt-realtime-mini')?.rates).toMatchObject({ inputAudio: 10, outputAudio: 20 });
    expect(rowOf('openai/gpt-image-1')?.rates).toMatchObject({ inputImage: 10, outputImage: 40 });
  });

  test('of three search prices the medium one, the default, is taken and named', () => {
    expect(rowOf('openai/gpt-4o-search-preview')?.rates.webSearch).toBe(35_000);
    expect(reasonsFor('gpt-4o-search-preview')[0]).toContain('three prices');
  });

  test('a price per request beside $0 input', () => {
    expect(rowOf('perplexity/pplx-7b-online')?.rates).toEqual({ input: 0, output: 0.28, request: 5000 });
    // one call: 0.005 + 1,000 × 0.28 / 1M
    expect(price('perplexity/pplx-7b-online', { inputTokens: 10, outputTokens: 1000 }).usd).toBeCloseTo(0.00528, 12);
  });

  test('the cache price of old entries is read under its older name', () => {
    expect(rowOf('deepseek/deepseek-r1')?.rates.cacheRead).toBe(0.14);
  });

  test('a source of the entry itself is kept', () => {
    expect(rowOf('azure/gpt-4o')?.sourceUrl).toMatch(/^https:/);
  });
});

describe('nothing is dropped in silence', () => {
  test.each([
    ['sample_spec', 'documents the fields of the file, is no model'],
    ['fallback_generalizations', 'rules for names without an entry, is no model'],
    ['whisper-1', 'billed only by what is not carried: input_cost_per_second, output_cost_per_second'],
    ['dall-e-3', 'billed only by what is not carried: input_cost_per_image'],
    ['azure/tts-1', 'billed only by what is not carried: input_cost_per_character'],
    ['amazon.rerank-v1:0', '$0 a token, billed by what is not carried: input_cost_per_query'],
    ['firecrawl/search', 'no price in the file'],
    ['github_copilot/gpt-4o', 'no price in the file'],
    ['wandb/openai/gpt-oss-120b', 'input $15000 per 1M is above $1000: a slip of units'],
    ['anthropic.claude-mythos-preview', '$0 for all it prices: free or unknown, the file does not tell'],
  ])('%s: %s', (key, reason) => {
    expect(reasonsFor(key)).toEqual([reason]);
    expect(offerOf(key)).toBeUndefined();
  });

  test.each([
    ['gpt-realtime-mini', 'not carried: cache_creation_input_audio_token_cost, cache_read_input_audio_token_cost'],
    ['gemini-3-pro-image', 'not carried: input_cost_per_image, output_cost_per_image'],
    ['databricks/databricks-claude-opus-4', 'not carried: input_dbu_cost_per_token, output_dbu_cost_per_token'],
    ['azure_ai/model_router', 'an output price of 0 beside a priced input is taken for unknown'],
    ['claude-opus-4-6', 'not carried: provider_specific_entry'],
  ])('%s is imported, and: %s', (key, reason) => {
    expect(reasonsFor(key)).toContain(reason);
    expect(offerOf(key)).toBeDefined();
  });

  test('an output price of 0 is unknown where the model answers', () => {
    expect(price('azure_ai/model_router', { inputTokens: 10, outputTokens: 10 }).reason).toBe('no output price');
    expect(price('text-embedding-3-small', { inputTokens: 1_000_000 }).usd).toBe(0.02);
  });

  test('what runs on the own machine is free', () => {
    expect(price('ollama/llama2', { inputTokens: 10, outputTokens: 10 }).usd).toBe(0);
  });
});

test('facts: context, output limit, capabilities, the day it ends', () => {
  expect(offerOf('gpt-5.4')?.facts).toEqual({
    contextWindowTokens: 1_050_000,
    maxOutputTokens: 128_000,
    capabilities: { vision: true, tools: true, json: true, reasoning: true, pdf: true },
    origin: 'US',
    openWeights: false,
    access: expect.objectContaining({ payment: 'card' }),
    factSources: { origin: 'makers', openWeights: 'weights/openai', access: 'post-c' },
  });
  expect(book.offers.flatMap((offer) => offer.facts.deprecatedOn ?? []).length).toBeGreaterThan(0);
});

test('a wrong entry does not stop the file', () => {
  const odd = { a: 1, b: { litellm_provider: 'openai', input_cost_per_token: 'cheap' }, '': {}, c: {} };
  expect(readLitellmJson(JSON.stringify(odd), 'odd', '1').rejected).toEqual([
    { entry: 'a', reason: 'is no object' },
    { entry: '', reason: 'no model name' },
    { entry: 'c', reason: 'no litellm_provider' },
    { entry: 'b', reason: 'input_cost_per_token is not a price: "cheap"' },
  ]);
});
