import { describe, expect, test } from 'vitest';
import { openPricer } from '@/lib/engine/testing/price-with';
import { readPostB, readPostCd } from './posts';

const cd = openPricer([readPostCd()]);
const b = openPricer([readPostB()]);

describe('the price tables of the posts, as published', () => {
  test.each([
    ['openai/gpt-4o', 2.5, 10],
    ['anthropic/claude-3-5-sonnet', 3, 15],
    ['google/gemini-1.5-pro', 1.25, 5],
    ['openai/gpt-4o-mini', 0.15, 0.6],
    ['deepseek/deepseek-v4-flash', 0.18, 0.25],
    ['qwen/qwen3-32b', 0.18, 0.28],
    ['zhipuai/GLM-5', 0.73, 1.92],
    ['moonshotai/kimi-k2.5', 0.59, 3],
  ])('C and D: %s at %d / %d', (model, input, output) => {
    expect(cd(model, { inputTokens: 1e6, outputTokens: 1e6 }).lines.map((line) => line.usdPerMillion)).toEqual([
      input,
      output,
    ]);
  });

  test.each([
    ['global-api/gpt-4o', 2.5, 10],
    ['global-api/deepseek-v4-flash', 0.27, 1.1],
    ['global-api/deepseek-v4-pro', 0.55, 2.2],
    ['global-api/qwen3-32b', 0.3, 1.2],
    ['global-api/glm-4-plus', 0.2, 0.8],
  ])('B: %s at %d / %d', (model, input, output) => {
    expect(b(model, { inputTokens: 1e6, outputTokens: 1e6 }).lines.map((line) => line.usdPerMillion)).toEqual([
      input,
      output,
    ]);
  });

  test('contexts: 128K, 200K and 32K as B states them', () => {
    const contexts = readPostB().offers.map((offer) => [offer.name, offer.facts.contextWindowTokens]);
    expect(Object.fromEntries(contexts)).toEqual({
      'GPT-4o': 128_000,
      'DeepSeek V4 Flash': 128_000,
      'DeepSeek V4 Pro': 200_000,
      'Qwen3-32B': 32_000,
      'GLM-4 Plus': 128_000,
    });
  });
});

describe('claims, checked by the books alone', () => {
  const rag = { inputTokens: 1_536_000_000, outputTokens: 36_000_000 };

  test("post C's RAG: $4,200.00 on GPT-4o, $285.48 on V4 Flash, and never $95", () => {
    // 1,536 × 2.50 + 36 × 10 = 3,840 + 360; 1,536 × 0.18 + 36 × 0.25 = 276.48 + 9.00
    expect(cd('gpt-4o', rag).usd).toBeCloseTo(4200, 9);
    expect(cd('deepseek-v4-flash', rag).usd).toBeCloseTo(285.48, 9);
  });

  test.each([
    ['gpt-4o', 40],
    ['claude-3-5-sonnet', 60],
    ['gemini-1.5-pro', 20],
    ['gpt-4o-mini', 2.4],
    ['qwen3-32b', 1.1],
    ['glm-5', 7.7],
    ['kimi-k2.5', 12],
  ])('%s costs %d times the output of V4 Flash', (model, times) => {
    const output = (name: string) => cd(name, { outputTokens: 1e6 }).usd ?? Number.NaN;
    const ratio = output(model) / output('deepseek-v4-flash');
    expect(Math.round(ratio * 10) / 10).toBe(times);
  });

  test('what a move can save lies between its input and its output price ratio', () => {
    const saved = (inputTokens: number, outputTokens: number) => {
      const usd = (name: string) => cd(name, { inputTokens, outputTokens }).usd ?? Number.NaN;
      return 1 - usd('deepseek-v4-flash') / usd('gpt-4o');
    };
    // 1 − 0.18/2.5 = 92.8 %, 1 − 0.25/10 = 97.5 %
    expect(saved(1e6, 0)).toBeCloseTo(0.928, 12);
    expect(saved(0, 1e6)).toBeCloseTo(0.975, 12);
    for (const outputTokens of [1, 1e3, 1e6, 1e9]) {
      expect(saved(1e6, outputTokens)).toBeGreaterThan(0.928);
      expect(saved(1e6, outputTokens)).toBeLessThan(0.975);
    }
  });

  test('B: GLM-4 Plus saves 92.0 % against GPT-4o on input and on output', () => {
    for (const counts of [{ inputTokens: 1e6 }, { outputTokens: 1e6 }])
      expect(1 - (b('global-api/glm-4-plus', counts).usd ?? 0) / (b('global-api/gpt-4o', counts).usd ?? 0)).toBeCloseTo(
        0.92,
        12,
      );
  });
});

test.each(['Qwen3.5-397B', 'Qwen3-Coder-30B', 'DeepSeek Coder'])(
  '%s has an output price only: calls with input are unpriced',
  (name) => {
    expect(cd(name, { inputTokens: 1, outputTokens: 1000 })).toMatchObject({ usd: null, reason: 'no input price' });
    expect(cd(name, { outputTokens: 1_000_000 }).usd).toBeGreaterThan(0.2);
  },
);

test('no post states a cache price: cached input costs the input price', () => {
  expect(cd('gpt-4o', { inputTokens: 1e6, cacheReadTokens: 1e6 }).usd).toBeCloseTo(2.5, 12);
});
