import { expect, test } from 'vitest';
import { parseOfferId } from '@/lib/domain/ids';
import { createSuggester } from './suggest-offers';

const suggest = createSuggester(
  [
    'deepseek/deepseek-v3',
    'novita/deepseek/deepseek-v3',
    'openai/gpt-4o',
    'openai/gpt-4o-mini',
    'cohere/command-r',
  ].map(parseOfferId),
);

test('the likest comes first, the maker’s before a reseller’s', () => {
  expect(suggest('fireworks_ai/accounts/fireworks/models/deepseek-v3', 3)).toEqual([
    'deepseek/deepseek-v3',
    'novita/deepseek/deepseek-v3',
  ]);
  expect(suggest('GPT_4o_mini', 1)).toEqual(['openai/gpt-4o-mini']);
});

test('a shared prefix suggests nothing', () => {
  expect(suggest('openai/REDACTED', 3)).toEqual([]);
  expect(suggest('', 3)).toEqual([]);
});
