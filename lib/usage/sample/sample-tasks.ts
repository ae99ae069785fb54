/** List prices of the posts, in nano-USD a token: GPT-4o 2.50 / 10.00, Claude 3.5 Sonnet 3.00 / 15.00 USD per 1M. */
export const SAMPLE_MODELS = {
  'gpt-4o': { inputNanoUsd: 2500, outputNanoUsd: 10_000, windowTokens: 128_000 },
  'claude-3-5-sonnet': { inputNanoUsd: 3000, outputNanoUsd: 15_000, windowTokens: 200_000 },
} as const;
export type SampleModel = keyof typeof SAMPLE_MODELS;

/** Relative volume by hour of the UTC day, and on a Saturday or Sunday beside a business day. */
type Rhythm = { readonly hours: readonly number[]; readonly weekend: number };

const OFFICE: Rhythm = {
  hours: [1, 1, 1, 1, 1, 2, 4, 10, 24, 36, 40, 36, 28, 38, 42, 40, 32, 22, 12, 7, 4, 3, 2, 1],
  weekend: 0.2,
};
/** Tickets come in from two continents: never silent, and some at weekends. */
const TICKETS: Rhythm = {
  hours: [10, 14, 18, 18, 14, 14, 18, 24, 34, 40, 40, 34, 30, 38, 40, 38, 32, 24, 18, 14, 10, 8, 8, 8],
  weekend: 0.5,
};
/** Machines feed it every day alike. */
const PIPELINE: Rhythm = { ...OFFICE, weekend: 1 };
/** Between 01:00 and 04:00 UTC, every night alike. */
const NIGHT: Rhythm = { hours: [0, 30, 40, 30, ...new Array<number>(20).fill(0)], weekend: 1 };

/**
 * One row of the company: `requests`, `inputTokens` and `outputTokens` are the month's, to the token. Each request
 * has at least the floor; what is left is shared out in proportion to sizes of the Azure trace.
 */
export type SampleTask = {
  readonly task: string;
  readonly team: string;
  readonly model: SampleModel;
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly inputFloor: number;
  readonly outputFloor: number;
  readonly needs: string;
  /** Share of calls by language; none means the calls carry no language. */
  readonly languages: readonly (readonly [language: string, share: number])[];
  readonly rhythm: Rhythm;
  /** Every day has the same tokens, not only the month. */
  readonly isDailyExact: boolean;
};

const COMMON = {
  model: 'gpt-4o',
  inputFloor: 0,
  outputFloor: 0,
  needs: '',
  languages: [],
  isDailyExact: false,
} as const;
const DAYS = 30;

/**
 * The sample company of the posts. Dollars a month at list price: rag 4,200 (1,536M input, 36M output), summarise
 * 310, code_review 480, support 900, classify and extract 12M tokens a day (981), report 600, vision 200.
 * Reports are 60K to 126K tokens: the posts say up to 180K, which GPT-4o's 128K window cannot have taken.
 */
export const SAMPLE_TASKS: readonly SampleTask[] = [
  {
    ...COMMON,
    task: 'rag',
    team: 'product',
    requests: 150_000,
    inputTokens: 1_536_000_000,
    outputTokens: 36_000_000,
    rhythm: OFFICE,
  },
  // 110M × $2.50 + 3.5M × $10 = $275 + $35
  {
    ...COMMON,
    task: 'summarise',
    team: 'content',
    requests: 18_000,
    inputTokens: 110_000_000,
    outputTokens: 3_500_000,
    rhythm: OFFICE,
  },
  // 130M × $3 + 6M × $15 = $390 + $90
  {
    ...COMMON,
    task: 'code_review',
    team: 'engineering',
    model: 'claude-3-5-sonnet',
    requests: 12_000,
    inputTokens: 130_000_000,
    outputTokens: 6_000_000,
    rhythm: OFFICE,
  },
  // 280M × $2.50 + 20M × $10 = $700 + $200
  {
    ...COMMON,
    task: 'support',
    team: 'support',
    requests: 80_000,
    inputTokens: 280_000_000,
    outputTokens: 20_000_000,
    languages: [
      ['en', 0.6],
      ['zh', 0.4],
    ],
    rhythm: TICKETS,
  },
  // 7.84M + 0.16M a day, and 3.8M + 0.2M: 12M a day together.
  {
    ...COMMON,
    task: 'classify',
    team: 'operations',
    requests: 96_000,
    inputTokens: DAYS * 7_840_000,
    outputTokens: DAYS * 160_000,
    rhythm: PIPELINE,
    isDailyExact: true,
  },
  {
    ...COMMON,
    task: 'extract',
    team: 'operations',
    requests: 48_000,
    inputTokens: DAYS * 3_800_000,
    outputTokens: DAYS * 200_000,
    rhythm: PIPELINE,
    isDailyExact: true,
  },
  // 224M × $2.50 + 4M × $10 = $560 + $40
  {
    ...COMMON,
    task: 'report',
    team: 'finance',
    requests: DAYS * 97,
    inputTokens: 224_000_000,
    outputTokens: 4_000_000,
    inputFloor: 60_000,
    outputFloor: 1000,
    rhythm: NIGHT,
  },
  // 68M × $2.50 + 3M × $10 = $170 + $30
  {
    ...COMMON,
    task: 'vision',
    team: 'support',
    requests: 24_000,
    inputTokens: 68_000_000,
    outputTokens: 3_000_000,
    needs: 'vision',
    rhythm: TICKETS,
  },
];
