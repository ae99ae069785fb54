import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { EvalItem } from '@/lib/domain/evidence';

/** By path, not by import.meta.url, which a bundler rewrites. */
const file = () => join(process.env.WAYBILL_ROOT ?? process.cwd(), 'lib', 'catalog', 'data', GSM8K.fileName);

export const GSM8K = { name: 'RouteLLM GSM8K', fileName: 'routellm-gsm8k.csv', task: 'math' } as const;

/** The file's columns, and the models that RouteLLM says answered. */
const MODELS = {
  mixtral_correct: 'mistralai/Mixtral-8x7B-Instruct-v0.1',
  gpt4_correct: 'gpt-4-1106-preview',
} as const;

/** RouteLLM's GSM8K outcomes (lib/catalog/data/NOTICE.md) as an eval: 1,319 items, two models, right or wrong. */
export function readGsm8k(): EvalItem[] {
  const rows: { readonly [column: string]: string }[] = parse(readFileSync(file()), { columns: true });
  return rows.flatMap((row) =>
    Object.entries(MODELS).map(([column, model]) => ({
      task: GSM8K.task,
      item: row.item ?? '',
      model,
      score: Number(row[column]),
      usd: null,
      inputTokens: null,
      outputTokens: null,
    })),
  );
}
