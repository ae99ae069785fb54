import type { BookCurrency, ContextTier, PriceRow, RateCard } from '@/lib/domain/price';
import { type ServiceTier, UNITS, type Unit } from '@/lib/domain/usage';
import {
  countWords,
  datesWords,
  hoursWords,
  instantWords,
  listWords,
  rateWords,
  statedWords,
  termWords,
  UNIT_WORDS,
} from './explain-price-words';
import type { FoundPrice } from './price-stack';
import { changedRate } from './price-terms';

/** What else an offer costs in the book that answered, and what was asked of it. */
export type RowQuestion = {
  readonly found: FoundPrice;
  /** Every row of the offer in the same book. */
  readonly ownRows: readonly PriceRow[];
  readonly version: string | null;
  readonly tier: ServiceTier;
  /** Where calls name a region. */
  readonly region: string;
};

/** The row that a price stands in: book, dates, service tier. */
export function bookSentence({ found, version }: RowQuestion): string {
  const { row, book } = found;
  const named = version === null ? book : `${book} (version ${version})`;
  return `The price is a row of the book ${named}, in force ${datesWords(row)}, service tier ${row.serviceTier}.`;
}

/** Other rows of the same dates that claim hours of the week. */
function clockedSiblings({ found, ownRows }: RowQuestion) {
  const { stated } = found;
  return ownRows.filter(
    (row) =>
      row !== stated &&
      row.clock !== null &&
      row.serviceTier === stated.serviceTier &&
      (row.region ?? null) === (stated.region ?? null) &&
      (row.validFromMs ?? -Infinity) < (stated.validToMs ?? Infinity) &&
      (stated.validFromMs ?? -Infinity) < (row.validToMs ?? Infinity),
  );
}

/** The hours of the week a price holds for; null where it holds at all of them. */
export function hoursOf(question: RowQuestion): { readonly words: string; readonly timeZone?: string } | null {
  const { clock } = question.found.row;
  if (clock !== null) return { words: `It holds ${hoursWords(clock)} (end excluded)`, timeZone: clock[0]?.timeZone };
  const windows = clockedSiblings(question).flatMap((row) => row.clock ?? []);
  if (windows.length === 0) return null;
  return { words: `It holds at all other hours than ${hoursWords(windows)}`, timeZone: windows[0]?.timeZone };
}

export function regionSentences({ found, ownRows, region }: RowQuestion): string[] {
  const own = found.row.region ?? null;
  if (own !== null) return [`It is the price for the region ${own}; the call’s region is ${region}.`];
  const others = [...new Set(ownRows.flatMap((row) => row.region ?? []))];
  if (others.length === 0)
    return region === ''
      ? []
      : [`The book has one price for every region: the call’s own, ${region}, changes nothing.`];
  const asked = region === '' ? 'The call names no region' : `No row is for the region ${region}`;
  return [`${asked}: this is the price for every region but ${listWords(others)}.`];
}

export function caveatSentences({ found, ownRows, tier }: RowQuestion): string[] {
  const sentences: string[] = [];
  if (found.standardInstead) sentences.push(`No ${tier} price is known: this is the standard price instead.`);
  if (found.extrapolated) {
    const starts = ownRows.map((row) => row.validFromMs ?? -Infinity);
    const ends = ownRows.map((row) => row.validToMs ?? Infinity);
    const first = Math.min(...starts);
    const last = Math.max(...ends);
    const seen = Number.isFinite(first) && Number.isFinite(last);
    const when = seen ? ` from ${instantWords(first)} to ${instantWords(last)} (excluded)` : '';
    sentences.push(
      `The book ${found.book} records what was seen${when}: outside those dates, or in a gap, the nearest one stands in.`,
    );
  }
  return sentences;
}

function cardAt(row: PriceRow, tierIndex: number): RateCard {
  return row.contextTiers[tierIndex]?.rates ?? row.rates;
}

function currencySentence(stated: RateCard, currency: BookCurrency, units: readonly Unit[]): string {
  const amounts = units.flatMap((unit) => {
    const amount = stated[unit];
    if (amount === undefined) return [];
    return `${UNIT_WORDS[unit]} ${statedWords(unit, amount, currency)} = ${rateWords(unit, amount * currency.usdPerUnit)}`;
  });
  const { code, usdPerUnit, rateDate, source } = currency;
  const rate = `1 ${code} = ${usdPerUnit} USD on ${rateDate} (${source})`;
  return `The book is written in ${code}, converted at ${rate}${amounts.length === 0 ? '' : `: ${amounts.join(', ')} per 1M`}.`;
}

/**
 * How the price came from what its book says: the currency, then each term with the price before and after it, in USD
 * per 1M. `units` are the classes to speak of, `tier` the context tier that applies.
 */
export function changeSentences(found: FoundPrice, tier: ContextTier | null, units: readonly Unit[]): string[] {
  const { stated, row, currency, applied } = found;
  const tierIndex = tier === null ? -1 : row.contextTiers.indexOf(tier);
  const statedCard = cardAt(stated, tierIndex);
  const sentences = currency === null ? [] : [currencySentence(statedCard, currency, units)];
  const rates: { [unit in Unit]?: number } = {};
  for (const unit of UNITS)
    if (statedCard[unit] !== undefined) rates[unit] = (statedCard[unit] as number) * (currency?.usdPerUnit ?? 1);
  const before: { [book: string]: RateCard } = {};
  for (const { book, term, units: changed } of applied) {
    // Terms of one book all start from the price below it.
    before[book] ??= { ...rates };
    const below = before[book] as RateCard;
    const steps: string[] = [];
    for (const unit of changed) {
      const after = changedRate(below, unit, term);
      if (after === undefined) continue;
      rates[unit] = after;
      if (!units.includes(unit)) continue;
      const from = below[unit] === undefined ? '' : `${rateWords(unit, below[unit] as number)} → `;
      steps.push(`${UNIT_WORDS[unit]} ${from}${rateWords(unit, after)}`);
    }
    if (steps.length === 0) continue;
    const when = term.validFromMs === null && term.validToMs === null ? '' : `, ${datesWords(term)}`;
    const source = term.source === '' ? '' : ` (${term.source})`;
    sentences.push(`${termWords(term)} by “${term.label}” in the book ${book}${when}: ${steps.join(', ')}${source}.`);
  }
  return sentences;
}

/** Where the price is written and when it was last looked at; and why, where a person set it. */
export function sourceSentences({ row }: FoundPrice): string[] {
  const note = row.note ? [`Set by hand: ${row.note.replace(/\.$/, '')}.`] : [];
  const checked = row.checkedOn === null ? 'check date not stated' : `checked on ${row.checkedOn}`;
  return [...note, row.sourceUrl === '' ? 'No source is stated.' : `Source: ${row.sourceUrl}, ${checked}.`];
}

/** `over 200,000` or `of 272,000 or more`. */
export function tierWords({ inclusive, thresholdTokens }: ContextTier): string {
  return inclusive ? `of ${countWords(thresholdTokens)} or more` : `over ${countWords(thresholdTokens)}`;
}
