import { parse } from 'csv-parse/sync';
import { WaybillError } from '@/lib/domain/errors';
import { providerOf } from '@/lib/domain/ids';
import type { BookCurrency, ContextTier, Offer, PriceRow } from '@/lib/domain/price';
import { isSameContent } from '@/lib/engine/book-diff-terms';
import { findOverlaps } from '@/lib/schema/price-book-checks';
import { GUARDED_FORMULA, KEY_COLUMNS, TEMPLATE_COLUMNS } from './csv-columns';
import { type CsvCells, LineProblem, readCurrency, readPriceLine, readRates, readThreshold } from './csv-line';
import type { ReadBook, Rejection } from './read-book';

type Line = {
  /** `error`: the line has more or fewer cells than the header. */
  readonly info: { readonly lines: number; readonly error?: Error };
  readonly record: { readonly [column: string]: string };
};

/** A price and the lines it was read from; a problem with any of them leaves the whole price out. */
type Entry = {
  readonly line: number;
  readonly cell: CsvCells;
  readonly row: PriceRow;
  readonly offer: Offer;
  readonly tiers: ContextTier[];
  isBroken: boolean;
};

const MAX_NAMED_PROBLEMS = 5;

function parseLines(text: string): Line[] {
  let lines: Line[];
  try {
    const options = { columns: true, info: true, bom: true, trim: true, skip_empty_lines: true } as const;
    lines = parse(text, { ...options, relax_column_count: true }) as unknown as Line[];
  } catch (cause) {
    throw new WaybillError('bad-input', `not a CSV with a header: ${(cause as Error).message}`, { cause });
  }
  const first = lines[0];
  if (first === undefined) throw new WaybillError('bad-input', 'the file holds no price line');
  if (first.record.offer === undefined) throw new WaybillError('bad-input', 'the header has no column "offer"');
  const unknown = Object.keys(first.record).filter((column) => !TEMPLATE_COLUMNS.includes(column));
  if (unknown.length > 0)
    throw new WaybillError('bad-input', `unknown column "${unknown[0]}"; there are ${TEMPLATE_COLUMNS.join(', ')}`);
  return lines.filter(({ record }) => Object.values(record).some((value) => value !== ''));
}

function toCells({ record }: Line): CsvCells {
  return (column) => (record[column] ?? '').replace(GUARDED_FORMULA, '');
}

/** The one currency of the file: that of its first line which states one. */
function currencyOf(lines: readonly Line[]): BookCurrency | null {
  for (const line of lines) {
    try {
      const currency = readCurrency(toCells(line));
      if (currency !== null) return currency;
    } catch {
      // Said of the line itself when it is read.
    }
  }
  return null;
}

function readTierLine(cell: CsvCells, before: Entry, threshold: Omit<ContextTier, 'rates'>, usdPerUnit: number): void {
  const other = KEY_COLUMNS.find((column) => cell(column) !== '' && cell(column) !== before.cell(column));
  if (other !== undefined)
    throw new LineProblem(`a line with a threshold belongs to the price before it, but its ${other} is another`);
  const last = before.tiers.at(-1);
  if (last !== undefined && threshold.thresholdTokens <= last.thresholdTokens)
    throw new LineProblem('thresholds must rise from line to line');
  before.tiers.push({ ...threshold, rates: readRates(cell, usdPerUnit) });
}

/**
 * Reads our own price template: a CSV with a column `offer` (provider/model) and any of `TEMPLATE_COLUMNS`. A line with
 * `above_tokens` or `from_tokens` adds a context tier to the price before it. Bad lines are left out, each with its
 * number and reason. Throws WaybillError 'bad-input' where the header is wrong or no price is left.
 */
export function readCsvTemplate(text: string, name: string, version: string): ReadBook {
  const lines = parseLines(text);
  const currency = currencyOf(lines);
  const usdPerUnit = currency?.usdPerUnit ?? 1;
  const entries: Entry[] = [];
  const rejected: Rejection[] = [];
  const reject = (line: number, offer: string, reason: string) =>
    rejected.push({ entry: offer === '' ? `line ${line}` : `line ${line} (${offer})`, reason });

  let before: Entry | null = null;
  let isBeforeRead = true;
  for (const line of lines) {
    const cell = toCells(line);
    const at = line.info.lines;
    let threshold: Omit<ContextTier, 'rates'> | null = null;
    let isTier = cell('above_tokens') !== '' || cell('from_tokens') !== '';
    try {
      if (line.info.error !== undefined) throw new LineProblem('it has not as many cells as the header');
      threshold = readThreshold(cell);
      const stated = readCurrency(cell);
      if (stated !== null && !isSameContent(stated, currency))
        throw new LineProblem(`a file has one currency: ${currency?.code} at ${usdPerUnit}, this line has another`);
      if (threshold === null) {
        before = { line: at, cell, ...readPriceLine(cell, name, usdPerUnit), tiers: [], isBroken: false };
        isBeforeRead = true;
        isTier = false;
        entries.push(before);
      } else if (before === null || !isBeforeRead)
        throw new LineProblem('the price it adds a tier to was not read: the line before is missing or wrong');
      else readTierLine(cell, before, threshold, usdPerUnit);
    } catch (cause) {
      if (!(cause instanceof LineProblem)) throw cause;
      reject(at, cell('offer'), cause.message);
      if (!isTier) isBeforeRead = false;
      else if (before !== null && isBeforeRead && !before.isBroken) {
        before.isBroken = true;
        const { line: ownLine, offer } = before;
        reject(ownLine, offer.offerId, `left out, since its tier on line ${at} cannot be read`);
      }
    }
  }

  const kept = entries.filter(({ isBroken }) => !isBroken);
  const rows = kept.map(({ row, tiers }) => ({ ...row, contextTiers: tiers }));
  const overlaps = new Map(findOverlaps(rows).map(({ at, earlier }) => [at, earlier]));
  for (const [at, earlier] of overlaps)
    reject(
      kept[at]?.line ?? 0,
      rows[at]?.offerId ?? '',
      `a second price at the same time as line ${kept[earlier]?.line}`,
    );
  const good = kept.filter((_, at) => !overlaps.has(at));
  if (good.length === 0) {
    const named = rejected.slice(0, MAX_NAMED_PROBLEMS).map(({ entry, reason }) => `${entry}: ${reason}`);
    const more = rejected.length - named.length;
    throw new WaybillError(
      'bad-input',
      `no price could be read: ${named.join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
    );
  }
  const offers = new Map<string, Offer>();
  for (const { offer } of good) {
    const known = offers.get(offer.offerId);
    if (known === undefined || Object.keys(known.facts).length === 0) offers.set(offer.offerId, offer);
  }
  const providers = [...new Set(good.map(({ row }) => providerOf(row.offerId)))];
  return {
    book: {
      name,
      version,
      source: 'imported CSV',
      licence: 'your own',
      observed: false,
      providers: providers.map((provider) => ({ provider, name: provider, modelMatch: null, fallbackProviders: [] })),
      offers: [...offers.values()],
      rows: rows.filter((_, at) => !overlaps.has(at)),
      ...(currency === null ? {} : { currency }),
    },
    rejected,
  };
}
