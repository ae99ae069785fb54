import type { Conflict, Quote, WeekSpan } from '@/lib/domain/conflict';
import type { OfferId } from '@/lib/domain/ids';
import type { PriceBook, PriceRow } from '@/lib/domain/price';
import { SERVICE_TIERS, type ServiceTier } from '@/lib/domain/usage';
import { isInClock } from './clock';
import { compareQuotes, worstRatio } from './compare-quotes';
import { getOrCreate } from './get-or-create';
import { createPriceStack, type PriceStack } from './price-stack';
import { joinSpans, weekSlots } from './week-hours';

/** Prices that differ by less than this share of the cheaper one are the same. */
const SAME_PRICE_SHARE = 0.001;

/** Where a quote is looked up: one stack under one label, for an offer of its own. */
type Source = {
  readonly label: string;
  readonly offerId: OfferId;
  readonly stack: PriceStack;
  readonly rows: readonly PriceRow[];
};

type At = {
  readonly dateMs: number;
  readonly hourMs: number;
  readonly region: string | null;
  readonly tier: ServiceTier;
};

function quoteOf({ label, offerId, stack }: Source, { dateMs, hourMs, region, tier }: At): Quote | null {
  const time = {
    dateMs,
    isIn: (windows: Parameters<typeof isInClock>[0]) => isInClock(windows, hourMs),
    region: region ?? '',
  };
  const found = stack.find(offerId, time, tier);
  // A book without a price of its own for this tier does not disagree about it.
  if (typeof found === 'string' || found.standardInstead) return null;
  const { row, stated, book, currency, extrapolated } = found;
  return { label, offerId, book, row, stated, currency, extrapolated };
}

/** What makes the quotes of two hours the same conflict. */
const keyOf = (quotes: readonly Quote[]) =>
  JSON.stringify(quotes.map(({ label, row }) => [label, row.rates, row.contextTiers]));

function conflictsAmong(offerId: OfferId, sources: readonly Source[], dateMs: number, tolerance: number): Conflict[] {
  const rows = sources.flatMap((source) => source.rows);
  const tiers = SERVICE_TIERS.filter((tier) => rows.some((row) => row.serviceTier === tier));
  const regions = [...new Set([null, ...rows.map((row) => row.region ?? null)])];
  const slots = weekSlots(
    rows.flatMap((row) => row.clock ?? []),
    dateMs,
  );
  const found: Conflict[] = [];
  for (const serviceTier of tiers)
    for (const region of regions) {
      if (region !== null && !rows.some((row) => row.serviceTier === serviceTier && row.region === region)) continue;
      const byQuotes = new Map<string, { readonly quotes: Quote[]; readonly spans: WeekSpan[] }>();
      for (const { atMs: hourMs, span } of slots) {
        const at = { dateMs, hourMs, region, tier: serviceTier };
        const quotes = sources.flatMap((source) => quoteOf(source, at) ?? []);
        if (quotes.length >= 2) getOrCreate(byQuotes, keyOf(quotes), () => ({ quotes, spans: [] })).spans.push(span);
      }
      for (const { quotes, spans } of byQuotes.values()) {
        const { prices, others } = compareQuotes(quotes, tolerance);
        if (prices.length === 0 && others.length === 0) continue;
        const hours = spans.length === slots.length ? null : joinSpans(spans);
        found.push({ offerId, serviceTier, region, hours, quotes, prices, others, worstRatio: worstRatio(prices) });
      }
    }
  return found;
}

function rowsByOffer(book: PriceBook): Map<OfferId, PriceRow[]> {
  const rows = new Map<OfferId, PriceRow[]>();
  for (const row of book.rows) getOrCreate(rows, row.offerId, () => []).push(row);
  return rows;
}

/**
 * Where books disagree about the same offer id at one date: for each service tier, region and run of hours a conflict,
 * its quotes in the order of the books. Prices are in USD, without the terms of other books. A book that is silent
 * about an offer does not disagree. `tolerance` is a share of the cheapest price.
 */
export function findConflicts(
  books: readonly PriceBook[],
  dateMs: number,
  tolerance: number = SAME_PRICE_SHARE,
): Conflict[] {
  const shelves = books.map((book) => ({ label: book.name, stack: createPriceStack([book]), rows: rowsByOffer(book) }));
  const offerIds = new Set(shelves.flatMap(({ rows }) => [...rows.keys()]));
  return [...offerIds].flatMap((offerId) => {
    const sources = shelves.flatMap(({ label, stack, rows }) => {
      const own = rows.get(offerId);
      return own === undefined ? [] : [{ label, offerId, stack, rows: own }];
    });
    return sources.length < 2 ? [] : conflictsAmong(offerId, sources, dateMs, tolerance);
  });
}

/**
 * Where sellers ask different prices for the same model at one date, each at the price of the first book that has one.
 * `makerOf` says which offers are one model; quotes are labelled by offer id, the maker's own first.
 */
export function findSellerDifferences(
  books: readonly PriceBook[],
  makerOf: (offerId: OfferId) => OfferId,
  dateMs: number,
  tolerance: number = SAME_PRICE_SHARE,
): Conflict[] {
  const stack = createPriceStack(books);
  const sellers = new Map<OfferId, Set<OfferId>>();
  for (const { offerId } of books.flatMap((book) => book.rows))
    getOrCreate(sellers, makerOf(offerId), () => new Set<OfferId>()).add(offerId);
  return [...sellers].flatMap(([maker, offerIds]) => {
    if (offerIds.size < 2) return [];
    const sources = [...offerIds]
      .sort((a, b) => Number(b === maker) - Number(a === maker) || (a < b ? -1 : 1))
      .map((offerId) => ({ label: offerId, offerId, stack, rows: stack.rowsOf(offerId) }));
    return conflictsAmong(maker, sources, dateMs, tolerance);
  });
}
