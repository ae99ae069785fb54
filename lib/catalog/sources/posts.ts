import { parseOfferId } from '@/lib/domain/ids';
import type { NameMatch, Offer, OfferFacts, PriceBook, PriceRow, ProviderRules, RateCard } from '@/lib/domain/price';
import { withOwnFacts } from '../known-facts';

/** The four posts' tables (input / output in USD per 1M tokens, context), as published; facts as the posts state them. */
const GATEWAY_API = { apiBase: 'https://global-apis.com/v1', apiKeyEnv: 'GLOBAL_API_KEY' } as const;

type Entry = {
  readonly id: string;
  readonly name: string;
  readonly input?: number;
  readonly output: number;
  readonly origin: 'US' | 'CN';
  readonly facts?: OfferFacts;
  readonly upstreamModel?: string;
  readonly sameModelAs?: string;
  readonly names?: readonly string[];
};

const GPT_4O: OfferFacts = { contextWindowTokens: 128_000, outputTokensPerSecond: 50, capabilities: { vision: true } };
const V4_FLASH: OfferFacts = {
  contextWindowTokens: 128_000,
  outputTokensPerSecond: 60,
  capabilities: { vision: false },
};

const POST_B: readonly Entry[] = [
  {
    id: 'global-api/gpt-4o',
    name: 'GPT-4o',
    input: 2.5,
    output: 10,
    origin: 'US',
    facts: GPT_4O,
    sameModelAs: 'openai/gpt-4o',
  },
  {
    id: 'global-api/deepseek-v4-flash',
    name: 'DeepSeek V4 Flash',
    input: 0.27,
    output: 1.1,
    origin: 'CN',
    facts: V4_FLASH,
    upstreamModel: 'deepseek-ai/DeepSeek-V4-Flash',
    sameModelAs: 'deepseek/deepseek-v4-flash',
  },
  {
    id: 'global-api/deepseek-v4-pro',
    name: 'DeepSeek V4 Pro',
    input: 0.55,
    output: 2.2,
    origin: 'CN',
    facts: { contextWindowTokens: 200_000 },
    upstreamModel: 'deepseek-ai/DeepSeek-V4-Pro',
    sameModelAs: 'deepseek/deepseek-v4-pro',
  },
  {
    id: 'global-api/qwen3-32b',
    name: 'Qwen3-32B',
    input: 0.3,
    output: 1.2,
    origin: 'CN',
    facts: { contextWindowTokens: 32_000 },
    sameModelAs: 'qwen/qwen3-32b',
  },
  {
    id: 'global-api/glm-4-plus',
    name: 'GLM-4 Plus',
    input: 0.2,
    output: 0.8,
    origin: 'CN',
    facts: { contextWindowTokens: 128_000 },
    sameModelAs: 'zhipuai/GLM-4-Plus',
  },
];

const POST_CD: readonly Entry[] = [
  { id: 'openai/gpt-4o', name: 'GPT-4o', input: 2.5, output: 10, origin: 'US', facts: GPT_4O },
  {
    id: 'anthropic/claude-3-5-sonnet',
    name: 'Claude 3.5 Sonnet',
    input: 3,
    output: 15,
    origin: 'US',
    facts: { contextWindowTokens: 200_000 },
    names: ['claude-3.5-sonnet'],
  },
  { id: 'google/gemini-1.5-pro', name: 'Gemini 1.5 Pro', input: 1.25, output: 5, origin: 'US' },
  { id: 'openai/gpt-4o-mini', name: 'GPT-4o-mini', input: 0.15, output: 0.6, origin: 'US' },
  {
    id: 'deepseek/deepseek-v4-flash',
    name: 'DeepSeek V4 Flash',
    input: 0.18,
    output: 0.25,
    origin: 'CN',
    facts: V4_FLASH,
  },
  { id: 'qwen/qwen3-32b', name: 'Qwen3-32B', input: 0.18, output: 0.28, origin: 'CN' },
  { id: 'zhipuai/GLM-5', name: 'GLM-5', input: 0.73, output: 1.92, origin: 'CN' },
  {
    id: 'moonshotai/kimi-k2.5',
    name: 'Kimi K2.5',
    input: 0.59,
    output: 3,
    origin: 'CN',
    facts: { contextWindowTokens: 200_000 },
  },
  { id: 'qwen/qwen3.5-397b', name: 'Qwen3.5-397B', output: 2.34, origin: 'CN' },
  { id: 'qwen/qwen3-coder-30b', name: 'Qwen3-Coder-30B', output: 0.35, origin: 'CN' },
  { id: 'deepseek/deepseek-coder', name: 'DeepSeek Coder', output: 0.25, origin: 'CN' },
];

