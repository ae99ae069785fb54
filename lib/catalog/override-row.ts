import type { PriceBook, PriceRow } from '@/lib/domain/price';

/** What of a row's dates lies outside an interval: none, one or two rows. */
function outside(row: PriceRow, fromMs: number, toMs: number): PriceRow[] {
  const start = row.validFromMs ?? -Infinity;
  const end = row.validToMs ?? Infinity;
  if (end <= fromMs || toMs <= start) return [row];
  const parts: PriceRow[] = [];
  if (start < fromMs) parts.push({ ...row, validToMs: fromMs });
  if (toMs < end) parts.push({ ...row, validFromMs: toMs });
  return parts;
}

/**
 * A book in which a price set by hand holds: rows of the same offer, service tier and region give way on its dates and
 * stay as they were outside them. The row's clock must be null: it holds at every hour.
 */
export function withOverride(book: PriceBook, override: PriceRow): PriceBook {
  const isSame = (row: PriceRow) =>
    row.offerId === override.offerId &&
    row.serviceTier === override.serviceTier &&
    (row.region ?? null) === (override.region ?? null);
  const fromMs = override.validFromMs ?? -Infinity;
  const toMs = override.validToMs ?? Infinity;
  const rows = book.rows.flatMap((row) => (isSame(row) ? outside(row, fromMs, toMs) : [row]));
  const isKnown = book.offers.some(({ offerId }) => offerId === override.offerId);
  return {
    ...book,
    offers: isKnown
      ? book.offers
      : [
          ...book.offers,
          {
            offerId: override.offerId,
            name: override.offerId.slice(override.offerId.indexOf('/') + 1),
            match: null,
            facts: {},
            sameModelAs: null,
          },
        ],
    rows: [...rows, override],
  };
}

/** Rows a person set by hand: they alone say why. */
export function handSetRows(book: PriceBook): PriceRow[] {
  return book.rows.filter((row) => row.note != null && row.note !== '');
}
