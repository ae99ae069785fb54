import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openPricer } from '@/lib/engine/testing/price-with';
import { readModelsDev } from './models-dev';

const text = readFileSync(new URL('./__fixtures__/models-dev.constructed.json', import.meta.url), 'utf8');
const { book, rejected } = readModelsDev(text, 'models-dev', '1');
const price = openPricer([book]);

describe('prices, in USD per 1M as they stand', () => {
  test('a tier starts at its size: one token below, at, above', () => {
    const usd = [271_999, 272_000, 272_001].map((inputTokens) => price('gpt-constructed', { inputTokens }).usd);
    // 0.271999 × 2.5, 0.272 × 5, 0.272001 × 5
    expect(usd[0]).toBeCloseTo(0.6799975, 12);
    expect(usd[1]).toBeCloseTo(1.36, 12);
    expect(usd[2]).toBeCloseTo(1.360005, 12);
  });

  test('the older context_over_200k starts above 200,000', () => {
    expect(price('claude-constructed', { inputTokens: 200_000 }).usd).toBeCloseTo(0.6, 12);
    expect(price('claude-constructed', { inputTokens: 200_001 }).usd).toBeCloseTo(1.200006, 12);
  });

  test('tiers that state no cache price keep its share of input', () => {
    const rows = book.rows.filter((row) => row.offerId === 'openai/gpt-constructed');
    expect(rows[0]?.contextTiers).toEqual([
      { thresholdTokens: 272_000, inclusive: true, rates: { input: 5, output: 22.5, cacheRead: 0.5 } },
    ]);
  });

  test('a mode asked for by service_tier is that tier', () => {
    const fast = price('gpt-constructed', { inputTokens: 1000, outputTokens: 1000 }, undefined, 'priority');
    expect(fast).toMatchObject({ usd: 0.035, standardInstead: false });
  });

  test('audio units', () => {
    expect(price('gpt-audio-constructed', { inputTokens: 1000, inputAudioTokens: 1000 }).usd).toBeCloseTo(0.04, 12);
  });
});

test('a bare name is its maker’s; a reseller answers to its own spelling only', () => {
  expect(book.offers.map((offer) => [offer.offerId, offer.match])).toEqual([
    ['openai/gpt-constructed', { or: [{ equals: 'gpt-constructed' }, { equals: 'openai/gpt-constructed' }] }],
    [
      'openai/gpt-audio-constructed',
      { or: [{ equals: 'gpt-audio-constructed' }, { equals: 'openai/gpt-audio-constructed' }] },
    ],
    [
      'anthropic/claude-constructed',
      { or: [{ equals: 'claude-constructed' }, { equals: 'anthropic/claude-constructed' }] },
    ],
    ['x-ai/grok-constructed', { or: [{ equals: 'grok-constructed' }, { equals: 'xai/grok-constructed' }] }],
  ]);
});

test('facts of an offer', () => {
  expect(book.offers[0]?.facts).toEqual({
    contextWindowTokens: 922_000,
    maxOutputTokens: 128_000,
    capabilities: { vision: true, audio: false, pdf: true, tools: true, json: true, reasoning: true },
    origin: 'US',
    openWeights: false,
    apiKeyEnv: 'OPENAI_API_KEY',
    access: expect.objectContaining({ currency: 'USD' }),
    // Open weights are the file's own word: the book is its source.
    factSources: { origin: 'makers', access: 'post-c' },
  });
  expect(book.offers[1]?.facts).toMatchObject({ deprecated: true, contextWindowTokens: 128_000 });
  expect(book.offers[1]?.facts).not.toHaveProperty('maxOutputTokens');
});

test('nothing is dropped in silence', () => {
  expect(rejected).toEqual([
    { entry: 'openai/gpt-constructed', reason: 'not carried: the prices of its mode "turbo"' },
    { entry: 'openai/gpt-audio-constructed', reason: 'not carried: cost.output_video' },
    { entry: 'xai/grok-constructed', reason: 'not carried: a tier by conditional' },
    { entry: 'xai/grok-slip-constructed', reason: 'input $3000 per 1M is above $1000: a slip of units' },
    { entry: 'xai/grok-negative-constructed', reason: 'cost.input is not a price: -1' },
    {
      entry: 'github-copilot/gpt-constructed',
      reason: '$0 for all it prices: free or unknown, the file does not tell',
    },
    { entry: 'github-copilot/unpriced-constructed', reason: 'no price in the file' },
    { entry: 'empty-constructed', reason: 'a provider without models' },
  ]);
});
