import type { OfferId } from '@/lib/domain/ids';
import type { Resolution } from '@/lib/domain/name-resolution';
import type { ContextTier, PriceBook, PriceRow } from '@/lib/domain/price';
import { type ServiceTier, type TokenCounts, UNITS, type Unit } from '@/lib/domain/usage';
import {
  bookSentence,
  caveatSentences,
  changeSentences,
  hoursOf,
  type RowQuestion,
  regionSentences,
  sourceSentences,
  tierWords,
} from './explain-price-row';
import {
  countWords,
  datesWords,
  hoursWords,
  instantWords,
  listWords,
  momentWords,
  UNIT_WORDS,
} from './explain-price-words';
import { getOrCreate } from './get-or-create';
import { groupBy } from './group-by';
import type { FoundPrice, Unpriced } from './price-stack';
import { type PriceLine, passedTier } from './price-usage';

/** One call as it was priced, or not. */
export type PriceQuestion = {
  /** As logged. */
  readonly name: string;
  readonly resolution: Resolution | null;
  /** The row in force, or why there is none. */
  readonly found: FoundPrice | Unpriced;
  /** The bill, or why there is none. */
  readonly lines: readonly PriceLine[] | Unpriced;
  readonly counts: TokenCounts;
  /** When the call was made; `dateMs` where the prices of another date are asked for. */
  readonly timeMs: number;
  readonly dateMs?: number;
  readonly tier: ServiceTier;
  readonly region: string;
};

/** A price row that billed calls, and how they stand to its context tiers. */
type RowPrice = {
  readonly found: FoundPrice;
  readonly contextTier: ContextTier | null;
  readonly isSizeUnknown: boolean;
  readonly tier: ServiceTier;
  readonly region: string;
};

export type Explainer = {
  /** Why a call costs what it does, or has no price, in whole sentences. */
  readonly explain: (question: PriceQuestion) => string[];
  /** The same of one price row for many calls; `units` are the classes it billed. */
  readonly explainRow: (price: RowPrice, units: readonly Unit[]) => string[];
  readonly versionOf: (book: string) => string | null;
};

/** How a total input stands to a row's context tiers; none where the row has none. */
function contextSentences(row: PriceRow, inputTokens: number): string[] {
  const tier = passedTier(row, inputTokens);
  const total = countWords(inputTokens);
  if (tier !== null) {
    const sign = tier.inclusive ? '≥' : '>';
    return [
      `Total input ${total} ${sign} ${countWords(tier.thresholdTokens)}: the whole request is priced by the tier.`,
    ];
  }
  const first = row.contextTiers[0];
  if (first === undefined) return [];
  return [
    `Total input ${total} is ${first.inclusive ? 'below' : 'at or below'} ${countWords(first.thresholdTokens)}: base price.`,
  ];
}

function sizesSentences({ found, contextTier, isSizeUnknown }: RowPrice): string[] {
  const first = found.row.contextTiers[0];
  if (isSizeUnknown) return ['These are sums of many calls, whose own sizes are not known: base price.'];
  if (contextTier !== null)
    return [`Calls with a total input ${tierWords(contextTier)} tokens: each is priced by the tier as a whole.`];
  if (first === undefined) return [];
  return [
    `Calls with a total input ${first.inclusive ? 'below' : 'of at most'} ${countWords(first.thresholdTokens)} tokens: base price.`,
  ];
}

/** What is to say of one line of a bill: a borrowed price, the tier, what the count leaves out. */
export function explainLine(
  { unit, units, pricedAs }: PriceLine,
  counts: TokenCounts,
  tier: ContextTier | null,
): string {
  const reasons: string[] = [];
  const whole = unit === 'input' ? counts.inputTokens : unit === 'output' ? counts.outputTokens : units;
  if (whole > units) reasons.push(`${countWords(whole)} in all, the rest in lines of its own`);
  if (pricedAs !== null)
    reasons.push(`no ${UNIT_WORDS[unit].replace(' ', '-')} price: costs the ${UNIT_WORDS[pricedAs]} price`);
  else if (tier !== null) reasons.push(`the price for a total input ${tierWords(tier)} tokens`);
  else reasons.push('the price of the row');
  return reasons.join('; ');
}

function borrowedSentences(lines: readonly PriceLine[]): string[] {
  return lines.flatMap(({ unit, pricedAs }) =>
    pricedAs === null
      ? []
      : `There is no ${UNIT_WORDS[unit].replace(' ', '-')} price: those tokens cost the ${UNIT_WORDS[pricedAs]} price.`,
  );
}

function missingSentence(reason: Unpriced, { row }: FoundPrice): string {
  const stated = UNITS.filter((unit) => row.rates[unit] !== undefined).map((unit) => UNIT_WORDS[unit]);
  const has = stated.length === 0 ? 'no price at all' : `a price for ${listWords(stated)} only`;
  return `There is ${reason}: the row has ${has}, so the call is left unpriced, never counted as zero.`;
}

