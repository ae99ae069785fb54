import type { OfferId } from '@/lib/domain/ids';
import type { ClockWindow, OfferFacts, PriceBook, PriceRow } from '@/lib/domain/price';
import type { ServiceTier } from '@/lib/domain/usage';
import { isInClock } from './clock';
import { groupBy } from './group-by';

/** Why a request has no price. Shown as it stands. */
export type Unpriced =
  | 'no model name'
  | 'unknown model'
  | 'no price at this date'
  | 'no token counts'
  | 'does not fit'
  | 'no accept share for the cascade'
  | `no ${string} price`;

export type FoundPrice = {
  readonly row: PriceRow;
  readonly book: string;
  /** An observed book was asked outside its range: the nearest interval. */
  readonly extrapolated: boolean;
  /** The service tier asked for has no price: this is the standard one. */
  readonly standardInstead: boolean;
};

/** When a price is asked for: the date that picks the interval, and a test for hours of the week. */
export type PriceTime = {
  readonly dateMs: number;
  readonly isIn: (windows: readonly ClockWindow[]) => boolean;
};

/** The time of one call: its own date and its own hour of the week. `dateMs` overrules the date alone (an as-of date). */
export function priceTimeAt(timeMs: number, dateMs = timeMs): PriceTime {
  return { dateMs, isIn: (windows) => isInClock(windows, timeMs) };
}

export type PriceStack = {
  readonly bookNames: readonly string[];
  /** The price in force, or why there is none. */
  readonly find: (offerId: OfferId, time: PriceTime, tier: ServiceTier) => FoundPrice | Unpriced;
  /** All rows any book of the stack has for the offer. */
  readonly rowsOf: (offerId: OfferId) => readonly PriceRow[];
  /** Facts of the offer, each from the first book that states it. */
  readonly factsOf: (offerId: OfferId) => OfferFacts;
  /** Instants at which a price in force for the offer may change. */
  readonly dateEdgesMs: (offerId: OfferId) => readonly number[];
};

function isInForce(row: PriceRow, dateMs: number): boolean {
  return (row.validFromMs ?? -Infinity) <= dateMs && dateMs < (row.validToMs ?? Infinity);
}

function distanceMs(row: PriceRow, dateMs: number): number {
  if (isInForce(row, dateMs)) return 0;
  if (row.validFromMs !== null && dateMs < row.validFromMs) return row.validFromMs - dateMs;
  return dateMs - (row.validToMs as number) + 1;
}

function nearest(rows: readonly PriceRow[], dateMs: number): PriceRow[] {
  const closest = Math.min(...rows.map((row) => distanceMs(row, dateMs)));
  const tied = rows.filter((row) => distanceMs(row, dateMs) === closest);
  // At the midpoint of a gap the later interval is taken, so that edges cut as they do elsewhere.
  const latest = Math.max(...tied.map((row) => row.validFromMs ?? -Infinity));
  return tied.filter((row) => (row.validFromMs ?? -Infinity) === latest);
}

/** Midpoints of the gaps between an observed book's intervals of one service tier: where "nearest" changes. */
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

/**
 * Layers books: the first one with a row in force wins the whole row, never class by class. Rows without a start
 * are open to the left. An observed book answers outside its range with its nearest interval, marked; any other
 * book is silent there. A sibling row with clock windows wins over the row for the other hours.
 */
export function createPriceStack(books: readonly PriceBook[]): PriceStack {
  const shelves = books.map((book) => ({
    book,
    rows: groupBy(book.rows, (row) => row.offerId),
    offers: new Map(book.offers.map((offer) => [offer.offerId, offer])),
  }));

  const findTier = (
    offerId: OfferId,
    time: PriceTime,
    tier: ServiceTier,
  ): Omit<FoundPrice, 'standardInstead'> | null => {
    for (const { book, rows } of shelves) {
      const own = (rows.get(offerId) ?? []).filter((row) => row.serviceTier === tier);
      let candidates = own.filter((row) => isInForce(row, time.dateMs));
      const extrapolated = candidates.length === 0 && book.observed && own.length > 0;
      if (extrapolated) candidates = nearest(own, time.dateMs);
      const row =
        candidates.find((candidate) => candidate.clock !== null && time.isIn(candidate.clock)) ??
        candidates.find((candidate) => candidate.clock === null);
      if (row !== undefined) return { row, book: book.name, extrapolated };
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
      return isKnown ? 'no price at this date' : 'unknown model';
    },
    factsOf: (offerId) => {
      const stated = shelves.flatMap(({ offers }) => offers.get(offerId)?.facts ?? []);
      return Object.assign({}, ...stated.reverse());
    },
    dateEdgesMs: (offerId) => {
      const edges = new Set<number>();
      for (const { book, rows } of shelves) {
        const own = rows.get(offerId) ?? [];
        for (const row of own) {
          if (row.validFromMs !== null) edges.add(row.validFromMs);
          if (row.validToMs !== null) edges.add(row.validToMs);
        }
        if (book.observed)
          for (const ofTier of groupBy(own, (row) => row.serviceTier).values())
            for (const midpoint of gapMidpointsMs(ofTier)) edges.add(midpoint);
      }
      return [...edges].sort((a, b) => a - b);
    },
  };
}
