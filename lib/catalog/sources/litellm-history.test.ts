import { describe, expect, test } from 'vitest';
import { createResolver } from '@/lib/engine/names';
import { openPricer } from '@/lib/engine/testing/price-with';
import { readLitellmHistory } from './litellm-history';
import { readShippedHistory } from './shipped-history';

const HEADER =
  'model,litellm_provider,observed_from,observed_to,input_cost_per_token,output_cost_per_token,cache_creation_input_token_cost,input_cost_per_token_batches,output_cost_per_token_batches,input_cost_per_token_above_200k_tokens,output_cost_per_token_above_200k_tokens';
const read = (...lines: string[]) => readLitellmHistory([HEADER, ...lines].join('\n'), 'history', '1');
const million = { inputTokens: 1_000_000 };

const shipped = readShippedHistory();
const price = openPricer([shipped.book]);

describe('an interval is start included, end excluded', () => {
  const dated = openPricer([
    read(
      'gpt-x,openai,2025-01-01T00:00:00Z,2025-02-01T00:00:00Z,1e-06,2e-06,,,,,',
      'gpt-x,openai,2025-02-01T00:00:00Z,2025-03-01T00:00:00Z,2e-06,2e-06,,,,,',
      'gpt-x,openai,2025-03-11T00:00:00Z,,3e-06,2e-06,,,,,',
    ).book,
  ]);

  test.each([
    ['2025-01-31T23:59:59.999Z', 1, false],
    ['2025-02-01T00:00:00.000Z', 2, false],
    ['2025-02-28T23:59:59.999Z', 2, false],
    ['2025-03-11T00:00:00.000Z', 3, false],
    ['2030-01-01T00:00:00.000Z', 3, false],
  ])('at %s input costs %d', (at, usd, extrapolated) => {
    expect(dated('gpt-x', million, at)).toMatchObject({ usd, extrapolated });
  });

  test('outside and between intervals the nearest one answers, marked', () => {
    expect(dated('gpt-x', million, '2024-06-01T00:00:00Z')).toMatchObject({ usd: 1, extrapolated: true });
    // the gap runs from March 1 to March 11: nearer to the earlier interval until its middle
    expect(dated('gpt-x', million, '2025-03-03T00:00:00Z')).toMatchObject({ usd: 2, extrapolated: true });
    expect(dated('gpt-x', million, '2025-03-09T00:00:00Z')).toMatchObject({ usd: 3, extrapolated: true });
  });
});

test('batch prices are rows of their own, context tiers complete cards', () => {
  const { book } = read('gpt-x,openai,2025-01-01T00:00:00Z,,3e-06,1.5e-05,3.75e-06,1.5e-06,7.5e-06,6e-06,2.25e-05');
  expect(book.rows.map(({ serviceTier, rates }) => [serviceTier, rates])).toEqual([
    ['standard', { input: 3, output: 15, cacheWrite: 3.75 }],
    ['batch', { input: 1.5, output: 7.5 }],
  ]);
  expect(book.rows[0]?.contextTiers).toEqual([
    { thresholdTokens: 200_000, inclusive: false, rates: { input: 6, output: 22.5, cacheWrite: 7.5 } },
  ]);
  expect(openPricer([book])('gpt-x', { inputTokens: 200_000 }).usd).toBeCloseTo(0.6, 12);
  expect(openPricer([book])('gpt-x', { inputTokens: 200_001 }).usd).toBeCloseTo(1.200006, 12);
});

