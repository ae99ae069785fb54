import { parseOfferId } from '@/lib/domain/ids';
import type { OfferFacts, PriceBook, PriceRow, PriceTerm, RateCard } from '@/lib/domain/price';

/** A row of `lab/m`, open on both sides, changed as given. */
export function labRow(rates: RateCard, parts: Partial<PriceRow> = {}): PriceRow {
  return {
    offerId: parseOfferId('lab/m'),
    validFromMs: null,
    validToMs: null,
    clock: null,
    serviceTier: 'standard',
    contextTiers: [],
    sourceUrl: 'https://lab.example',
    checkedOn: null,
    ...parts,
    rates,
  };
}

/** A made-up book with an offer for each model of its rows. */
export function labBook(
  rows: readonly PriceRow[],
  parts: Partial<PriceBook> = {},
  facts: { readonly [offer: string]: OfferFacts } = {},
): PriceBook {
  return {
    name: 'lab',
    version: '1',
    source: 'made up',
    licence: 'MIT',
    observed: false,
    providers: [],
    offers: [...new Set(rows.map((row) => row.offerId))].map((offerId) => ({
      offerId,
      name: offerId,
      match: null,
      facts: facts[offerId] ?? {},
      sameModelAs: null,
    })),
    rows,
    ...parts,
  };
}

/** A book of terms only. */
export function labTerms(
  name: string,
  ...terms: readonly (Partial<PriceTerm> & { readonly percent: number })[]
): PriceBook {
  const open = { label: 'made up', scope: {}, validFromMs: null, validToMs: null, source: 'made up' };
  return labBook([], { name, terms: terms.map((term) => ({ ...open, ...term })) });
}
