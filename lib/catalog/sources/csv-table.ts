import type { PriceBook, PriceRow, RateCard } from '@/lib/domain/price';
import { ALL_WEEKDAYS } from '@/lib/engine/clock';
import { formatDays, formatIsoDate, formatTimeOfDay } from '@/lib/schema/price-book-text';
import { CALL_COLUMNS, NO_PRICE, TEMPLATE_COLUMNS, TOKEN_COLUMNS } from './csv-columns';

type Cell = string | number | null;
type Cells = { readonly [column: string]: Cell };

/** A rate per 1M calls as the price of one, by moving the point of its shortest text: read back it is the same. */
function perCall(rate: number): number {
  const [digits, power = '0'] = String(rate).toLowerCase().split('e');
  return Number(`${digits}e${Number(power) - 6}`);
}

function rateCells(rates: RateCard): Cells {
  if (Object.keys(rates).length === 0) return { input: NO_PRICE };
  return Object.fromEntries([
    ...TOKEN_COLUMNS.map(([column, unit]) => [column, rates[unit] ?? null]),
    ...CALL_COLUMNS.map(([column, unit]) => {
      const rate = rates[unit];
      return [column, rate === undefined ? null : perCall(rate)];
    }),
  ]);
}

function clockCells({ clock }: PriceRow): Cells {
  if (clock === null) return {};
  const list = (texts: readonly string[]) => (texts.every((text) => text === '') ? null : texts.join(';'));
  return {
    weekdays: list(
      clock.map(({ weekdays }) => (weekdays === ALL_WEEKDAYS && clock.length > 1 ? 'daily' : formatDays(weekdays))),
    ),
    from_time: list(clock.map(({ startSecond }) => formatTimeOfDay(startSecond))),
    to_time: list(clock.map(({ endSecond }) => formatTimeOfDay(endSecond))),
    time_zone: list(clock.map(({ timeZone }) => timeZone ?? '')),
  };
}

const dateCell = (ms: number | null) => (ms === null ? null : formatIsoDate(ms));

/**
 * A book's price rows as the lines of the CSV template, which reads them back to the same rows. What the template has no
 * column for (terms, matching, facts other than the context window) stays in the JSON form.
 */
export function toCsvTable(book: PriceBook): { readonly columns: readonly string[]; readonly rows: Cell[][] } {
  const offers = new Map(book.offers.map((offer) => [offer.offerId, offer]));
  const { code, usdPerUnit, rateDate, source } = book.currency ?? {};
  const lines = book.rows.flatMap((row): Cells[] => {
    const offer = offers.get(row.offerId);
    const key = {
      offer: row.offerId,
      tier: row.serviceTier === 'standard' ? null : row.serviceTier,
      region: row.region ?? null,
      from: dateCell(row.validFromMs),
      to: dateCell(row.validToMs),
      ...clockCells(row),
    };
    const base = {
      ...key,
      ...rateCells(row.rates),
      name: offer?.name ?? null,
      context: offer?.facts.contextWindowTokens ?? null,
      currency: code ?? null,
      usd_per_unit: usdPerUnit ?? null,
      rate_date: rateDate ?? null,
      rate_source: source ?? null,
      source: row.sourceUrl,
      checked_on: row.checkedOn,
      note: row.note ?? null,
    };
    const tiers = row.contextTiers.map(({ thresholdTokens, inclusive, rates }) => ({
      ...key,
      [inclusive ? 'from_tokens' : 'above_tokens']: thresholdTokens,
      ...rateCells(rates),
    }));
    return [base, ...tiers];
  });
  return {
    columns: TEMPLATE_COLUMNS,
    rows: lines.map((cells) => TEMPLATE_COLUMNS.map((column) => cells[column] ?? null)),
  };
}