test('what is left out is named with its line', () => {
  const { book, rejected } = read(
    'a,openai,2025-01-01T00:00:00Z,,1e-06,2e-06,,,,,',
    'a,openai,2025-02-01T00:00:00Z,,1e-06,2e-06,,,,,',
    'b,openai,yesterday,,1e-06,2e-06,,,,,',
    'c,openai,2025-01-01T00:00:00Z,2024-01-01T00:00:00Z,1e-06,2e-06,,,,,',
    'd,openai,2025-01-01T00:00:00Z,,cheap,2e-06,,,,,',
    'e,openai,2025-01-01T00:00:00Z,,0.003,2e-06,,,,,',
    'f,openai,2025-01-01T00:00:00Z,2025-02-01T00:00:00Z,1.5e-04,6e-04,,,,,',
    'f,openai,2025-02-01T00:00:00Z,,1.5e-07,6e-07,,,,,',
    'g,openai,2025-01-01T00:00:00Z,,,,,,,,',
    ',openai,2025-01-01T00:00:00Z,,1e-06,2e-06,,,,,',
  );
  expect(book.offers.map((offer) => offer.name)).toEqual(['a', 'f']);
  expect(rejected.map(({ entry, reason }) => `${entry}: ${reason}`)).toEqual([
    'line 3: a: two prices at the same time',
    'line 4: b: observed_from is not a date: "yesterday"',
    'line 5: c: observed_to is not after observed_from',
    'line 6: d: input_cost_per_token is not a price: "cheap"',
    'line 7: e: input $3000 per 1M is above $1000: a slip of units',
    'line 10: g: no price on this line',
    'line 11: : no model',
    'line 8: f: input $150 per 1M, later seen at $0.15: a slip of units',
  ]);
});

describe('the history that ships', () => {
  test('is an observed book of 2,834 offers; 138 of 3,771 intervals are slips of units', () => {
    const slips = shipped.rejected.filter(({ reason }) => reason.endsWith('a slip of units'));
    expect(shipped.book.observed).toBe(true);
    expect(shipped.book.offers.length).toBe(2834);
    expect(slips.length).toBe(138);
    expect(shipped.book.rows.filter((row) => row.serviceTier === 'standard').length).toBe(3771 - slips.length);
    expect(shipped.rejected.filter(({ reason }) => !/slip of units$|kept at \$0/.test(reason))).toEqual([]);
  });

  test('every LiteLLM name finds its own offer', () => {
    const resolve = createResolver([shipped.book], new Map());
    const lost = shipped.book.offers.filter((offer) => resolve(offer.name)?.offerId !== offer.offerId);
    expect(lost.map((offer) => offer.name)).toEqual([]);
  });

  test('ids carry our provider names', () => {
    const ids = new Map(shipped.book.offers.map((offer) => [offer.name, offer.offerId as string]));
    expect(ids.get('gpt-4o')).toBe('openai/gpt-4o');
    expect(ids.get('gemini/gemini-2.5-pro')).toBe('google/gemini-2.5-pro');
    expect(ids.get('gemini-2.5-pro')).toBe('vertex_ai/gemini-2.5-pro');
    expect(ids.get('xai/grok-4')).toBe('x-ai/grok-4');
    expect(ids.get('deepseek/deepseek-chat')).toBe('deepseek/deepseek-chat');
    expect(ids.get('deepseek-chat')).toBe('litellm/deepseek-chat');
    expect(ids.get('openrouter/anthropic/claude-3.5-sonnet')).toBe('openrouter/anthropic/claude-3.5-sonnet');
    expect(ids.get('bedrock/us.anthropic.claude-3-5-haiku-20241022-v1:0')).toBe(
      'aws/us.anthropic.claude-3-5-haiku-20241022-v1:0',
    );
  });

  test('a name is tried whole, then without its provider prefix', () => {
    expect(price('deepseek/deepseek-chat', million, '2025-01-20T00:00:00Z').usd).toBe(0.14);
    expect(price('anthropic/claude-3-7-sonnet-20250219', million, '2025-03-01T00:00:00Z').usd).toBe(3);
    expect(price('openai/REDACTED', million).reason).toBe('unknown model');
  });

  test('o3: $50 for 1M + 1M tokens on 2025-05-01, $10 on 2025-07-01', () => {
    const both = { inputTokens: 1e6, outputTokens: 1e6 };
    expect(price('o3', both, '2025-05-01T00:00:00Z').usd).toBe(50);
    expect(price('o3', both, '2025-07-01T00:00:00Z').usd).toBe(10);
  });

  test('no price has float dust', () => {
    const usd = shipped.book.rows.flatMap((row) => Object.values(row.rates));
    expect(usd.length).toBeGreaterThan(8000);
    expect(usd.filter((value) => String(value).replace('.', '').length > 10)).toEqual([]);
  });
});
