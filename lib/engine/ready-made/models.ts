/** Models of the posts as offers, the maker's own before a reseller's. A ready-made policy takes the first that is priced. */
export const V4_FLASH = ['deepseek/deepseek-v4-flash', 'global-api/deepseek-v4-flash'] as const;
export const V4_PRO = ['deepseek/deepseek-v4-pro', 'global-api/deepseek-v4-pro'] as const;
export const KIMI = ['moonshotai/kimi-k2.5', 'moonshotai/kimi-k2'] as const;
export const GLM_5 = ['zhipuai/GLM-5'] as const;
export const QWEN3_32B = ['qwen/qwen3-32b', 'global-api/qwen3-32b', 'openrouter/qwen/qwen3-32b'] as const;
export const GPT_4O = ['openai/gpt-4o'] as const;
export const GPT_4O_MINI = ['openai/gpt-4o-mini'] as const;
/** Post B's gateway, which has an economy tier. */
export const GATEWAY_GLM_4_PLUS = ['global-api/glm-4-plus'] as const;
export const GATEWAY_FLASH = ['global-api/deepseek-v4-flash'] as const;
/** Post A names Mistral Large for European compliance. */
export const EUROPEAN = ['mistral/mistral-large-2512', 'mistral/mistral-large'] as const;

/** Every model that a ready-made policy may name by itself. */
export const READY_MADE_MODELS: readonly string[] = [
  ...V4_FLASH,
  ...V4_PRO,
  ...KIMI,
  ...GLM_5,
  ...QWEN3_32B,
  ...GPT_4O,
  ...GPT_4O_MINI,
  ...GATEWAY_GLM_4_PLUS,
  ...EUROPEAN,
];

/** What the words of a task say of it. Posts speak of tasks by such names; a person labels them as they like. */
export const TRIVIAL_WORDS = /classif|intent|keyword|extract|tag(ging)?$|label|route|detect/i;
export const HARD_WORDS = /code|sql|refactor|debug|report|analy|reason|research|legal|medical|math|plan/i;
export const WRITING_WORDS = /report|analy|research|write|writing|draft|article|brief|translat/i;
export const LATENCY_WORDS = /chat|support|voice|autocomplete|assistant|live|real-?time/i;
export const SENSITIVE_WORDS =
  /support|ticket|customer|crm|(^|[_\-\s])hr([_\-\s]|$)|legal|medical|patient|health|payroll|invoice|kyc|claim|finance|report/i;
