import { WaybillError } from '@/lib/domain/errors';
import { aiderFormat } from './aider';
import { anthropicCsvFormat } from './anthropic-csv';
import { anthropicUsageFormat } from './anthropic-usage';
import { azureApimFormat } from './azure-apim';
import { bedrockFormat } from './bedrock';
import { claudeCodeFormat } from './claude-code';
import { codexFormat } from './codex';
import { csvFormat } from './csv';
import type { FormatAdapter, FormatSample } from './format';
import { geminiFormat } from './gemini';
import { heliconeFormat } from './helicone';
import { jsonlFormat } from './jsonl';
import { langfuseFormat } from './langfuse';
import { litellmFormat } from './litellm';
import { openaiCsvFormat } from './openai-csv';
import { openaiUsageFormat } from './openai-usage';
import { openrouterFormat } from './openrouter';
import { otelFormat } from './otel/otel';
import { portkeyFormat } from './portkey';
import { vercelFormat } from './vercel';

export const FORMATS: readonly FormatAdapter[] = [
  aiderFormat,
  openaiCsvFormat,
  anthropicCsvFormat,
  openrouterFormat,
  litellmFormat,
  langfuseFormat,
  heliconeFormat,
  portkeyFormat,
  azureApimFormat,
  openaiUsageFormat,
  anthropicUsageFormat,
  claudeCodeFormat,
  codexFormat,
  bedrockFormat,
  geminiFormat,
  otelFormat,
  vercelFormat,
  jsonlFormat,
  csvFormat,
];

export type FormatChoice = { readonly format: FormatAdapter; readonly why: string };

/** The format called `id`, or with 'auto' the one that fits the sample best. */
export function chooseFormat(id: string, sample: FormatSample): FormatChoice {
  if (id !== 'auto') {
    const format = FORMATS.find((candidate) => candidate.id === id);
    if (format) return { format, why: 'chosen' };
    throw new WaybillError(
      'bad-input',
      `unknown format "${id}": choose one of auto, ${FORMATS.map((known) => known.id).join(', ')}`,
    );
  }
  let best: (FormatChoice & { score: number }) | null = null;
  for (const format of FORMATS) {
    const { score, why } = format.detect(sample);
    if (score > (best?.score ?? 0)) best = { format, why, score };
  }
  if (best) return best;
  const first = sample.bytes.find((byte) => byte > 32 && byte < 127);
  const isJson = first === 123 || first === 91;
  throw new WaybillError(
    'bad-input',
    isJson && !sample.isWhole
      ? `it looks like JSON, but no object ends within its first ${sample.bytes.length} bytes: choose the format`
      : 'this is neither CSV with a header line nor JSON Lines',
  );
}
