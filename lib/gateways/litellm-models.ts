import { modelOf, parseOfferId, providerOf } from '@/lib/domain/ids';
import type { ResolvedOffer } from './gateway';

/** How LiteLLM calls an offer: its own model string, address, and the variables it reads. */
export type LitellmModel = {
  readonly model: string;
  /** An address, or the variable that holds it. */
  readonly apiBase: string | null;
  /** The variable that holds the key; null where LiteLLM finds the credentials itself. */
  readonly apiKeyEnv: string | null;
  readonly env: readonly string[];
  /** What of the offer's facts could not be used. */
  readonly dropped: readonly string[];
};

type Seller = { readonly prefix: string; readonly key: string | null; readonly also?: readonly string[] };

/** LiteLLM's prefix for a provider of our books, and the vendor's usual key variable (LiteLLM docs, "Providers"). */
const SELLERS: { readonly [provider: string]: Seller } = {
  anthropic: { prefix: 'anthropic', key: 'ANTHROPIC_API_KEY' },
  aws: { prefix: 'bedrock', key: null, also: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_REGION_NAME'] },
  azure: { prefix: 'azure', key: 'AZURE_API_KEY', also: ['AZURE_API_BASE', 'AZURE_API_VERSION'] },
  azure_ai: { prefix: 'azure_ai', key: 'AZURE_AI_API_KEY', also: ['AZURE_AI_API_BASE'] },
  baseten: { prefix: 'baseten', key: 'BASETEN_API_KEY' },
  cerebras: { prefix: 'cerebras', key: 'CEREBRAS_API_KEY' },
  cloudflare: { prefix: 'cloudflare', key: 'CLOUDFLARE_API_KEY', also: ['CLOUDFLARE_ACCOUNT_ID'] },
  cohere: { prefix: 'cohere_chat', key: 'COHERE_API_KEY' },
  deepseek: { prefix: 'deepseek', key: 'DEEPSEEK_API_KEY' },
  fireworks: { prefix: 'fireworks_ai', key: 'FIREWORKS_API_KEY' },
  google: { prefix: 'gemini', key: 'GEMINI_API_KEY' },
  groq: { prefix: 'groq', key: 'GROQ_API_KEY' },
  minimax: { prefix: 'minimax', key: 'MINIMAX_API_KEY' },
  mistral: { prefix: 'mistral', key: 'MISTRAL_API_KEY' },
  moonshotai: { prefix: 'moonshot', key: 'MOONSHOT_API_KEY' },
  novita: { prefix: 'novita', key: 'NOVITA_API_KEY' },
  openai: { prefix: 'openai', key: 'OPENAI_API_KEY' },
  openrouter: { prefix: 'openrouter', key: 'OPENROUTER_API_KEY' },
  ovhcloud: { prefix: 'ovhcloud', key: 'OVHCLOUD_API_KEY' },
  perplexity: { prefix: 'perplexity', key: 'PERPLEXITYAI_API_KEY' },
  qwen: { prefix: 'dashscope', key: 'DASHSCOPE_API_KEY' },
  together: { prefix: 'together_ai', key: 'TOGETHER_API_KEY' },
  voyageai: { prefix: 'voyage', key: 'VOYAGE_API_KEY' },
  'x-ai': { prefix: 'xai', key: 'XAI_API_KEY' },
  zai: { prefix: 'zai', key: 'ZAI_API_KEY' },
  zhipuai: { prefix: 'zai', key: 'ZAI_API_KEY' },
};

/** Google sells other makers' models through Vertex AI only. */
const VERTEX: Seller = {
  prefix: 'vertex_ai',
  key: null,
  also: ['GOOGLE_APPLICATION_CREDENTIALS', 'VERTEXAI_LOCATION', 'VERTEXAI_PROJECT'],
};

/** An upper-case name: what is typed here by mistake is more often a key than a variable with small letters. */
const ENV_NAME = /^[A-Z_][A-Z0-9_]{0,63}$/;
/** No user, query or fragment, which may carry a secret. */
const PLAIN_URL = /^https?:\/\/[A-Za-z0-9.\-_:[\]]+(\/[A-Za-z0-9.\-_~%/:]*)?$/;

/** Prefixes of logged names, and whose they are: LiteLLM's own and a few that others write. */
const PREFIXES: { readonly [prefix: string]: string } = {
  ...Object.fromEntries(Object.entries(SELLERS).map(([provider, { prefix }]) => [prefix, provider])),
  ...Object.fromEntries(Object.keys(SELLERS).map((provider) => [provider, provider])),
  bedrock_converse: 'aws',
  amazon_bedrock: 'aws',
  azure_openai: 'azure',
  vertex_ai: 'vertex_ai',
};

/**
 * An offer as a logged name asks for it: from the seller that the name says and by the name that this seller knows.
 * Price books may price a resold model by its maker's list; the call must still go where it goes today.
 */
export function asNamed(offer: ResolvedOffer, name: string): ResolvedOffer {
  const slash = name.indexOf('/');
  const prefix = name.slice(0, Math.max(0, slash));
  const provider = Object.hasOwn(PREFIXES, prefix) ? (PREFIXES[prefix] as string) : null;
  if (provider === null || name === offer.offerId) return offer;
  const isAzure = provider === 'azure' || provider === 'azure_ai';
  const model = isAzure
    ? name.slice(slash + 1).replace(/^(?:eu|us|global|global-standard)\//, '')
    : name.slice(slash + 1);
  if (provider === providerOf(offer.offerId))
    return { ...offer, facts: { ...offer.facts, upstreamModel: offer.facts.upstreamModel ?? model } };
  // Address and key are those of the seller whose list priced it.
  const { apiBase: _base, apiKeyEnv: _key, ...facts } = offer.facts;
  return { ...offer, offerId: parseOfferId(`${provider}/${model}`), facts: { ...facts, upstreamModel: model } };
}

function sellerOf(provider: string, model: string): Seller | null {
  if (provider === 'vertex_ai') return VERTEX;
  if (provider === 'google' && !/^(gemini|gemma|learnlm)/i.test(model)) return VERTEX;
  if (provider.startsWith('huggingface_'))
    return { prefix: `huggingface/${provider.slice('huggingface_'.length)}`, key: 'HF_TOKEN' };
  return Object.hasOwn(SELLERS, provider) ? (SELLERS[provider] as Seller) : null;
}

/**
 * How LiteLLM calls an offer. A provider it knows keeps its own prefix; any other is called as OpenAI-compatible:
 * `openai/<upstream model>` with the offer's address, or with `<PROVIDER>_API_BASE` where none is known. An address
 * or variable name that may hold a secret is left out and named, never repeated.
 */
export function toLitellmModel({ offerId, facts }: ResolvedOffer): LitellmModel {
  const provider = providerOf(offerId);
  // Only price lists write `regional.`: a Bedrock model by its own name is called in the region that is set.
  const model =
    facts.upstreamModel ?? (provider === 'aws' ? modelOf(offerId).replace(/^regional\./, '') : modelOf(offerId));
  const seller = sellerOf(provider, model);
  const stem = provider
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .slice(0, 48);
  const variable = (suffix: string) => `${/^[A-Z_]/.test(stem) ? '' : '_'}${stem}${suffix}`;

  const dropped: string[] = [];
  let apiBase = facts.apiBase ?? null;
  if (apiBase !== null && !PLAIN_URL.test(apiBase)) {
    dropped.push(`the address of ${offerId} is not a plain http(s) address`);
    apiBase = null;
  }
  let apiKeyEnv = facts.apiKeyEnv ?? null;
  if (apiKeyEnv !== null && !ENV_NAME.test(apiKeyEnv)) {
    dropped.push(`the key variable of ${offerId} is not a name in capitals`);
    apiKeyEnv = null;
  }

  const baseEnv = seller === null && apiBase === null ? variable('_API_BASE') : null;
  const keyEnv = apiKeyEnv ?? (seller === null ? variable('_API_KEY') : seller.key);
  const also = (seller?.also ?? []).filter((name) => !(name.endsWith('_API_BASE') && apiBase !== null));
  return {
    model: `${seller?.prefix ?? 'openai'}/${model}`,
    apiBase: apiBase ?? (baseEnv === null ? null : `os.environ/${baseEnv}`),
    apiKeyEnv: keyEnv,
    env: [...(keyEnv === null ? [] : [keyEnv]), ...(baseEnv === null ? [] : [baseEnv]), ...also],
    dropped,
  };
}