const PROVIDERS_CD: readonly ProviderRules[] = (
  [
    ['openai', 'OpenAI', { or: [{ starts_with: 'gpt-' }] }],
    ['anthropic', 'Anthropic', { contains: 'claude' }],
    ['google', 'Google', { contains: 'gemini' }],
    ['deepseek', 'DeepSeek', { starts_with: 'deepseek' }],
    ['qwen', 'Qwen', { starts_with: 'qwen' }],
    ['zhipuai', 'Zhipu AI', { starts_with: 'glm-' }],
    ['moonshotai', 'Moonshot AI', { starts_with: 'kimi' }],
  ] as const
).map(([provider, name, modelMatch]) => ({ provider, name, modelMatch, fallbackProviders: [] }));

function toOffer(entry: Entry, through: 'gateway' | 'direct'): Offer {
  const offerId = parseOfferId(entry.id);
  const model = entry.id.slice(entry.id.indexOf('/') + 1);
  const spellings = [...new Set([model, entry.name, entry.upstreamModel, ...(entry.names ?? [])])];
  const match: NameMatch = { or: spellings.flatMap((name) => (name === undefined ? [] : [{ equals: name }])) };
  return {
    offerId,
    name: entry.name,
    match,
    facts: withOwnFacts(offerId, {
      ...entry.facts,
      origin: entry.origin,
      upstreamModel: entry.upstreamModel ?? model,
      ...(through === 'gateway' ? GATEWAY_API : {}),
      // Speed and vision stand in posts C and D only, contexts in B.
      factSources: {
        '*': through === 'gateway' ? 'post-b' : 'post-cd',
        ...(entry.facts?.outputTokensPerSecond === undefined ? {} : { outputTokensPerSecond: 'post-cd' }),
        ...(entry.facts?.capabilities === undefined ? {} : { capabilities: 'post-cd' }),
      },
    }),
    sameModelAs: entry.sameModelAs === undefined ? null : parseOfferId(entry.sameModelAs),
  };
}

function toRow(entry: Entry, sourceUrl: string): PriceRow {
  const rates: RateCard = { ...(entry.input === undefined ? {} : { input: entry.input }), output: entry.output };
  return {
    offerId: parseOfferId(entry.id),
    validFromMs: null,
    validToMs: null,
    clock: null,
    serviceTier: 'standard',
    rates,
    contextTiers: [],
    sourceUrl,
    checkedOn: null,
  };
}

/** Post B's economy tier for trivial tasks, “a further 50 % off” its own models; our word for such a tier is `flex`. */
function toEconomyRow(entry: Entry): PriceRow {
  const half = { ...entry, output: entry.output / 2, ...(entry.input === undefined ? {} : { input: entry.input / 2 }) };
  return { ...toRow(half, 'post B, economy tier'), serviceTier: 'flex' };
}

/** Post B: the price list of one gateway, as provider `global-api`, with its economy tier. */
export function readPostB(): PriceBook {
  return {
    name: 'post-b',
    version: '1',
    source: 'Post B, “Shipping AI At Scale On Chinese Models” (a gateway’s price list)',
    licence: 'facts as published',
    observed: false,
    providers: [{ provider: 'global-api', name: 'Global API', modelMatch: null, fallbackProviders: [] }],
    offers: POST_B.map((entry) => toOffer(entry, 'gateway')),
    rows: [
      ...POST_B.map((entry) => toRow(entry, 'https://global-apis.com')),
      ...POST_B.flatMap((entry) => (entry.origin === 'CN' ? [toEconomyRow(entry)] : [])),
    ],
  };
}

/** Posts C and D: public list prices of early 2026 under the makers' own ids; some have an output price only. */
export function readPostCd(): PriceBook {
  return {
    name: 'post-cd',
    version: '1',
    source: 'Posts C “East vs West” and D “Stop Guessing” (list prices of early 2026)',
    licence: 'facts as published',
    observed: false,
    providers: PROVIDERS_CD,
    offers: POST_CD.map((entry) => toOffer(entry, 'direct')),
    rows: POST_CD.map((entry) => toRow(entry, 'post C, price table')),
  };
}
