import type { Assumptions, Policy, Rule } from '@/lib/domain/policy';

function policy(name: string, parts: Partial<Policy>): Policy {
  return { waybill: 1, name, rules: [], otherwise: { keep: true }, ...parts };
}

const FLASH = 'deepseek/deepseek-v4-flash';
const PRO = 'deepseek/deepseek-v4-pro';
const CLAUDE = 'anthropic/claude-sonnet-4-5';
const SIZES: readonly Rule[] = [
  { id: 'simple', when: { inputTokens: { atMost: 133 } }, route: { model: 'global-api/glm-4-plus' } },
  { id: 'medium', when: { inputTokens: { atMost: 1333 } }, route: { model: 'global-api/deepseek-v4-flash' } },
  { id: 'complex', when: { inputTokens: { atMost: 10_666 } }, route: { model: 'global-api/deepseek-v4-pro' } },
];
const assume = (name: string, assumptions: Assumptions, otherwise: Policy['otherwise']) =>
  policy(name, { otherwise, assumptions });

/** The policies that the posts and the policy file's definitions speak of, over the real books. */
export const NAMED_POLICIES: readonly Policy[] = [
  policy('all as they are', {}),
  policy('all on GPT-4o', { otherwise: { model: 'gpt-4o' } }),
  policy('all on Gemini 2.5 Pro', { otherwise: { model: 'google/gemini-2.5-pro' } }),
  policy('task table (post D)', {
    rules: [
      { id: 'chat', when: { task: ['chat', 'faq'] }, route: { model: 'qwen/qwen3-32b', fallback: ['gpt-4o-mini'] } },
      { id: 'bulk', when: { task: ['classify', 'extract'] }, route: { model: FLASH } },
      { id: 'chinese', when: { language: ['zh'] }, route: { model: 'moonshotai/kimi-k2.5' } },
    ],
    otherwise: { model: 'openai/gpt-5.4' },
  }),
  policy('size tiers (post B)', {
    rules: SIZES,
    otherwise: { model: 'global-api/deepseek-v4-pro', fallback: ['x-ai/grok-4.5'] },
  }),
  policy('80/20 (post C)', {
    rules: [
      {
        id: 'claude',
        when: { sourceModel: [CLAUDE] },
        route: {
          split: [
            { model: 'moonshotai/kimi-k2.5', weight: 80 },
            { model: CLAUDE, weight: 20 },
          ],
          fallback: ['google/gemini-2.5-pro'],
        },
      },
    ],
  }),
  policy('fallback where vision or context does not fit', {
    otherwise: {
      model: 'global-api/deepseek-v4-flash',
      fallback: [FLASH, 'openai/gpt-4o-mini', 'google/gemini-2.5-pro'],
    },
  }),
  assume(
    'factors that move thresholds',
    {
      factors: [
        { from: 'claude-sonnet-4-5-20250929', to: 'gemini-2.5-pro', input: 1.25, output: 1.1 },
        { from: 'openai/gpt-4o', to: 'google/gemini-2.5-pro', input: 1.1 },
        { from: 'gpt-5.4', to: 'openai/gpt-5.4', input: 2 },
        { from: 'deepseek/deepseek-v4-pro', to: 'google/gemini-2.5-pro', output: 0.7 },
      ],
    },
    { model: 'google/gemini-2.5-pro' },
  ),
  assume('half of the prompt cache kept', { promptCacheKept: 0.5 }, { model: CLAUDE, fallback: ['x-ai/grok-4.5'] }),
  assume(
    'all of the prompt cache kept, overhead',
    { promptCacheKept: 1, overheadUsdPerRequest: 0.0002 },
    { model: 'openai/gpt-5.4' },
  ),
  policy('errors, retries and fallbacks', {
    otherwise: { model: PRO, fallback: ['gpt-4o-mini', 'google/gemini-2.5-pro'] },
    errors: { retries: 2 },
    assumptions: { errorRate: 0.05 },
  }),
  policy('chain', {
    otherwise: {
      chain: [
        { model: FLASH },
        { model: 'openai/gpt-5.4', inputFactor: 1.2, outputFactor: 0.3 },
        { model: CLAUDE, inputFactor: 0.5 },
      ],
      fallback: ['google/gemini-2.5-pro'],
    },
  }),
  policy('cascade with a judge', {
    rules: [
      {
        id: 'given',
        when: { task: ['report', 'chat'] },
        route: {
          cascade: [
            { model: FLASH, accept: 0.8 },
            { model: 'openai/gpt-4o-mini', accept: 0.5 },
            { model: 'google/gemini-2.5-pro' },
          ],
          judge: { model: 'openai/gpt-5.4', outputTokens: 16, errorRate: 0.1 },
        },
      },
    ],
    otherwise: {
      cascade: [{ model: FLASH }, { model: 'gpt-4o' }],
      judge: { model: 'gpt-4o-mini', inputFactor: 1.25 },
      fallback: [CLAUDE],
    },
  }),
  policy('answers from a cache', {
    cache: [
      { kind: 'semantic', when: { task: ['faq'] }, hitRate: 0.4, ttlSeconds: 3600 },
      { kind: 'exact', when: { not: { team: ['ops'] } }, hitRate: 1 },
    ],
    otherwise: { model: FLASH },
  }),
  policy('batch', { serviceTier: [{ tier: 'batch', when: { tags: ['nightly'] } }, { tier: 'standard' }] }),
  policy('every kind of condition', {
    rules: [
      { id: 'vision-stays', when: { needs: ['vision', 'tools'] }, route: { keep: true } },
      { id: 'not-here', when: { not: { region: ['eu'], not: { task: ['faq'] } } }, route: { model: 'x-ai/grok-4.5' } },
      { id: 'beta', when: { tags: ['beta'], team: ['ops', 'content'] }, route: { model: PRO } },
      {
        id: 'by-source',
        when: { sourceModel: ['gpt-4o-2024-08-06', 'openai/o3'], serviceTier: ['standard', 'flex'] },
        route: { model: FLASH },
      },
      { id: 'band', when: { inputTokens: { atLeast: 199_999, atMost: 200_001 } }, route: { model: 'openai/gpt-5.4' } },
      {
        id: 'not-long',
        when: { not: { inputTokens: { atLeast: 120_001 } } },
        route: { model: 'google/gemini-2.5-pro' },
      },
    ],
    otherwise: { model: 'nobody/knows' },
  }),
  policy('every constraint', {
    rules: [{ id: 'chat', when: { task: ['chat', 'faq'] }, route: { model: FLASH } }],
    otherwise: {
      split: [
        { model: 'openai/gpt-4o', weight: 1 },
        { model: 'global-api/deepseek-v4-flash', weight: 1 },
      ],
    },
    constraints: {
      residency: ['EU'],
      originIn: ['US', 'FR'],
      originNotIn: ['CN'],
      openWeights: true,
      contextTokensAtLeast: 200_000,
      needs: ['tools'],
      notDeprecatedBefore: '2026-12-31',
      access: { payment: ['card', 'PayPal / Visa'], docs: ['English'] },
      vendorShareAtMost: { openai: 0.5, deepseek: 0.1 },
      latencyMsAtMost: 3000,
      firstTokenMsAtMost: 1000,
      outputTokensPerSecondAtLeast: 55,
    },
  }),
];
