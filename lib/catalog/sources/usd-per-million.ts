const DECIMAL = /^\s*(\d+\.?\d*|\.\d+)(?:e([+-]?\d+))?\s*$/i;
const POINTS_TO_MILLION = 6;

/** More digits than this are dust of the source's own arithmetic (2.9999999999999997e-06), not a price. */
const SIGNIFICANT_DIGITS = 12;

export function withoutDust(usd: number): number {
  return Number(usd.toPrecision(SIGNIFICANT_DIGITS));
}

/**
 * USD per unit → USD per million units, by moving the decimal point of the text: `9e-07` is exactly 0.9, where
 * 9e-07 × 1e6 is 0.8999999999999999. Null when it is no decimal number from 0 on.
 */
export function toUsdPerMillion(usdPerUnit: string | number): number | null {
  const match = DECIMAL.exec(String(usdPerUnit));
  if (match === null) return null;
  return withoutDust(Number(`${match[1]}e${Number(match[2] ?? 0) + POINTS_TO_MILLION}`));
}
