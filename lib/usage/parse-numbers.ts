import { quoteValue } from './quote';

/** What the number parsers give for an empty cell or null. A value that is no number gives NaN. */
export const BLANK = -1;

const PLAIN = /^\+?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const WITH_THOUSANDS = /^\+?\d{1,3}(,\d{3})+(\.\d+)?$/;

export function isBlank(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  return typeof value === 'string' && /^(\s*|\\N|null)$/i.test(value);
}

/** A whole number ≥ 0 after scaling, BLANK or NaN. `3.0` is 3; `1,234` is 1234. */
export function parseCount(value: unknown, scale = 1): number {
  if (isBlank(value)) return BLANK;
  const scaled = parseDecimal(value) * scale;
  const whole = Math.round(scaled);
  // A scale such as 1000 leaves float dust on 1.234.
  const tolerance = scale === 1 ? 0 : 1e-6;
  // + 0: −0 is 0.
  return Math.abs(scaled - whole) <= tolerance && whole >= 0 && Number.isSafeInteger(whole) ? whole + 0 : Number.NaN;
}

/** Why `parseCount` gave NaN. */
export function explainCount(name: string, value: unknown): string {
  const number = typeof value === 'number' ? value : Number(String(value).replaceAll(',', ''));
  const shown = quoteValue(value);
  if (!Number.isFinite(number)) return `${name} are not a number: ${shown}`;
  if (number < 0) return `${name} are negative: ${shown}`;
  return number > Number.MAX_SAFE_INTEGER
    ? `${name} are too large: ${shown}`
    : `${name} are not a whole number: ${shown}`;
}

/** USD to integer nano-USD, BLANK or NaN. */
export function parseCostNanoUsd(value: unknown): number {
  if (isBlank(value)) return BLANK;
  const usd = parseDecimal(typeof value === 'string' ? value.trim().replace(/^\$\s*/, '') : value);
  const nanoUsd = Math.round(usd * 1e9);
  return nanoUsd >= 0 && Number.isSafeInteger(nanoUsd) ? nanoUsd + 0 : Number.NaN;
}

export function explainCost(value: unknown): string {
  const usd =
    typeof value === 'number'
      ? value
      : Number(
          String(value)
            .replace(/^\s*\$/, '')
            .replaceAll(',', ''),
        );
  if (usd < 0) return `cost is negative: ${quoteValue(value)}`;
  return Number.isFinite(usd)
    ? `cost is too large: ${quoteValue(value)}`
    : `cost is not a number: ${quoteValue(value)}`;
}

/** Whole milliseconds, or null: a latency is an extra, so a bad one costs no row. */
export function parseLatencyMs(value: unknown): number | null {
  const latencyMs = isBlank(value) ? Number.NaN : Math.round(parseDecimal(value));
  return latencyMs >= 0 && Number.isSafeInteger(latencyMs) ? latencyMs + 0 : null;
}

function parseDecimal(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return Number.NaN;
  const text = value.trim();
  if (PLAIN.test(text)) return Number(text);
  if (WITH_THOUSANDS.test(text)) return Number(text.replaceAll(',', ''));
  return /^-0*(\.0*)?$/.test(text) && /\d/.test(text) ? 0 : Number.NaN;
}
