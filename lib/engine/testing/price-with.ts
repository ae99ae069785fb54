import type { PriceBook, PriceRow } from '@/lib/domain/price';
import { type ServiceTier, TOKEN_COUNT_KEYS, type TokenCounts } from '@/lib/domain/usage';
import { isInClock } from '../clock';
import { createResolver } from '../names';
import { createPriceStack } from '../price-stack';
import { cardFor, type PriceLine, priceLines, priceUsd, rateVector } from '../price-usage';

/** What a call bills, or why nothing. `reason` null: priced. */
export type PricedOnce = {
  readonly usd: number | null;
  readonly reason: string | null;
  readonly lines: readonly PriceLine[];
  readonly row: PriceRow | null;
  readonly book: string | null;
  readonly extrapolated: boolean;
  readonly standardInstead: boolean;
};

export type Counts = Partial<TokenCounts>;

const NOTHING: PricedOnce = {
  usd: null,
  reason: null,
  lines: [],
  row: null,
  book: null,
  extrapolated: false,
  standardInstead: false,
};

export function countsOf(counts: Counts): TokenCounts {
  const zero = Object.fromEntries(TOKEN_COUNT_KEYS.map((key) => [key, 0])) as TokenCounts;
  return { ...zero, ...counts };
}

/** Prices single calls by a stack of books: name, row in force, context tier, lines. */
export function openPricer(books: readonly PriceBook[]) {
  const resolve = createResolver(books, new Map());
  const stack = createPriceStack(books);
  return (model: string, counts: Counts, at = '2026-11-01T12:00:00Z', tier: ServiceTier = 'standard'): PricedOnce => {
    const offerId = resolve(model)?.offerId;
    if (offerId === undefined) return { ...NOTHING, reason: 'unknown model' };
    const timeMs = Date.parse(at);
    const found = stack.find(offerId, { dateMs: timeMs, isIn: (windows) => isInClock(windows, timeMs) }, tier);
    if (typeof found === 'string') return { ...NOTHING, reason: found };
    const all = countsOf(counts);
    const card = cardFor(found.row, all.inputTokens);
    const lines = priceLines(all, 1, card);
    const usd = priceUsd(all, 1, rateVector(card));
    if (typeof lines === 'string' || typeof usd === 'string') {
      if (lines !== usd) throw new Error(`lines say ${String(lines)}, the sum says ${usd}`);
      return { ...NOTHING, ...found, reason: lines };
    }
    const sum = lines.reduce((total, line) => total + line.usd, 0);
    if (Math.abs(sum - usd) > 1e-12 * Math.max(1, usd)) throw new Error(`lines add up to ${sum}, the sum is ${usd}`);
    return { ...NOTHING, ...found, usd, lines };
  };
}
