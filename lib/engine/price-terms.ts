import type { OfferId } from '@/lib/domain/ids';
import type { PriceBook, PriceRow, PriceTerm, RateCard, TermScope } from '@/lib/domain/price';
import { type ServiceTier, UNITS, type Unit } from '@/lib/domain/usage';
import { getOrCreate } from './get-or-create';
import { borrowedFrom } from './price-usage';

/** A term that changed a price, the book it stands in, and the classes it changed. */
export type AppliedTerm = { readonly book: string; readonly term: PriceTerm; readonly units: readonly Unit[] };

/** Whether an offer is among `provider/model`, `provider/*`, `provider/prefix*` or `*`. */
export function matchesOffer(patterns: readonly string[] | undefined, offerId: OfferId): boolean {
  if (patterns === undefined) return true;
  return patterns.some((pattern) =>
    pattern.endsWith('*') ? offerId.startsWith(pattern.slice(0, -1)) : offerId === pattern,
  );
}

/** Whether a term is in force at an instant; start included, end excluded. */
export function isTermInForce(
  term: { readonly validFromMs: number | null; readonly validToMs: number | null },
  dateMs: number,
): boolean {
  return (term.validFromMs ?? -Infinity) <= dateMs && dateMs < (term.validToMs ?? Infinity);
}

function covers(scope: TermScope, offerId: OfferId, tier: ServiceTier): boolean {
  return matchesOffer(scope.offers, offerId) && (scope.serviceTiers?.includes(tier) ?? true);
}

/** The rate of a class under one term, in USD per million; undefined where the term leaves it as it is. */
export function changedRate(rates: RateCard, unit: Unit, term: PriceTerm): number | undefined {
  const isNamed = term.scope.units?.includes(unit) ?? false;
  const fixed =
    unit === 'request' ? (term.usdPerRequest ?? 0) * 1e6 : unit === 'webSearch' ? 0 : (term.usdPerMtok ?? 0);
  let rate = rates[unit];
  // A class that costs another's price gets one of its own only where the term names it.
  if (rate === undefined && isNamed) rate = rates[borrowedFrom(unit, rates) ?? unit];
  if (rate === undefined) return unit === 'request' && fixed > 0 ? fixed : undefined;
  return (rate * (100 + term.percent)) / 100 + fixed;
}

function isNeutral(term: PriceTerm): boolean {
  return term.percent === 0 && !term.usdPerMtok && !term.usdPerRequest;
}

/** What a class costs on a card, its own price or the one it borrows. */
function costOf(unit: Unit, rates: RateCard): number | undefined {
  return rates[unit] ?? rates[borrowedFrom(unit, rates) ?? unit];
}

/** A card under the terms of one book: for each class the first term that covers it. */
function changeCard(rates: RateCard, terms: readonly PriceTerm[]): RateCard {
  const changed: { [unit in Unit]?: number } = { ...rates };
  for (const unit of UNITS) {
    const term = terms.find(({ scope }) => scope.units?.includes(unit) ?? true);
    if (term === undefined) continue;
    // A class that is named by a term of 0 % keeps what it cost, also where the class it borrows from changes.
    const isShielded =
      isNeutral(term) && term.scope.units !== undefined && costOf(unit, changed) !== costOf(unit, rates);
    const rate = isNeutral(term) ? (isShielded ? costOf(unit, rates) : undefined) : changedRate(rates, unit, term);
    if (rate !== undefined) changed[unit] = rate;
  }
  return changed;
}

export type TermLayer = (row: PriceRow, dateMs: number) => { readonly row: PriceRow; readonly applied: AppliedTerm[] };

/**
 * What a book does to a price of the books below it: price × (100 + percent) / 100 + fixed, for every class and context
 * tier of the row. The same row and terms give the same row again, so that callers may remember by it.
 */
export function createTermLayer({ name, terms = [] }: PriceBook): TermLayer {
  const remembered = new Map<PriceRow, Map<string, ReturnType<TermLayer>>>();
  return (row, dateMs) => {
    const active = terms.filter(
      (term) => covers(term.scope, row.offerId, row.serviceTier) && isTermInForce(term, dateMs),
    );
    // A term of 0 % is kept among the others: it shields what it covers from the ones after it.
    if (active.every(isNeutral)) return { row, applied: [] };
    const key = active.map((term) => terms.indexOf(term)).join(',');
    return getOrCreate(
      getOrCreate(remembered, row, () => new Map<string, ReturnType<TermLayer>>()),
      key,
      () => {
        const changed: PriceRow = {
          ...row,
          rates: changeCard(row.rates, active),
          contextTiers: row.contextTiers.map((tier) => ({ ...tier, rates: changeCard(tier.rates, active) })),
        };
        const unitsOf = (term: PriceTerm) =>
          UNITS.filter(
            (unit) =>
              changed.rates[unit] !== undefined &&
              active.find(({ scope }) => scope.units?.includes(unit) ?? true) === term,
          );
        const applied = active
          .filter((term) => !isNeutral(term))
          .map((term) => ({ book: name, term, units: unitsOf(term) }));
        return { row: changed, applied: applied.filter(({ units }) => units.length > 0) };
      },
    );
  };
}
