const MAX_QUOTED = 40;

/** A foreign value as it may stand in a message: one line, short, no control characters. */
export function quoteValue(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  const clean = text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
  if (clean === '') return '(empty)';
  return clean.length > MAX_QUOTED ? `${clean.slice(0, MAX_QUOTED - 1)}…` : clean;
}
