import { formatUsd, formatUsdPerMtok } from '@/components/ui/format';
import type { Unit } from '@/lib/domain/usage';

/** How a class is called in a list of prices. */
export const UNIT_NAMES: { readonly [unit in Unit]: string } = {
  input: 'input',
  cacheRead: 'cache read',
  cacheWrite: 'cache write',
  cacheWrite1h: 'cache write, 1 h',
  inputAudio: 'audio in',
  inputImage: 'image in',
  output: 'output',
  reasoning: 'reasoning',
  outputAudio: 'audio out',
  outputImage: 'image out',
  webSearch: 'web search',
  request: 'request',
};

const UNITS_PER_PRICE = 1e6;

/** Whether a class is counted in calls and not in tokens. */
export const isCounted = (unit: Unit): boolean => unit === 'webSearch' || unit === 'request';

/** A price as it is spoken of: tokens by the million, searches and requests by the piece. */
export function formatRate(unit: Unit, usdPerMillion: number | null | undefined): string {
  if (!isCounted(unit)) return formatUsdPerMtok(usdPerMillion);
  return formatUsd(usdPerMillion == null ? null : usdPerMillion / UNITS_PER_PRICE);
}