/**
 * Explains single calls by these books, the top one first: how the name was found, which row answered and why that
 * one, what changed its price, and where it is written. Rows of a book are indexed once.
 */
export function createExplainer(books: readonly PriceBook[]): Explainer {
  const shelves = new Map(books.map((book) => [book.name, groupBy(book.rows, (row) => row.offerId)]));
  const versions = new Map(books.map(({ name, version }) => [name, version]));
  const names = listWords(books.map(({ name }) => name));
  const rowsOf = (book: string, offerId: OfferId) => shelves.get(book)?.get(offerId) ?? [];
  const questionOf = ({ tier, region }: PriceQuestion, found: FoundPrice): RowQuestion => ({
    found,
    ownRows: rowsOf(found.book, found.row.offerId),
    version: versions.get(found.book) ?? null,
    tier,
    region,
  });

  const nameSentence = ({ name, resolution, found }: PriceQuestion): string => {
    if (found === 'no model name') return 'The call names no model, so there is nothing to look a price up by.';
    if (resolution === null)
      return `“${name}” is unknown: it is no offer id and no written alias, and no rule of ${names} knows it, as it stands or without its prefix. Names are never matched by likeness.`;
    return `“${name}” is priced as ${resolution.offerId}: ${resolution.how}.`;
  };

  const listedRow = (book: string, row: PriceRow): string => {
    const hours = row.clock === null ? '' : `, ${hoursWords(row.clock)}`;
    const region = row.region ? `, region ${row.region}` : '';
    return `${book}: ${row.serviceTier}${region}, ${datesWords(row)}${hours}`;
  };

  const silentSentences = (question: PriceQuestion, reason: Unpriced): string[] => {
    const left = 'The call is left unpriced and counted, never taken as zero.';
    const { resolution, tier, region, timeMs, dateMs = timeMs } = question;
    if (resolution === null) return [left];
    const { offerId } = resolution;
    const listed = books.flatMap(({ name }) => rowsOf(name, offerId).map((row) => listedRow(name, row)));
    if (listed.length === 0) return [`None of the books ${names} has a price of ${offerId}.`, left];
    const asked =
      reason === 'no price for this region'
        ? `for ${region === '' ? 'a call without a region' : `the region ${region}`} on ${instantWords(dateMs)}`
        : `in force on ${instantWords(dateMs)}`;
    return [`No ${tier} price of ${offerId} is ${asked}. There are: ${listed.join('; ')}.`, left];
  };

  const momentSentence = (row: RowQuestion, { timeMs, dateMs = timeMs }: PriceQuestion): string[] => {
    const hours = hoursOf(row);
    const asOf =
      dateMs === timeMs ? [] : [`Prices are those of ${instantWords(dateMs)}; weekday and hour are the call’s own.`];
    return hours === null
      ? asOf
      : [...asOf, `${hours.words}; the call falls on ${momentWords(timeMs, hours.timeZone)}.`];
  };

  /** Sentences that only the row, and not the call, decides: the same row gives the same ones. */
  const remembered = new Map<PriceRow, Map<string, { before: string; region: string[]; after: string[] }>>();
  const rowSentences = (row: RowQuestion) =>
    getOrCreate(
      getOrCreate(remembered, row.found.row, () => new Map()),
      `${row.tier} ${row.region} ${row.found.extrapolated} ${row.found.standardInstead}`,
      () => ({
        before: bookSentence(row),
        region: [...regionSentences(row), ...caveatSentences(row)],
        after: sourceSentences(row.found),
      }),
    );

  return {
    explainRow: (price, units) => {
      const { found, tier, region } = price;
      const row: RowQuestion = {
        found,
        ownRows: rowsOf(found.book, found.row.offerId),
        version: versions.get(found.book) ?? null,
        tier,
        region,
      };
      const { before, region: ofRegion, after } = rowSentences(row);
      const hours = hoursOf(row);
      const changes = changeSentences(found, price.contextTier, units);
      return [
        before,
        ...(hours === null ? [] : [`${hours.words}.`]),
        ...ofRegion,
        ...sizesSentences(price),
        ...changes,
        ...after,
      ];
    },
    versionOf: (book) => versions.get(book) ?? null,
    explain: (question) => {
      const { found, lines, counts } = question;
      if (typeof found === 'string') return [nameSentence(question), ...silentSentences(question, found)];
      const row = questionOf(question, found);
      const { before, region, after } = rowSentences(row);
      const isPriced = typeof lines !== 'string';
      const used = isPriced ? new Set(lines.flatMap(({ unit, pricedAs }) => pricedAs ?? unit)) : new Set(UNITS);
      const tier = passedTier(found.row, counts.inputTokens);
      const isChanged = found.currency !== null || found.applied.length > 0;
      return [
        nameSentence(question),
        before,
        ...momentSentence(row, question),
        ...region,
        ...contextSentences(found.row, counts.inputTokens),
        ...(isChanged ? changeSentences(found, tier, [...used]) : []),
        ...(isPriced ? borrowedSentences(lines) : [missingSentence(lines, found)]),
        ...after,
      ];
    },
  };
}
