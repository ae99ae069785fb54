import type { Unit } from '@/lib/domain/usage';

/** Prices per 1M tokens, in USD or the currency of the file. */
export const TOKEN_COLUMNS: readonly (readonly [column: string, unit: Unit])[] = [
  ['input', 'input'],
  ['output', 'output'],
  ['cache_read', 'cacheRead'],
  ['cache_write', 'cacheWrite'],
  ['cache_write_1h', 'cacheWrite1h'],
  ['reasoning', 'reasoning'],
  ['input_audio', 'inputAudio'],
  ['input_image', 'inputImage'],
  ['output_audio', 'outputAudio'],
  ['output_image', 'outputImage'],
];

/** Prices of one call, in USD or the currency of the file. */
export const CALL_COLUMNS: readonly (readonly [column: string, unit: Unit])[] = [
  ['per_search', 'webSearch'],
  ['per_request', 'request'],
];

/** In a price column: sold, at a price nobody knows. Such calls stay unpriced and no lower book answers for them. */
export const NO_PRICE = 'none';

/** What a price holds for. A line that adds a tier repeats them or leaves them empty. */
export const KEY_COLUMNS = [
  'offer',
  'tier',
  'region',
  'from',
  'to',
  'weekdays',
  'from_time',
  'to_time',
  'time_zone',
] as const;
export const TIER_COLUMNS = ['above_tokens', 'from_tokens'] as const;
export const CURRENCY_COLUMNS = ['currency', 'usd_per_unit', 'rate_date', 'rate_source'] as const;

/** Of a spreadsheet's formula guard: an apostrophe before what would run. */
export const GUARDED_FORMULA = /^'(?=\s*[=+\-@＝＋－＠]|[\t\r\n])/u;

/** All columns of the template, in the order it is written. */
export const TEMPLATE_COLUMNS: readonly string[] = [
  ...KEY_COLUMNS,
  ...TIER_COLUMNS,
  ...TOKEN_COLUMNS.map(([column]) => column),
  ...CALL_COLUMNS.map(([column]) => column),
  'name',
  'context',
  ...CURRENCY_COLUMNS,
  'source',
  'checked_on',
  'note',
];
