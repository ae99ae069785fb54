import type { OfferId } from '@/lib/domain/ids';
import { mergeFacts } from '@/lib/domain/offer-facts';
import type {
  BookCurrency,
  ClockWindow,
  MonthTerm,
  OfferFacts,
  PriceBook,
  PriceRow,
  RateCard,
} from '@/lib/domain/price';
import type { ServiceTier } from '@/lib/domain/usage';
import { isInClock } from './clock';
import { getOrCreate } from './get-or-create';
import { groupBy } from './group-by';
import { type AppliedTerm, createTermLayer, matchesOffer } from './price-terms';

/** Why a request has no price. Shown as it stands. */
export type Unpriced =
  | 'no model name'
  | 'unknown model'
  | 'no price at this date'
  | 'no price for this region'
  | 'no token counts'
  | 'does not fit'
  | 'no accept share for the cascade'
  | `no ${string} price`;

export type FoundPrice = {
  /** In USD, with the terms of the books above it. */
  readonly row: PriceRow;
  /** As its book writes it, in that book's currency. */
  readonly stated: PriceRow;
  readonly book: string;
  readonly currency: BookCurrency | null;
  /** The terms that changed it, the lowest book first. */
  readonly applied: readonly AppliedTerm[];
  /** An observed book was asked outside its range: the nearest interval. */
  readonly extrapolated: boolean;
  /** The service tier asked for has no price: this is the standard one. */
  readonly standardInstead: boolean;
};

/** When and where a price is asked for: the date that picks the interval, a test for hours of the week, the call's region. */
export type PriceTime = {
  readonly dateMs: number;
  readonly isIn: (windows: readonly ClockWindow[]) => boolean;
  /** As logged; '' or absent where the log does not say. */
  readonly region?: string;
};

/** The time of one call: its own date and its own hour of the week. `dateMs` overrules the date alone (an as-of date). */
export function priceTimeAt(timeMs: number, dateMs = timeMs, region = ''): PriceTime {
  return { dateMs, isIn: (windows) => isInClock(windows, timeMs), region };
}

export type PriceStack = {
  readonly bookNames: readonly string[];
  /** The price in force, or why there is none. */
  readonly find: (offerId: OfferId, time: PriceTime, tier: ServiceTier) => FoundPrice | Unpriced;
  /** All rows any book of the stack has for the offer, as written. */
  readonly rowsOf: (offerId: OfferId) => readonly PriceRow[];
  /** Facts of the offer, each from the first book that states it. */
  readonly factsOf: (offerId: OfferId) => OfferFacts;
  /** Instants at which a price in force for the offer may change. */
  readonly dateEdgesMs: (offerId: OfferId) => readonly number[];
  /** What changes a month's bill as a whole, the top book's first. */
  readonly monthTerms: readonly { readonly book: string; readonly term: MonthTerm }[];
};

function isInForce(row: PriceRow, dateMs: number): boolean {
  return (row.validFromMs ?? -Infinity) <= dateMs && dateMs < (row.validToMs ?? Infinity);
}

/** Whether a row holds for calls of a region: `eu` for `eu` and `eu-west-1`. */
function isForRegion(row: PriceRow, region: string): boolean {
  if (row.region == null) return true;
  const own = region.toLowerCase();
  return own === row.region || own.startsWith(`${row.region}-`);
}

function distanceMs(row: PriceRow, dateMs: number): number {
  if (isInForce(row, dateMs)) return 0;
  if (row.validFromMs !== null && dateMs < row.validFromMs) return row.validFromMs - dateMs;
  return dateMs - (row.validToMs as number) + 1;
}

/** The rows in force at the nearest instant at which any is. */
function nearest(rows: readonly PriceRow[], dateMs: number): PriceRow[] {
  const closest = Math.min(...rows.map((row) => distanceMs(row, dateMs)));
  const tied = rows.filter((row) => distanceMs(row, dateMs) === closest);
  // At the midpoint of a gap the later interval is taken, so that edges cut as they do elsewhere.
  const later = tied.filter((row) => (row.validFromMs ?? -Infinity) > dateMs);
  return later.length > 0 ? later : tied;
}

/** Midpoints of the gaps between an observed book's intervals for one kind of call: where "nearest" changes. */
function gapMidpointsMs(rows: readonly PriceRow[]): number[] {
  const spans = rows
    .map((row) => ({ from: row.validFromMs ?? -Infinity, to: row.validToMs ?? Infinity }))
    .sort((a, b) => a.from - b.from);
  const midpoints: number[] = [];
  let end = spans[0]?.to ?? Infinity;
  for (const span of spans.slice(1)) {
    if (span.from > end) midpoints.push(Math.ceil((end + span.from - 1) / 2));
    end = Math.max(end, span.to);
  }
  return midpoints;
}

