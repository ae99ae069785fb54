import { expect, test } from 'vitest';
import { parseOfferId } from '@/lib/domain/ids';
import { OPEN_WEIGHTS_SOURCES, openWeightsOf } from './open-weights';

const isOpen = (id: string) => openWeightsOf(parseOfferId(id))?.isOpen ?? null;

test.each([
  'groq/llama-3.3-70b-versatile',
  'together/meta-llama/Meta-Llama-3.1-405B-Instruct-Turbo',
  'aws/meta.llama4-scout-17b-instruct-v1:0',
  'aws/eu.meta.llama3-2-1b-instruct-v1:0',
  'fireworks/llama-v3p1-8b-instruct',
  'openai/gpt-oss-120b',
  'aws/openai.gpt-oss-20b-1:0',
  'deepseek/deepseek-v3.2',
  'aws/deepseek.r1-v1:0',
  'openrouter/deepseek/deepseek-r1-distill-llama-70b:free',
  'deepseek/deepseek-v4-flash',
  'qwen/qwen3-32b',
  'openrouter/qwen/qwen-2.5-72b-instruct',
  'novita/qwen/qwen3-235b-a22b',
  'mistral/mistral-7b',
  'mistral/open-mixtral-8x22b',
  'mistral/mistral-small-3.2-24b-instruct',
  'google/gemma-3',
  'groq/gemma2-9b-it',
  'azure/phi-4',
  'zhipuai/GLM-4.5-Air',
  'zhipuai/GLM-5',
  'moonshotai/kimi-k2',
  'moonshotai/kimi-k2.5',
  'minimax/MiniMax-M2',
  'huggingface_nebius/PrimeIntellect/INTELLECT-3-FP8',
])('%s has open weights', (id) => expect(isOpen(id)).toBe(true));

test.each([
  'openai/gpt-4o',
  'openai/gpt-4o-mini-2024-07-18',
  'openai/gpt-5.4-mini',
  'openai/o3',
  'anthropic/claude-sonnet-4-5',
  'aws/us.anthropic.claude-opus-4-1-20250805-v1:0',
  'google/gemini-2.5-pro',
  'x-ai/grok-4-0709',
  'qwen/qwen-max',
  'openrouter/qwen/qwen3-max',
  'qwen/qwen3-coder-plus',
  'zhipuai/GLM-4-Plus',
  'mistral/mistral-saba',
  'aws/amazon.nova-pro-v1:0',
])('%s has none', (id) => expect(isOpen(id)).toBe(false));

test.each([
  'deepseek/deepseek-chat',
  'deepseek/deepseek-v5',
  'deepseek/deepseek-v4-flash-latest',
  'mistral/codestral',
  'mistral/mistral-large',
  'mistral/mistral-medium-latest',
  'perplexity/llama-3.1-sonar-large-128k-online',
  'moonshotai/kimi-k3',
  'zhipuai/GLM-9',
  'openai/gpt-6-sol',
  'openai/gpt-4omni',
  'qwen/qwen9-32b',
  'x-ai/grok-3',
  'cursor/composer-2.5',
  'someone/my-llama-3.1-70b',
])('%s is not known', (id) => expect(isOpen(id)).toBeNull());

test('each family names where its entry is from', () => {
  expect(OPEN_WEIGHTS_SOURCES.size).toBeGreaterThan(15);
  for (const url of OPEN_WEIGHTS_SOURCES.values()) expect(url).toMatch(/^https:\/\//);
});
