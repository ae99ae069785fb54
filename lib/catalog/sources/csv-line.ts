import { modelOf, parseOfferId } from '@/lib/domain/ids';
import type { BookCurrency, ClockWindow, ContextTier, Offer, PriceRow, RateCard } from '@/lib/domain/price';
import { SERVICE_TIERS, type ServiceTier, type Unit } from '@/lib/domain/usage';
import { isTimeZone } from '@/lib/engine/clock';
import { findImplausible } from '@/lib/schema/price-book-checks';
import { parseDays, parseIsoDate, parseTimeOfDay } from '@/lib/schema/price-book-text';
import { CALL_COLUMNS, CURRENCY_COLUMNS, NO_PRICE, TOKEN_COLUMNS } from './csv-columns';

/** Cells of a line by column; '' where the file has none. */
export type CsvCells = (column: string) => string;

/** What is wrong with one line; the line is left out, the file goes on. */
export class LineProblem extends Error {}

function fail(problem: string): never {
  throw new LineProblem(problem);
}

function toRate(text: string, column: string, exponent: number): number {
  const isDecimal = /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);
  // The point is moved in the text, so that no digit is lost to arithmetic.
  const [digits = '', power = '0'] = text.toLowerCase().split('e');
  const value = isDecimal ? Number(`${digits}e${Number(power) + exponent}`) : Number.NaN;
  if (!Number.isFinite(value)) fail(`${column} is not a price: "${text}"`);
  return value;
}

/** The prices of a line per 1M units, in the file's currency. */
export function readRates(cell: CsvCells, usdPerUnit: number): RateCard {
  const rates: { [unit in Unit]?: number } = {};
  let isSaid = false;
  for (const [columns, exponent] of [[TOKEN_COLUMNS, 0] as const, [CALL_COLUMNS, 6] as const])
    for (const [column, unit] of columns) {
      const text = cell(column);
      if (text === NO_PRICE) isSaid = true;
      else if (text !== '') rates[unit] = toRate(text, column, exponent);
    }
  if (Object.keys(rates).length === 0 && !isSaid) fail('no price on this line');
  const problem = findImplausible(rates, usdPerUnit);
  if (problem !== null) fail(problem);
  return rates;
}

function readDate(cell: CsvCells, column: string): number | null {
  if (cell(column) === '') return null;
  return parseIsoDate(cell(column)) ?? fail(`${column} is not an ISO date: "${cell(column)}"`);
}

/** Windows of one line: lists separated by `;`, of days and zones one entry may stand for all. */
function readClock(cell: CsvCells): ClockWindow[] | null {
  const [days, starts, ends, zones] = ['weekdays', 'from_time', 'to_time', 'time_zone'].map((column) =>
    cell(column) === ''
      ? []
      : cell(column)
          .split(';')
          .map((part) => part.trim()),
  ) as [string[], string[], string[], string[]];
  if (days.length + starts.length + ends.length + zones.length === 0) return null;
  const count = Math.max(days.length, starts.length, 1);
  if (starts.length !== ends.length) fail('from_time and to_time name another number of windows');
  for (const list of [days, starts, zones])
    if (list.length > 1 && list.length !== count)
      fail('weekdays, from_time, to_time and time_zone do not fit together');
  const at = (list: readonly string[], i: number) => list[list.length === 1 ? 0 : i] ?? '';
  return Array.from({ length: count }, (_, i) => {
    const weekdays = parseDays(at(days, i)) ?? fail(`weekdays are not such as Mon-Fri: "${at(days, i)}"`);
    const [from, to, zone] = [at(starts, i) || '00:00', at(ends, i) || '24:00', at(zones, i)];
    const startSecond = parseTimeOfDay(from) ?? fail(`from_time is not a time such as 09:30: "${from}"`);
    const endSecond = parseTimeOfDay(to) ?? fail(`to_time is not a time such as 18:00: "${to}"`);
    if (endSecond <= startSecond)
      fail('to_time is not after from_time: write hours past midnight as two windows, 22:00;00:00 and 24:00;06:00');
    if (zone !== '' && !isTimeZone(zone)) fail(`time_zone is no zone such as Europe/Berlin: "${zone}"`);
    return { weekdays, startSecond, endSecond, ...(zone === '' ? {} : { timeZone: zone }) };
  });
}

function readCount(cell: CsvCells, column: string): number | undefined {
  if (cell(column) === '') return undefined;
  const count = Number(cell(column));
  return Number.isInteger(count) && count > 0 ? count : fail(`${column} is not a token count: "${cell(column)}"`);
}

/** The currency of the file as one of its lines states it; null where the line leaves it to others. */
export function readCurrency(cell: CsvCells): BookCurrency | null {
  const [code = '', rate = '', rateDate = '', source = ''] = CURRENCY_COLUMNS.map(cell);
  if (code === '' && rate === '' && rateDate === '') return null;
  if (code === 'USD' && (rate === '' || Number(rate) === 1)) return null;
  if (!/^[A-Z]{3}$/.test(code)) fail(`currency is not a code such as EUR: "${code}"`);
  const usdPerUnit = Number(rate);
  if (rate === '' || !(usdPerUnit > 0 && Number.isFinite(usdPerUnit))) fail(`usd_per_unit is not a rate: "${rate}"`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(rateDate) || parseIsoDate(rateDate) === null)
    fail(`rate_date is not a day such as 2026-01-31: "${rateDate}"`);
  return { code, usdPerUnit, rateDate, source: source || 'as stated in the file' };
}

/** The threshold of a line that adds a context tier to the price before it; null for a price of its own. */
export function readThreshold(cell: CsvCells): Omit<ContextTier, 'rates'> | null {
  const above = readCount(cell, 'above_tokens');
  const from = readCount(cell, 'from_tokens');
  if (above !== undefined && from !== undefined) fail('either above_tokens or from_tokens, not both');
  if (above !== undefined) return { thresholdTokens: above, inclusive: false };
  return from === undefined ? null : { thresholdTokens: from, inclusive: true };
}

/** One price row and its offer, without context tiers. Throws LineProblem. */
export function readPriceLine(cell: CsvCells, bookName: string, usdPerUnit: number): { row: PriceRow; offer: Offer } {
  const text = cell('offer');
  if (!/^[^/\s]+\/\S+$/.test(text)) fail(`offer is not provider/model: "${text}"`);
  const offerId = parseOfferId(text);
  const rates = readRates(cell, usdPerUnit);
  const tier = (cell('tier') || 'standard') as ServiceTier;
  if (!SERVICE_TIERS.includes(tier)) fail(`tier is not one of ${SERVICE_TIERS.join(', ')}: "${tier}"`);
  const context = readCount(cell, 'context');
  const validFromMs = readDate(cell, 'from');
  const validToMs = readDate(cell, 'to');
  if (validFromMs !== null && validToMs !== null && validToMs <= validFromMs) fail('to is not after from');
  const region = cell('region').toLowerCase();
  return {
    row: {
      offerId,
      validFromMs,
      validToMs,
      clock: readClock(cell),
      serviceTier: tier,
      ...(region === '' ? {} : { region }),
      rates,
      contextTiers: [],
      sourceUrl: cell('source') || `imported as ${bookName}`,
      checkedOn: cell('checked_on') || null,
      ...(cell('note') === '' ? {} : { note: cell('note') }),
    },
    offer: {
      offerId,
      name: cell('name') || modelOf(offerId),
      match: { equals: modelOf(offerId) },
      facts: context === undefined ? {} : { contextWindowTokens: context },
      sameModelAs: null,
    },
  };
}
