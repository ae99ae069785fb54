import { modelOf, type OfferId, providerOf } from '@/lib/domain/ids';

/** The day the list below was drawn up. */
export const OPEN_WEIGHTS_LISTED_ON = '2026-11-22';

type Family = {
  readonly id: string;
  readonly isOpen: boolean;
  /** Where the weights are, or where the maker says how the model is sold. */
  readonly url: string;
  /** What a model's bare name, lower case, must begin with; a digit or letter may not follow. */
  readonly stems: readonly RegExp[];
};

const HUGGING_FACE = 'hugging-face';
const QWEN_SIZED = /qwen-?(?:1\.5|2\.5|2p5|2|3\.5|3p5|3)(?:-(?:coder|vl|next|instruct|math|omni))*-\d+(?:\.\d+)?b/;

/**
 * Model families whose weights are certain to be published, or not to be. A family that is not here is unknown, and
 * so is a name that leaves the version open (`deepseek-chat`, `codestral-latest`) or a derivative by someone else.
 */
const FAMILIES: readonly Family[] = [
  {
    id: 'llama',
    isOpen: true,
    url: 'https://huggingface.co/meta-llama',
    stems: [
      /(?:meta-)?llama-?v?(?:2|3|3[._p-][123])-\d+b/,
      /(?:meta-)?llama-?4-(?:maverick|scout)/,
      /llama-guard-[34]-\d+b/,
      /codellama-\d+b/,
    ],
  },
  {
    id: 'gpt-oss',
    isOpen: true,
    url: 'https://huggingface.co/openai',
    stems: [/gpt-oss-(?:20|120)b/, /gpt-oss-safeguard-(?:20|120)b/],
  },
  {
    id: 'deepseek',
    isOpen: true,
    url: 'https://huggingface.co/deepseek-ai',
    stems: [
      /deepseek[-_.](?:v3|v3[.p][12])/,
      /deepseek[-.]r1/,
      /deepseek-v4-(?:flash|pro)$/,
      /deepseek-prover-v2/,
      /deepseek-coder-\d+b/,
    ],
  },
  {
    id: 'qwen',
    isOpen: true,
    url: 'https://huggingface.co/Qwen',
    stems: [QWEN_SIZED, /qwq-32b/],
  },
  {
    id: 'mistral',
    isOpen: true,
    url: 'https://huggingface.co/mistralai',
    stems: [
      /(?:open-)?mistral-7b/,
      /(?:open-)?mixtral-8x(?:7|22)b/,
      /(?:open-)?mistral-nemo/,
      /mistral-small-(?:3[.-][12]-)?24b/,
      /mistral-large-(?:2407|2411|2512|3-675b)/,
      /devstral-(?:small-(?:2505|2507|2512)|2-123b)/,
      /magistral-small-(?:2506|2507|2509)/,
      /ministral-(?:3-(?:3|8|14)b|(?:3|8|14)b-2512|8b-2410)/,
      /pixtral-(?:12b|large-2411)/,
      /voxtral-(?:mini-3b-2507|small-24b-2507)/,
    ],
  },
  { id: 'gemma', isOpen: true, url: 'https://huggingface.co/google', stems: [/gemma-?(?:[23]|3n|7b|2b)/] },
  {
    id: 'phi',
    isOpen: true,
    url: 'https://huggingface.co/microsoft',
    stems: [/phi-(?:2|3|3\.5|4)/],
  },
  {
    id: 'glm',
    isOpen: true,
    url: 'https://huggingface.co/zai-org',
    stems: [/glm-4\.5(?:-air|v)?$/, /glm-4\.6v?$/, /glm-4[.p]7(?:-flash)?$/, /glm-5$/, /glm-4-32b/],
  },
  {
    id: 'kimi',
    isOpen: true,
    url: 'https://huggingface.co/moonshotai',
    stems: [/kimi-k2(?:-(?:instruct|thinking|0711-preview|0905-preview|instruct-0905))?$/, /kimi-k2[.p]5$/],
  },
  {
    id: 'minimax',
    isOpen: true,
    url: 'https://huggingface.co/MiniMaxAI',
    stems: [/minimax-(?:01|m1|m2|m2[.p][15])$/],
  },
  { id: 'olmo', isOpen: true, url: 'https://huggingface.co/allenai', stems: [/olmo-(?:[23]|3\.1)/] },
  {
    id: 'cohere',
    isOpen: true,
    url: 'https://huggingface.co/CohereLabs',
    stems: [/c4ai-aya-expanse-\d+b/, /command-r(?:-plus)?-08-2024/, /command-r7b-12-2024/, /command-a-03-2025/],
  },
  {
    id: 'openai',
    isOpen: false,
    url: 'https://platform.openai.com/docs/models',
    stems: [/gpt-(?:3\.5|4|4\.1|4\.5|4o|5|5\.\d)/, /chatgpt-4o/, /o[134](?:-(?:mini|pro|preview|deep-research))?$/],
  },
  {
    id: 'anthropic',
    isOpen: false,
    url: 'https://docs.anthropic.com/en/docs/about-claude/models',
    stems: [/claude/],
  },
  { id: 'gemini', isOpen: false, url: 'https://ai.google.dev/gemini-api/docs/models', stems: [/gemini/] },
  { id: 'xai', isOpen: false, url: 'https://docs.x.ai/docs/models', stems: [/grok-(?:4|4\.\d|code-fast)/] },
  {
    id: 'qwen-api',
    isOpen: false,
    url: 'https://www.alibabacloud.com/help/en/model-studio/models',
    stems: [/qwen(?:2\.5|3|3\.5)?-(?:max|plus|turbo|long)/, /qwen3-coder-(?:plus|flash)/],
  },
  {
    id: 'glm-api',
    isOpen: false,
    url: 'https://open.bigmodel.cn/pricing',
    stems: [/glm-4-(?:plus|air|airx|long|flashx|assistant)/],
  },
  {
    id: 'mistral-api',
    isOpen: false,
    url: 'https://docs.mistral.ai/getting-started/models/',
    stems: [/mistral-medium-(?:2312|2505|2508)/, /mistral-saba/, /codestral-(?:2501|2508)/, /ministral-3b-2410/],
  },
  {
    id: 'amazon',
    isOpen: false,
    url: 'https://docs.aws.amazon.com/nova/latest/userguide/what-is-nova.html',
    stems: [/nova-(?:micro|lite|pro|premier)/, /titan-text/],
  },
];

