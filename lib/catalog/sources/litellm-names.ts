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

/** The seller as the key's prefix names it, where that is a provider of the file; else as the entry says. */
function sellerOf({ key, litellmProvider }: Named, known: ReadonlySet<string>): string {
  const prefix = prefixOf(key);
  return prefix !== null && known.has(toProvider(prefix)) ? prefix : litellmProvider || (prefix ?? NO_SELLER);
}

/**
 * One offer id for each LiteLLM key: `provider/model` under our provider names. Where two keys want one id
 * (`deepseek/deepseek-chat` and `deepseek-chat` have different prices), the one that names its provider gets it,
 * the other keeps its own spelling or goes under `litellm/`.
 */
export function assignOfferIds(entries: readonly Named[]): Map<string, OfferId> {
  const known = new Set(entries.map((entry) => toProvider(entry.litellmProvider)));
  const wanted = entries.map((entry) => {
    const { key } = entry;
    const seller = sellerOf(entry, known);
    const provider = toProvider(seller);
    const prefix = prefixOf(key);
    const isPrefixed = prefix !== null && toProvider(prefix) === provider;
    const id = isPrefixed ? `${provider}/${key.slice(prefix.length + 1)}` : `${provider}/${key}`;
    return { key, id, rank: id === key ? 0 : isPrefixed ? 1 : 2 };
  });
  const ids = new Map<string, OfferId>();
  const taken = new Set<string>();
  for (const { key, id, rank } of wanted.sort((a, b) => a.rank - b.rank)) {
    const choices = [id, ...(rank < 2 ? [key] : []), `${NO_SELLER}/${key}`];
    const free = choices.find((choice) => !taken.has(choice));
    if (free === undefined) continue;
    taken.add(free);
    ids.set(key, parseOfferId(free));
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
