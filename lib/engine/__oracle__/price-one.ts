import type { ClockWindow, OfferFacts, PriceBook, PriceRow, RateCard } from '@/lib/domain/price';
import type { ServiceTier, TokenCounts } from '@/lib/domain/usage';

/** One call priced by hand from the rows of the books, in the words of docs: no code of the engine. */
export type Books = readonly PriceBook[];

export type Found = { readonly row: PriceRow; readonly extrapolated: boolean; readonly standardInstead: boolean };

const rowsByOffer = new WeakMap<PriceBook, Map<string, PriceRow[]>>();

function rowsIn(book: PriceBook, offerId: string): readonly PriceRow[] {
  let index = rowsByOffer.get(book);
  if (index === undefined) {
    index = new Map();
    for (const row of book.rows) index.set(row.offerId, [...(index.get(row.offerId) ?? []), row]);
    rowsByOffer.set(book, index);
  }
  return index.get(offerId) ?? [];
}

/** A window's hours are hours of the UTC week, its start included and its end excluded. */
function isWithin(windows: readonly ClockWindow[], timeMs: number): boolean {
  const at = new Date(timeMs);
  const weekday = at.getUTCDay();
  const second =
    at.getUTCHours() * 3600 + at.getUTCMinutes() * 60 + at.getUTCSeconds() + at.getUTCMilliseconds() / 1000;
  for (const window of windows) {
    const onThatDay = Math.floor(window.weekdays / 2 ** weekday) % 2 === 1;
    if (onThatDay && window.startSecond <= second && second < window.endSecond) return true;
  }
  return false;
}

/** Milliseconds from `dateMs` to the nearest instant at which the row is in force. */
function msAway(row: PriceRow, dateMs: number): number {
  if (row.validFromMs !== null && dateMs < row.validFromMs) return row.validFromMs - dateMs;
  if (row.validToMs !== null && dateMs > row.validToMs - 1) return dateMs - (row.validToMs - 1);
  return 0;
}

/** Of one book and one service tier: the rows of the interval that holds the date, or of the nearest one. */
function rowsOfInterval(rows: readonly PriceRow[], dateMs: number, observed: boolean): PriceRow[] {
  const inForce = rows.filter((row) => msAway(row, dateMs) === 0);
  if (inForce.length > 0 || !observed) return inForce;
  const byDistance = [...rows].sort(
    (a, b) => msAway(a, dateMs) - msAway(b, dateMs) || (b.validFromMs ?? -Infinity) - (a.validFromMs ?? -Infinity),
  );
  const best = byDistance[0];
  return best === undefined
    ? []
    : rows.filter((row) => msAway(row, dateMs) === msAway(best, dateMs) && row.validFromMs === best.validFromMs);
}

function findIn(books: Books, offerId: string, dateMs: number, clockMs: number, tier: ServiceTier) {
  for (const book of books) {
    const rows = rowsIn(book, offerId).filter((row) => row.serviceTier === tier);
    const interval = rowsOfInterval(rows, dateMs, book.observed);
    const atThisHour = interval.filter((row) => row.clock !== null && isWithin(row.clock, clockMs));
    const row = atThisHour[0] ?? interval.filter((other) => other.clock === null)[0];
    if (row !== undefined) return { row, extrapolated: msAway(row, dateMs) > 0 };
  }
  return null;
}

/** The row in force for an offer: the date picks the interval, the call's own hour the clock window. */
export function findPrice(
  books: Books,
  offerId: string,
  dateMs: number,
  clockMs: number,
  tier: ServiceTier,
): Found | string {
  const own = findIn(books, offerId, dateMs, clockMs, tier);
  if (own !== null) return { ...own, standardInstead: false };
  const standard = tier === 'standard' ? null : findIn(books, offerId, dateMs, clockMs, 'standard');
  return standard === null ? 'no price at this date' : { ...standard, standardInstead: true };
}

/** The whole call is re-priced by the last tier its total input passes; a sum of calls stays at base. */
export function cardAt(row: PriceRow, totalInput: number | null): RateCard {
  if (totalInput === null) return row.rates;
  const passed = row.contextTiers.filter(({ inclusive, thresholdTokens }) =>
    inclusive ? totalInput >= thresholdTokens : totalInput > thresholdTokens,
  );
  return passed.length === 0 ? row.rates : (passed[passed.length - 1] as { rates: RateCard }).rates;
}

/** A part of input or output has its own price beside the whole's; without the whole's nothing is priced. */
export function costUsd(counts: TokenCounts, requests: number, card: RateCard): number | string {
  const cachedParts = counts.cacheReadTokens + counts.cacheWriteTokens + counts.cacheWrite1hTokens;
  const plainInput = counts.inputTokens - cachedParts - counts.inputAudioTokens - counts.inputImageTokens;
  const plainOutput =
    counts.outputTokens - counts.reasoningTokens - counts.outputAudioTokens - counts.outputImageTokens;
  if (counts.inputTokens > 0 && card.input === undefined) return 'no input price';
  if (counts.inputAudioTokens > 0 && card.inputAudio === undefined) return 'no audio input price';
  if (counts.inputImageTokens > 0 && card.inputImage === undefined) return 'no image input price';
  if (counts.outputTokens > 0 && card.output === undefined) return 'no output price';
  if (counts.outputAudioTokens > 0 && card.outputAudio === undefined) return 'no audio output price';
  if (counts.outputImageTokens > 0 && card.outputImage === undefined) return 'no image output price';
  if (counts.webSearches > 0 && card.webSearch === undefined) return 'no web search price';
  const input = card.input ?? 0;
  const output = card.output ?? 0;
  const usdPerMillion: [number, number][] = [
    [plainInput, input],
    [counts.cacheReadTokens, card.cacheRead ?? input],
    [counts.cacheWriteTokens, card.cacheWrite ?? input],
    [counts.cacheWrite1hTokens, card.cacheWrite1h ?? card.cacheWrite ?? input],
    [counts.inputAudioTokens, card.inputAudio ?? 0],
    [counts.inputImageTokens, card.inputImage ?? 0],
    [plainOutput, output],
    [counts.reasoningTokens, card.reasoning ?? output],
    [counts.outputAudioTokens, card.outputAudio ?? 0],
    [counts.outputImageTokens, card.outputImage ?? 0],
    [counts.webSearches, card.webSearch ?? 0],
    [requests, card.request ?? 0],
  ];
  let usd = 0;
  for (const [units, rate] of usdPerMillion) usd += units * (rate / 1_000_000);
  return usd;
}

/** Some cached tokens cost the price of plain input, for want of a price of their own. */
export function costsCachedAsInput(counts: TokenCounts, card: RateCard): boolean {
  if (counts.cacheReadTokens > 0 && card.cacheRead === undefined) return true;
  if (counts.cacheWriteTokens > 0 && card.cacheWrite === undefined) return true;
  return counts.cacheWrite1hTokens > 0 && card.cacheWrite1h === undefined && card.cacheWrite === undefined;
}

const factsByOffer = new WeakMap<Books, Map<string, OfferFacts>>();

/** Each fact from the first book that states it. */
export function factsOf(books: Books, offerId: string): OfferFacts {
  let known = factsByOffer.get(books);
  if (known === undefined) {
    known = new Map();
    for (const book of books)
      for (const offer of book.offers) known.set(offer.offerId, { ...offer.facts, ...known.get(offer.offerId) });
    factsByOffer.set(books, known);
  }
  return known.get(offerId) ?? {};
}
