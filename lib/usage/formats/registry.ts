import { WaybillError } from '@/lib/domain/errors';
import { aiderFormat } from './aider';
import { csvFormat } from './csv';
import type { FormatAdapter, FormatSample } from './format';
import { jsonlFormat } from './jsonl';

export const FORMATS: readonly FormatAdapter[] = [aiderFormat, jsonlFormat, csvFormat];

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
  throw new WaybillError('bad-input', 'this is neither CSV with a header line nor JSON Lines');
}
