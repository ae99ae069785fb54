import type { NameMatch, ProviderRules } from '@/lib/domain/price';

/** Makers, and the names that are theirs; every other provider of an imported book resells. */
const MODELS_OF: { readonly [provider: string]: NameMatch } = {
  anthropic: { contains: 'claude' },
  cohere: { starts_with: 'command' },
  deepseek: { starts_with: 'deepseek' },
  google: { contains: 'gemini' },
  minimax: { starts_with: 'minimax' },
  mistral: { regex: '^(?:(?:mi|code|dev|magi|mini)stral|mixtral|pixtral|voxtral|open-mi)' },
  moonshotai: { or: [{ starts_with: 'kimi' }, { starts_with: 'moonshot' }] },
  openai: { or: [{ starts_with: 'gpt-' }, { starts_with: 'chatgpt-' }, { regex: '^o[134]' }] },
  qwen: { starts_with: 'qwen' },
  voyageai: { starts_with: 'voyage-' },
  'x-ai': { contains: 'grok' },
  zai: { starts_with: 'glm-' },
  zhipuai: { starts_with: 'glm-' },
};

/** Vertex AI is another seller of Google's models, with prices of its own. */
const FALLBACKS_OF: { readonly [provider: string]: readonly string[] } = { google: ['vertex_ai'] };

export function isMaker(provider: string): boolean {
  return MODELS_OF[provider] !== undefined;
}

/** The provider rules of an imported book: one for each provider, in the order given. */
export function providerRules(names: ReadonlyMap<string, string>): ProviderRules[] {
  return [...names].map(([provider, name]) => ({
    provider,
    name,
    modelMatch: MODELS_OF[provider] ?? null,
    fallbackProviders: FALLBACKS_OF[provider] ?? [],
  }));
}
