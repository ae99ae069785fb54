import type { Evidence } from '@/lib/domain/evidence';
import { parseOfferId } from '@/lib/domain/ids';

const CLAUDE = 'anthropic/claude-3-5-sonnet';
const GPT_4O = 'openai/gpt-4o';
const V4_FLASH = 'deepseek/deepseek-v4-flash';

/** The posts' benchmark tables, in percent as published. */
const TABLES: readonly {
  readonly benchmark: string;
  readonly title: string;
  readonly scores: readonly (readonly [offerId: string, pct: number])[];
}[] = [
  {
    benchmark: 'mmlu',
    title: 'general reasoning (MMLU-style)',
    scores: [
      [CLAUDE, 89.0],
      [GPT_4O, 88.7],
      ['qwen/qwen3.5-397b', 87.5],
      ['moonshotai/kimi-k2.5', 87.0],
      ['zhipuai/GLM-5', 86.0],
      [V4_FLASH, 85.5],
    ],
  },
  {
    benchmark: 'humaneval',
    title: 'code (HumanEval)',
    scores: [
      [CLAUDE, 93.0],
      [GPT_4O, 92.5],
      [V4_FLASH, 92.0],
      ['qwen/qwen3-coder-30b', 91.5],
      ['deepseek/deepseek-coder', 91.0],
    ],
  },
  {
    benchmark: 'c-eval',
    title: 'Chinese (C-Eval)',
    scores: [
      ['zhipuai/GLM-5', 91.0],
      ['moonshotai/kimi-k2.5', 90.5],
      ['qwen/qwen3-32b', 89.0],
      [GPT_4O, 88.5],
      [V4_FLASH, 88.0],
    ],
  },
];

/** The posts' tables as priors. They state no sample size. */
export function readPostBenchmarks(): Evidence[] {
  return TABLES.flatMap(({ benchmark, title, scores }) =>
    scores.map(([offerId, pct]) => ({
      dataset: 'posts',
      offerId: parseOfferId(offerId),
      benchmark,
      score: Math.round(pct * 10) / 1000,
      sampleSize: null,
      kind: 'prior' as const,
      source: `Post C/D, table “${title}”`,
      measuredOn: null,
    })),
  );
}
