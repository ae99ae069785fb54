import type { Policy } from '@/lib/domain/policy';
import { allOnOne, sizeTiers, taskTable } from '@/lib/engine/templates';

/** The full example of the policy file (shared design), word for word but for comments. */
export const FULL_EXAMPLE: Policy = {
  waybill: 1,
  name: 'Right model, right job',
  rules: [
    { id: 'vision-stays', when: { needs: ['vision'] }, route: { keep: true } },
    {
      id: 'bulk',
      when: { task: ['classify', 'extract'], inputTokens: { atMost: 4000 } },
      route: {
        split: [
          { model: 'global-api/glm-4-plus', weight: 80 },
          { model: 'openai/gpt-4o', weight: 20 },
        ],
      },
    },
    { id: 'long', when: { inputTokens: { atLeast: 120001 } }, route: { model: 'global-api/deepseek-v4-pro' } },
    {
      id: 'reason',
      when: { task: ['reason'] },
      route: {
        cascade: [{ model: 'global-api/deepseek-v4-flash', accept: 0.8 }, { model: 'openai/gpt-4o' }],
        judge: { model: 'openai/gpt-4o-mini', outputTokens: 16, errorRate: 0.1 },
      },
    },
    {
      id: 'draft-review',
      when: { task: ['report'] },
      route: {
        chain: [
          { model: 'global-api/deepseek-v4-flash' },
          { model: 'openai/gpt-4o', inputFactor: 1.2, outputFactor: 0.3 },
        ],
      },
    },
  ],
  otherwise: { model: 'global-api/deepseek-v4-flash', fallback: ['openai/gpt-4o-mini'] },
  cache: [{ kind: 'semantic', when: { task: ['faq'] }, hitRate: 0.4, ttlSeconds: 3600 }],
  serviceTier: [{ tier: 'batch', when: { task: ['nightly'] } }],
  errors: { retries: 1, lastResort: 'cachedAnswer' },
  constraints: { residency: ['EU'], vendorShareAtMost: { openai: 0.5 }, latencyMsAtMost: 3000 },
  assumptions: {
    promptCacheKept: 0,
    errorRate: 0.01,
    overheadUsdPerRequest: 0,
    factors: [{ from: 'openai/gpt-4o', to: 'global-api/deepseek-v4-flash', input: 1.05, output: 1.1 }],
  },
};

/** A fallback with a larger window and vision, calls kept with a fallback, and an exact cache. */
const FALLBACKS: Policy = {
  waybill: 1,
  name: 'Fallbacks and vision',
  rules: [
    {
      id: 'claude-stays',
      when: { sourceModel: ['anthropic/claude-3-5-sonnet'], not: { task: ['classify'] } },
      route: { keep: true, fallback: ['openai/gpt-4o'] },
    },
    {
      id: 'batch-team',
      when: { team: ['operations'], tags: ['night'], serviceTier: ['standard', 'flex'] },
      route: {
        model: 'global-api/qwen3-32b',
        fallback: ['global-api/deepseek-v4-flash', 'global-api/deepseek-v4-pro'],
      },
    },
  ],
  otherwise: { model: 'global-api/deepseek-v4-flash', fallback: ['openai/gpt-4o', 'moonshotai/kimi-k2.5'] },
  cache: [
    { kind: 'semantic', when: { language: ['zh'] }, hitRate: 0.2 },
    { kind: 'exact', when: { task: ['faq'] }, hitRate: 0.3, ttlSeconds: 600 },
  ],
  errors: { retries: 2 },
};

const SPLITS: Policy = {
  waybill: 1,
  name: 'Splits',
  rules: [
    {
      id: 'eighty-twenty',
      when: { sourceModel: ['claude-3-5-sonnet'] },
      route: {
        split: [
          { model: 'moonshotai/kimi-k2.5', weight: 80 },
          { model: 'anthropic/claude-3-5-sonnet', weight: 20 },
        ],
        fallback: ['openai/gpt-4o'],
      },
    },
    {
      id: 'a-third',
      when: { region: ['EU', 'UK'], language: ['en', 'de'] },
      route: {
        split: [
          { model: 'mistral/mistral-large', weight: 1 / 3 },
          { model: 'openai/gpt-4o-mini', weight: 2 / 3 },
        ],
      },
    },
    {
      id: 'uneven',
      when: { task: ['chat'] },
      route: {
        split: [
          { model: 'openai/gpt-4o', weight: 0.00123 },
          { model: 'global-api/deepseek-v4-flash', weight: Math.PI },
        ],
      },
    },
  ],
  otherwise: { keep: true },
};

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: it must stay text in every language.
/** Text that tries to leave its quotes in YAML, in Python and in comments of both. */
export const HOSTILE: Policy = {
  waybill: 1,
  name: 'x\n# -*- coding: rot13 -*-\n"""\nimport os # \u2028general_settings: {}\u0085- a: b ${process.exit(1)} `id`',
  rules: [
    {
      id: '"]}\nimport os; os.system("touch /tmp/pwned") #',
      when: {
        task: ['\'"""\\', '\n- model_name: evil', '中文 😀 \ud800', '*anchor', 'null', '#x', '${HOME}', '{{x}}'],
      },
      route: { model: 'evil"\n  api_key: sk-leak/os.environ/LITELLM_MASTER_KEY', fallback: ['os.environ/SECRET'] },
    },
    {
      id: '\u2029otherwise',
      when: { sourceModel: ['yes', '1e3', '~', 'a: b', '__proto__'] },
      route: { keep: true },
    },
    { id: '', when: { team: ['constructor'] }, route: { model: '*/%s{0}' } },
    { id: '中文', when: { language: ['zh'] }, route: { model: 'openai/gpt-4o' } },
    { id: 'Otherwise', when: { language: ['en'] }, route: { model: 'openai/gpt-4o' } },
    { id: 'fallback', when: { language: ['fr'] }, route: { model: 'openai/gpt-4o' } },
  ].map((rule, i) => ({ ...rule, id: rule.id === '' ? ` ${i}` : rule.id })) as Policy['rules'],
  otherwise: { model: 'openai/gpt-4o' },
};

// biome-ignore-end lint/suspicious/noTemplateCurlyInString: above.

/** Policies whose exports are kept as golden files, by name. `sourceModels` undefined: not known. */
export const GOLDEN: readonly { readonly name: string; readonly policy: Policy; readonly sourceModels?: string[] }[] = [
  { name: 'all-on-one', policy: allOnOne('global-api/deepseek-v4-flash') },
  {
    name: 'task-table',
    policy: taskTable([
      { task: 'code_review', model: 'openai/gpt-4o' },
      { task: 'bulk_classify', model: 'deepseek-v4-flash' },
      { task: 'summarize_cn', model: 'zhipuai/GLM-5' },
      { task: 'cheap_chat', model: 'qwen/qwen3-32b' },
    ]),
  },
  { name: 'size-tiers', policy: sizeTiers(), sourceModels: ['gpt-4o', 'claude-3-5-sonnet'] },
  { name: 'splits', policy: SPLITS, sourceModels: ['gpt-4o', 'claude-3-5-sonnet', 'claude-3-5-sonnet-20241022'] },
  { name: 'fallbacks', policy: FALLBACKS, sourceModels: ['gpt-4o', 'claude-3-5-sonnet-20241022', 'unheard-of'] },
  { name: 'full-example', policy: FULL_EXAMPLE, sourceModels: ['gpt-4o', 'gpt-4o-mini'] },
  { name: 'hostile', policy: HOSTILE, sourceModels: ['gpt-4o', 'yes', 'a: b'] },
];