/** Of one book: the row for this tier, date, region and hour. */
function pickRow(book: PriceBook, rows: readonly PriceRow[], time: PriceTime, tier: ServiceTier) {
  const own = rows.filter((row) => row.serviceTier === tier && isForRegion(row, time.region ?? ''));
  const inForce = own.filter((row) => isInForce(row, time.dateMs));
  const extrapolated = inForce.length === 0 && book.observed && own.length > 0;
  const dated = extrapolated ? nearest(own, time.dateMs) : inForce;
  const lengthOf = (row: PriceRow) => row.region?.length ?? 0;
  // A region with prices for some hours only leaves the others to the wider region.
  for (const length of [...new Set(dated.map(lengthOf))].sort((a, b) => b - a)) {
    const candidates = dated.filter((row) => lengthOf(row) === length);
    const row =
      candidates.find((candidate) => candidate.clock !== null && time.isIn(candidate.clock)) ??
      candidates.find((candidate) => candidate.clock === null);
    if (row !== undefined) return { stated: row, extrapolated };
  }
  return null;
}

/** Turns the rows of a book that is written in another currency into USD; the same row each time. */
function createConverter(currency: BookCurrency | null | undefined): (row: PriceRow) => PriceRow {
  if (currency == null) return (row) => row;
  const toUsd = (rates: RateCard): RateCard =>
    Object.fromEntries(Object.entries(rates).map(([unit, rate]) => [unit, rate * currency.usdPerUnit]));
  const converted = new Map<PriceRow, PriceRow>();
  return (row) =>
    getOrCreate(converted, row, () => ({
      ...row,
      rates: toUsd(row.rates),
      contextTiers: row.contextTiers.map((tier) => ({ ...tier, rates: toUsd(tier.rates) })),
    }));
}

/**
 * Layers books: the first one with a row in force wins the whole row, never class by class; then the terms of the
 * books above it change it, from the nearest up. Rows without a start are open to the left. An observed book answers
 * outside its range with its nearest interval, marked; any other book is silent there. A row for the call's region
 * wins over one for all at the hours it holds, a row with clock windows over its sibling for the other hours.
 */
export function createPriceStack(books: readonly PriceBook[]): PriceStack {
  const shelves = books.map((book) => ({
    book,
    rows: groupBy(book.rows, (row) => row.offerId),
    offers: new Map(book.offers.map((offer) => [offer.offerId, offer])),
    toUsd: createConverter(book.currency),
    change: createTermLayer(book),
  }));

  const findTier = (
    offerId: OfferId,
    time: PriceTime,
    tier: ServiceTier,
  ): Omit<FoundPrice, 'standardInstead'> | null => {
    for (const [depth, { book, rows, toUsd }] of shelves.entries()) {
      const picked = pickRow(book, rows.get(offerId) ?? [], time, tier);
      if (picked === null) continue;
      let row = toUsd(picked.stated);
      const applied: AppliedTerm[] = [];
      for (const above of shelves.slice(0, depth).reverse()) {
        const changed = above.change(row, time.dateMs);
        row = changed.row;
        applied.push(...changed.applied);
      }
      return { ...picked, row, book: book.name, currency: book.currency ?? null, applied };
    }
    return null;
  };

  const rowsOf = (offerId: OfferId) => shelves.flatMap(({ rows }) => rows.get(offerId) ?? []);

  return {
    bookNames: books.map((book) => book.name),
    rowsOf,
    find: (offerId, time, tier) => {
      const found = findTier(offerId, time, tier);
      if (found !== null) return { ...found, standardInstead: false };
      const standard = tier === 'standard' ? null : findTier(offerId, time, 'standard');
      if (standard !== null) return { ...standard, standardInstead: true };
      const isKnown = shelves.some(({ rows, offers }) => rows.has(offerId) || offers.has(offerId));
      if (!isKnown) return 'unknown model';
      const elsewhere = shelves.some(({ book, rows }) =>
        (rows.get(offerId) ?? []).some(
          (row) =>
            (row.serviceTier === tier || row.serviceTier === 'standard') &&
            (book.observed || isInForce(row, time.dateMs)) &&
            !isForRegion(row, time.region ?? ''),
        ),
      );
      return elsewhere ? 'no price for this region' : 'no price at this date';
    },
    factsOf: (offerId) => mergeFacts(shelves.flatMap(({ offers }) => offers.get(offerId)?.facts ?? [])),
    dateEdgesMs: (offerId) => {
      const edges = new Set<number>();
      for (const { book, rows } of shelves) {
        const own = rows.get(offerId) ?? [];
        const terms = (book.terms ?? []).filter(({ scope }) => matchesOffer(scope.offers, offerId));
        for (const dated of [...own, ...terms]) {
          if (dated.validFromMs !== null) edges.add(dated.validFromMs);
          if (dated.validToMs !== null) edges.add(dated.validToMs);
        }
        if (!book.observed) continue;
        const regions = new Set(['', ...own.map((row) => row.region ?? '')]);
        for (const tiered of groupBy(own, (row) => row.serviceTier).values())
          for (const region of regions)
            for (const midpoint of gapMidpointsMs(tiered.filter((row) => isForRegion(row, region))))
              edges.add(midpoint);
      }
      return [...edges].sort((a, b) => a - b);
    },
    monthTerms: books.flatMap((book) => (book.monthTerms ?? []).map((term) => ({ book: book.name, term }))),
  };
}
