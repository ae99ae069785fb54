import type { PriceBook, PriceTerm, RateCard } from '@/lib/domain/price';
import type { ServiceTier, Unit } from '@/lib/domain/usage';

/** Where a class without a price of its own takes it from, the nearest first. */
const BORROWS: { readonly [unit in Unit]?: readonly Unit[] } = {
  cacheRead: ['input'],
  cacheWrite: ['input'],
  cacheWrite1h: ['cacheWrite', 'input'],
  reasoning: ['output'],
};

function isAmong(patterns: readonly string[] | undefined, offerId: string): boolean {
  if (patterns === undefined) return true;
  for (const pattern of patterns) {
    if (pattern === offerId) return true;
    if (pattern.slice(-1) === '*' && offerId.indexOf(pattern.slice(0, pattern.length - 1)) === 0) return true;
  }
  return false;
}

function isAtWork(term: PriceTerm, offerId: string, tier: ServiceTier, dateMs: number): boolean {
  if (term.validFromMs !== null && dateMs < term.validFromMs) return false;
  if (term.validToMs !== null && dateMs >= term.validToMs) return false;
  if (term.scope.serviceTiers !== undefined && !term.scope.serviceTiers.includes(tier)) return false;
  return isAmong(term.scope.offers, offerId);
}

/** What a class costs: its own price, or that of the class it is a part of. */
function costs(of: (unit: Unit) => number | undefined, unit: Unit): number | undefined {
  const own = of(unit);
  if (own !== undefined) return own;
  for (const parent of BORROWS[unit] ?? []) {
    const rate = of(parent);
    if (rate !== undefined) return rate;
  }
  return undefined;
}

/** One class under one book's terms, the first that covers it. `below`: the price without this book. */
function change(terms: readonly PriceTerm[], below: RateCard, unit: Unit): number | undefined {
  const [term] = terms.filter(({ scope }) => scope.units === undefined || scope.units.includes(unit));
  const before = below[unit];
  if (term === undefined) return before;
  const fee = term.usdPerRequest ?? 0;
  const margin = term.usdPerMtok ?? 0;
  const isNamed = term.scope.units !== undefined;
  if (term.percent === 0 && fee === 0 && margin === 0) {
    // Shielded: a class that is named keeps its cost when what it borrows from changes.
    if (before !== undefined || !isNamed) return before;
    const cost = costs((other) => below[other], unit);
    const after = costs((other) => (other === unit ? undefined : change(terms, below, other)), unit);
    return after === cost ? undefined : cost;
  }
  if (unit === 'request') {
    const changed = before === undefined ? undefined : before * (1 + term.percent / 100);
    return changed === undefined && fee === 0 ? undefined : (changed ?? 0) + fee * 1_000_000;
  }
  const base = isNamed ? costs((other) => below[other], unit) : before;
  if (base === undefined) return undefined;
  return base * (1 + term.percent / 100) + (unit === 'webSearch' ? 0 : margin);
}

/** A card in USD under the terms of the books above its own, the nearest first. */
export function underTerms(
  books: readonly PriceBook[],
  own: PriceBook,
  card: RateCard,
  offerId: string,
  tier: ServiceTier,
  dateMs: number,
): RateCard {
  const units = ['input', 'cacheRead', 'cacheWrite', 'cacheWrite1h', 'inputAudio', 'inputImage', 'output'] as const;
  const all: readonly Unit[] = [...units, 'reasoning', 'outputAudio', 'outputImage', 'webSearch', 'request'];
  const usdPerUnit = own.currency?.usdPerUnit ?? 1;
  const cardOf = (rateOf: (unit: Unit) => number | undefined) => {
    const made: { [unit in Unit]?: number } = {};
    for (const unit of all) {
      const rate = rateOf(unit);
      if (rate !== undefined) made[unit] = rate;
    }
    return made;
  };
  let priced: RateCard = cardOf((unit) => (card[unit] === undefined ? undefined : card[unit] * usdPerUnit));
  for (let depth = books.indexOf(own) - 1; depth >= 0; depth--) {
    const terms = (books[depth]?.terms ?? []).filter((term) => isAtWork(term, offerId, tier, dateMs));
    const below = priced;
    priced = cardOf((unit) => change(terms, below, unit));
  }
  return priced;
}
