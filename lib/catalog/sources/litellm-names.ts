import { type OfferId, parseOfferId, providerOf } from '@/lib/domain/ids';
import type { Offer, OfferFacts, ProviderRules } from '@/lib/domain/price';
import { providerRules } from './makers';

/** LiteLLM's providers under our names, as lib/engine/names.ts translates their prefixes. */
const PROVIDER_OF: { readonly [litellmProvider: string]: string } = {
  azure_ai: 'azure',
  azure_anthropic: 'azure',
  azure_text: 'azure',
  bedrock: 'aws',
  bedrock_converse: 'aws',
  bedrock_mantle: 'aws',
  cohere_chat: 'cohere',
  dashscope: 'qwen',
  fireworks_ai: 'fireworks',
  'fireworks_ai-embedding-models': 'fireworks',
  gemini: 'google',
  github_copilot: 'github-copilot',
  moonshot: 'moonshotai',
  'text-completion-openai': 'openai',
  together_ai: 'together',
  voyage: 'voyageai',
  xai: 'x-ai',
};

/** Where LiteLLM names no seller, or its own names of one seller collide. */
const NO_SELLER = 'litellm';

/** Vertex AI stays apart from Google's own API: LiteLLM prices them differently under one model name. */
function toProvider(litellmProvider: string): string {
  if (litellmProvider.startsWith('vertex_ai')) return 'vertex_ai';
  return PROVIDER_OF[litellmProvider] ?? litellmProvider;
}

function prefixOf(key: string): string | null {
  const slash = key.indexOf('/');
  return slash > 0 && slash < key.length - 1 ? key.slice(0, slash) : null;
}

type Named = { readonly key: string; readonly litellmProvider: string };

/** 0: prefix and provider are one word; 1: the prefix says the provider; 2: a bare name. */
function rankOf({ key, litellmProvider }: Named): number {
  const prefix = prefixOf(key);
  if (prefix === null || toProvider(prefix) !== toProvider(litellmProvider || prefix)) return 2;
  return prefix === toProvider(prefix) ? 0 : 1;
}

function wanted({ key, litellmProvider }: Named): string {
  const prefix = prefixOf(key);
  const provider = toProvider(litellmProvider || (prefix ?? NO_SELLER));
  return prefix !== null && toProvider(prefix) === provider
    ? `${provider}/${key.slice(prefix.length + 1)}`
    : `${provider}/${key}`;
}

/**
 * One offer id for each LiteLLM key: `provider/model` under our provider names. Where two keys want one id
 * (`deepseek/deepseek-chat` and `deepseek-chat` have different prices), the one that names its provider gets it,
 * the other keeps its own spelling or goes under `litellm/`.
 */
export function assignOfferIds(entries: readonly Named[]): Map<string, OfferId> {
  const ids = new Map<string, OfferId>();
  const taken = new Set<string>();
  for (const entry of [...entries].sort((a, b) => rankOf(a) - rankOf(b))) {
    const own = rankOf(entry) < 2 ? [entry.key] : [];
    const id = [wanted(entry), ...own, `${NO_SELLER}/${entry.key}`].find((candidate) => !taken.has(candidate));
    if (id === undefined) continue;
    taken.add(id);
    ids.set(entry.key, parseOfferId(id));
  }
  return ids;
}

/** The offer of a LiteLLM key. Its rule is the key itself: a logged name is tried whole, then without its prefix. */
export function litellmOffer(offerId: OfferId, key: string, facts: OfferFacts): Offer {
  return { offerId, name: key, match: { equals: key }, facts, sameModelAs: null };
}

export function litellmProviders(offerIds: Iterable<OfferId>): ProviderRules[] {
  return providerRules(new Map([...offerIds].map((id) => [providerOf(id), providerOf(id)])));
}

export const LITELLM_URL = 'https://github.com/BerriAI/litellm/blob/main/model_prices_and_context_window.json';
export const LITELLM_LICENCE = 'MIT, Copyright (c) 2023 Berri AI';
