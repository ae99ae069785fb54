/** What stands where a figure is unknown. Unknown is never zero. */
export const UNKNOWN = '—';

type Amount = number | null | undefined;

type NumberFormat = { readonly format: (value: number) => string };
const formats = new Map<string, NumberFormat>();

/** With a true minus sign, which is as wide as a plus. */
function numberFormat(options: Intl.NumberFormatOptions): NumberFormat {
  const key = JSON.stringify(options);
  let known = formats.get(key);
  if (!known) {
    const { format } = new Intl.NumberFormat('en-US', options);
    known = { format: (value) => format(value).replace('-', '−') };
    formats.set(key, known);
  }
  return known;
}

/** Null unless the value can be shown; minus zero becomes zero. */
function shown(value: Amount): number | null {
  return value === null || value === undefined || !Number.isFinite(value) ? null : value || 0;
}

/** `$1,234.56`; below a dollar four significant digits: `$0.0006225`. */
export function formatUsd(usd: Amount): string {
  const value = shown(usd);
  if (value === null) return UNKNOWN;
  const size = Math.abs(value);
  const digits = size === 0 || size >= 1 ? 2 : Math.min(20, Math.max(2, 3 - Math.floor(Math.log10(size))));
  return numberFormat({
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: 2,
    maximumFractionDigits: digits,
  }).format(value);
}

/** One format for a column, so that the figures line up: whole dollars where the largest passes a thousand, cents where it passes one. */
export function usdColumnFormat(column: readonly Amount[]): (usd: Amount) => string {
  const cents = numberFormat({ style: 'currency', currency: 'USD' });
  const largest = Math.max(0, ...column.map((usd) => Math.abs(shown(usd) ?? 0)));
  if (largest < 1) return formatUsd;
  if (largest < 1000)
    return (usd) => {
      const value = shown(usd);
      if (value === null) return UNKNOWN;
      return value > 0 && value < 0.005 ? '<$0.01' : cents.format(Math.round(value * 100) / 100 || 0);
    };
  const whole = numberFormat({ style: 'currency', currency: 'USD', maximumFractionDigits: 0 });
  return (usd) => {
    const value = shown(usd);
    if (value === null) return UNKNOWN;
    return value > 0 && value < 0.5 ? '<$1' : whole.format(Math.round(value) || 0);
  };
}

/** `$12.3K`, for axes and labels with little room. */
export function formatUsdCompact(usd: Amount): string {
  const value = shown(usd);
  if (value === null) return UNKNOWN;
  if (value !== 0 && Math.abs(value) < 1) return formatUsd(value);
  return numberFormat({
    style: 'currency',
    currency: 'USD',
    notation: 'compact',
    maximumSignificantDigits: 3,
    minimumSignificantDigits: 1,
  }).format(value);
}

/** A price per million tokens, exact to a millionth of a dollar: `$0.0375`. */
export function formatUsdPerMtok(usdPerMtok: Amount): string {
  const value = shown(usdPerMtok);
  if (value === null) return UNKNOWN;
  return numberFormat({
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: 2,
    maximumFractionDigits: 6,
  }).format(value);
}

/** `1,234,567`. */
export function formatCount(count: Amount): string {
  const value = shown(count);
  return value === null ? UNKNOWN : numberFormat({ maximumFractionDigits: 0 }).format(value);
}

/** `1 call`, `1,234 calls`: a count and its noun. */
export function countOf(count: Amount, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** `1.54M`; exact below ten thousand, or when asked. */
export function formatTokens(tokens: Amount, style: 'compact' | 'exact' = 'compact'): string {
  const value = shown(tokens);
  if (value === null) return UNKNOWN;
  if (style === 'exact' || Math.abs(value) < 10_000) return formatCount(value);
  return numberFormat({ notation: 'compact', maximumSignificantDigits: 3 }).format(value);
}

/** A percentage (42.3 is `42.3%`), rounded down, so that neither savings nor coverage is overstated. */
export function formatPct(percent: Amount): string {
  const value = shown(percent);
  if (value === null) return UNKNOWN;
  const floored = Math.floor(value * 10 + 1e-9) / 10 || 0;
  return `${numberFormat({ maximumFractionDigits: 1 }).format(floored)}%`;
}

/** A part of a whole in percent, to the nearest tenth and always with it, so that a column lines up and adds up. */
export function formatShare(percent: Amount): string {
  const value = shown(percent);
  if (value === null) return UNKNOWN;
  if (value > 0 && value < 0.05) return '<0.1%';
  return `${numberFormat({ minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value)}%`;
}

/** A score from 0 to 1 as a percentage: 0.864 is `86.4%`. */
export function formatScore(score: Amount): string {
  const value = shown(score);
  return value === null ? UNKNOWN : numberFormat({ style: 'percent', maximumFractionDigits: 1 }).format(value);
}

const dayFormat = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' });
const monthFormat = new Intl.DateTimeFormat('en-US', { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** `Mar 12, 2026`, in UTC as everything is. */
export function formatDay(timeMs: Amount): string {
  const value = shown(timeMs);
  return value === null ? UNKNOWN : dayFormat.format(value);
}

/** `Aug 16, 2026, 16:00 UTC`; the day alone where it is its first instant. */
export function formatInstant(timeMs: Amount): string {
  const value = shown(timeMs);
  if (value === null) return UNKNOWN;
  const clock = new Date(value).toISOString().slice(11, 16);
  return clock === '00:00' ? formatDay(value) : `${formatDay(value)}, ${clock} UTC`;
}

/** `Mar 2026`. */
export function formatMonth(timeMs: Amount): string {
  const value = shown(timeMs);
  return value === null ? UNKNOWN : monthFormat.format(value);
}
