import type { ContextTier, RateCard } from '@/lib/domain/price';
import type { Unit } from '@/lib/domain/usage';
import { withoutDust } from './usd-per-million';

export type MutableCard = { [unit in Unit]?: number };

/** The dearest real price of a token known is $600 per 1M (o1-pro output); a call or a search never costs a dollar. */
const MAX_USD_PER_MTOK = 1_000;
const MAX_USD_PER_MILLION_CALLS = 1_000_000;
const MIN_USD_PER_MILLION = 0.0001;

const CACHE_UNITS = ['cacheRead', 'cacheWrite', 'cacheWrite1h'] as const;

const SLIP = 'a slip of units';

/** Whether a price was left out for what `findSlip` says. */
export function isSlipReason(reason: string): boolean {
  return reason.endsWith(SLIP);
}

/** Names the first price that must be a slip of units (per token, per 1k, in cents), or null. */
export function findSlip(card: RateCard): string | null {
  for (const [unit, usd] of Object.entries(card)) {
    const most = unit === 'webSearch' || unit === 'request' ? MAX_USD_PER_MILLION_CALLS : MAX_USD_PER_MTOK;
    if (usd > most) return `${unit} $${usd} per 1M is above $${most}: ${SLIP}`;
    if (usd !== 0 && usd < MIN_USD_PER_MILLION)
      return `${unit} $${usd} per 1M is below $${MIN_USD_PER_MILLION}: ${SLIP}`;
  }
  return null;
}

export const ONLY_ZEROS = '$0 for all it prices: free or unknown, the file does not tell';

/** Prices of 0 throughout, searches aside, say nothing where the source also writes 0 for a price it does not know. */
export function isOnlyZeros({ webSearch: _search, ...card }: RateCard): boolean {
  return Object.values(card).every((usd) => usd === 0);
}

/**
 * A card without cache writes at $0 beside a priced input: such a zero says that storing is free, the tokens are
 * input all the same, and without a price of their own they cost the input price.
 */
export function withoutFreeWrites(card: RateCard): RateCard {
  const kept: MutableCard = { ...card };
  for (const unit of ['cacheWrite', 'cacheWrite1h'] as const)
    if (kept[unit] === 0 && (kept.input ?? 0) > 0) delete kept[unit];
  return kept;
}

function ratio(over: number | undefined, base: number | undefined): number | null {
  return over === undefined || base === undefined || base === 0 || over === 0 ? null : over / base;
}

/**
 * The complete card of a context tier from the prices its source states. An unstated cache class gets dearer as
 * input does, an unstated reasoning price as output does: so it is with all 160 cache prices that LiteLLM's map of
 * 2026-08-01 states above a threshold. Other classes keep their price. A stated 0 over a priced class is a hole.
 */
export function tierCard(base: RateCard, stated: RateCard): RateCard {
  const card: MutableCard = { ...base, ...stated };
  const inputRatio = ratio(stated.input, base.input);
  const outputRatio = ratio(stated.output, base.output);
  for (const unit of CACHE_UNITS)
    if (stated[unit] === undefined && base[unit] !== undefined && inputRatio !== null && inputRatio > 1)
      card[unit] = withoutDust(base[unit] * inputRatio);
  if (stated.reasoning === undefined && base.reasoning !== undefined && outputRatio !== null && outputRatio > 1)
    card.reasoning = withoutDust(base.reasoning * outputRatio);
  for (const unit of Object.keys(stated) as Unit[]) if (stated[unit] === 0 && (base[unit] ?? 0) > 0) delete card[unit];
  return card;
}

/**
 * The context tiers of a service tier whose source states none: those of the standard tier, in proportion. So it is
 * in all 54 flex and priority prices of LiteLLM's map of 2026-08-01 that state both.
 */
export function proportionalTiers(
  standard: RateCard,
  standardTiers: readonly ContextTier[],
  service: RateCard,
): ContextTier[] {
  return standardTiers.map((tier) => {
    const stated: MutableCard = {};
    for (const unit of ['input', 'output'] as const) {
      const factor = ratio(tier.rates[unit], standard[unit]);
      const usd = service[unit];
      if (factor !== null && usd !== undefined) stated[unit] = withoutDust(usd * factor);
    }
    return { ...tier, rates: tierCard(service, stated) };
  });
}