const MATCHERS = FAMILIES.map(({ stems, ...family }) => ({
  ...family,
  pattern: new RegExp(`^(?:${stems.map((stem) => stem.source).join('|')})(?![a-z0-9])`),
}));

/** Offers that are a repository of Hugging Face, served by its partners: what is served there are public weights. */
const SERVED_FROM_HUB = { id: HUGGING_FACE, url: 'https://huggingface.co/docs/inference-providers' };

/** Where each family's entry is from, by the key that facts name it with. */
export const OPEN_WEIGHTS_SOURCES: ReadonlyMap<string, string> = new Map(
  [...FAMILIES, SERVED_FROM_HUB].map(({ id, url }) => [`weights/${id}`, url]),
);

/** The model's bare name: the last part of its path, without a cloud's vendor prefix and what marks a variant of sale. */
function bareName(offerId: OfferId): string {
  const last = modelOf(offerId).toLowerCase().split('/').at(-1) ?? '';
  return last
    .replace(
      /^(?:(?:us|eu|apac|jp|au|global|regional|us-gov)\.)?(?:meta|openai|qwen|mistral|google|amazon|anthropic)\./,
      '',
    )
    .replace(/(?::free|:extended|-maas)$/, '');
}

/** Whether a model's weights can be downloaded, and the key of where that is from; null where the list does not say. */
export function openWeightsOf(offerId: OfferId): { readonly isOpen: boolean; readonly sourceKey: string } | null {
  const name = bareName(offerId);
  const family = MATCHERS.find(({ pattern }) => pattern.test(name));
  if (family !== undefined) return { isOpen: family.isOpen, sourceKey: `weights/${family.id}` };
  return providerOf(offerId).startsWith('huggingface_') ? { isOpen: true, sourceKey: `weights/${HUGGING_FACE}` } : null;
}
