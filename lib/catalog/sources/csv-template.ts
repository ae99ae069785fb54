import { parse } from 'csv-parse/sync';
import { WaybillError } from '@/lib/domain/errors';
import { parseOfferId } from '@/lib/domain/ids';
import type { Offer, PriceBook, PriceRow, RateCard } from '@/lib/domain/price';
import { SERVICE_TIERS, type ServiceTier, type Unit } from '@/lib/domain/usage';

/** Price columns of the template, in USD per 1M tokens (searches and requests: per 1M as well). */
const RATE_COLUMNS: { readonly [column: string]: Unit } = {
  input: 'input',
  output: 'output',
  cache_read: 'cacheRead',
  cache_write: 'cacheWrite',
  cache_write_1h: 'cacheWrite1h',
};
const OTHER_COLUMNS = ['offer', 'name', 'from', 'to', 'tier', 'context', 'source'];

/** Above this a price is taken for a slip of units (per token, per 1k, in cents). */
const MAX_PLAUSIBLE_USD_PER_MTOK = 10_000;

type Line = { readonly info: { readonly lines: number }; readonly record: { readonly [column: string]: string } };

function fail(line: number, problem: string): never {
  throw new WaybillError('bad-input', `line ${line}: ${problem}`);
}

function parseRate(text: string, column: string, line: number): number | null {
  if (text.trim() === '') return null;
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) fail(line, `${column} is not a price: "${text}"`);
  if (value > MAX_PLAUSIBLE_USD_PER_MTOK)
    fail(line, `${column} ${value} is too high for USD per 1M tokens; check the unit`);
  return value;
}

function parseDate(text: string, column: string, line: number): number | null {
  if (text.trim() === '') return null;
  const ms = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(text) || /(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`);
  if (Number.isNaN(ms)) fail(line, `${column} is not an ISO date: "${text}"`);
  return ms;
}

function toRow({ info, record }: Line, bookName: string): { row: PriceRow; offer: Offer } {
  const line = info.lines;
  const rates: { [unit in Unit]?: number } = {};
  for (const [column, unit] of Object.entries(RATE_COLUMNS)) {
    const rate = parseRate(record[column] ?? '', column, line);
    if (rate !== null) rates[unit] = rate;
  }
  if (Object.keys(rates).length === 0) fail(line, 'no price on this line');
  const tier = (record.tier || 'standard') as ServiceTier;
  if (!SERVICE_TIERS.includes(tier)) fail(line, `tier is not one of ${SERVICE_TIERS.join(', ')}: "${tier}"`);
  const text = record.offer ?? '';
  if (!/^[^/\s]+\/\S+$/.test(text)) fail(line, `offer is not provider/model: "${text}"`);
  const offerId = parseOfferId(text);
  const context = record.context ? Number(record.context) : undefined;
  if (context !== undefined && !(Number.isInteger(context) && context > 0))
    fail(line, `context is not a token count: "${record.context}"`);
  const validFromMs = parseDate(record.from ?? '', 'from', line);
  const validToMs = parseDate(record.to ?? '', 'to', line);
  if (validFromMs !== null && validToMs !== null && validToMs <= validFromMs) fail(line, 'to is not after from');
  const model = text.slice(text.indexOf('/') + 1);
  return {
    row: {
      offerId,
      validFromMs,
      validToMs,
      clock: null,
      serviceTier: tier,
      rates: rates as RateCard,
      contextTiers: [],
      sourceUrl: record.source || `imported as ${bookName}`,
      checkedOn: null,
    },
    offer: {
      offerId,
      name: record.name || model,
      match: { equals: model },
      facts: context === undefined ? {} : { contextWindowTokens: context },
      sameModelAs: null,
    },
  };
}

function checkOverlaps(rows: readonly PriceRow[]): void {
  const seen = new Map<string, PriceRow[]>();
  for (const row of rows) {
    const key = `${row.offerId} ${row.serviceTier}`;
    const others = seen.get(key) ?? [];
    for (const other of others)
      if (
        (row.validFromMs ?? -Infinity) < (other.validToMs ?? Infinity) &&
        (other.validFromMs ?? -Infinity) < (row.validToMs ?? Infinity)
      )
        throw new WaybillError('bad-input', `two prices for ${key} at the same time`);
    seen.set(key, [...others, row]);
  }
}

/**
 * Reads our own price template: a CSV with the columns offer (provider/model), input, output and, where there is
 * one, cache_read, cache_write, cache_write_1h (USD per 1M tokens), from, to (ISO), tier, context, name, source.
 * Throws WaybillError 'bad-input' with the line of the first problem.
 */
export function readCsvTemplate(text: string, name: string, version: string): PriceBook {
  let lines: Line[];
  try {
    lines = parse(text, {
      columns: true,
      info: true,
      bom: true,
      trim: true,
      skip_empty_lines: true,
    }) as unknown as Line[];
  } catch (cause) {
    throw new WaybillError('bad-input', `not a CSV with a header: ${(cause as Error).message}`, { cause });
  }
  const first = lines[0];
  if (first === undefined) throw new WaybillError('bad-input', 'the file holds no price line');
  if (first.record.offer === undefined) throw new WaybillError('bad-input', 'the header has no column "offer"');
  for (const column of Object.keys(first.record))
    if (RATE_COLUMNS[column] === undefined && !OTHER_COLUMNS.includes(column))
      throw new WaybillError(
        'bad-input',
        `unknown column "${column}"; there are ${[...OTHER_COLUMNS, ...Object.keys(RATE_COLUMNS)].join(', ')}`,
      );
  const parsed = lines.map((line) => toRow(line, name));
  const offers = new Map(parsed.map(({ offer }) => [offer.offerId, offer]));
  const rows = parsed.map(({ row }) => row);
  checkOverlaps(rows);
  const providers = [...new Set(rows.map((row) => row.offerId.slice(0, row.offerId.indexOf('/'))))];
  return {
    name,
    version,
    source: `imported CSV`,
    licence: 'your own',
    observed: false,
    providers: providers.map((provider) => ({ provider, name: provider, modelMatch: null, fallbackProviders: [] })),
    offers: [...offers.values()],
    rows,
  };
}
