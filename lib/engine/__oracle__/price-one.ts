import type { ClockWindow, OfferFacts, PriceBook, PriceRow, RateCard } from '@/lib/domain/price';
import type { ServiceTier, TokenCounts } from '@/lib/domain/usage';
import { wallClockMs } from './wall-clock';

/** One call priced by hand from the rows of the books, in the words of docs: no code of the engine. */
export type Books = readonly PriceBook[];

export type Found = {
  readonly row: PriceRow;
  readonly book: PriceBook;
  readonly extrapolated: boolean;
  readonly standardInstead: boolean;
};

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

/** A window's hours are hours of the week on its zone's wall clock (UTC where it names none), its end excluded. */
export function isWithin(windows: readonly ClockWindow[], timeMs: number): boolean {
  for (const window of windows) {
    const at = new Date(wallClockMs(window.timeZone, timeMs));
    const second =
      at.getUTCHours() * 3600 + at.getUTCMinutes() * 60 + at.getUTCSeconds() + at.getUTCMilliseconds() / 1000;
    const onThatDay = Math.floor(window.weekdays / 2 ** at.getUTCDay()) % 2 === 1;
    if (onThatDay && window.startSecond <= second && second < window.endSecond) return true;
  }
  return false;
}

/** The regions whose prices hold for a call, the narrowest first: `eu-west-1`, `eu-west`, `eu`, all. */
function regionsOf(region: string): (string | null)[] {
  const parts = region === '' ? [] : region.toLowerCase().split('-');
  return [...parts.map((_, i) => parts.slice(0, parts.length - i).join('-')), null];
}

/** Milliseconds from `dateMs` to the nearest instant at which the row is in force. */
function msAway(row: PriceRow, dateMs: number): number {
  if (row.validFromMs !== null && dateMs < row.validFromMs) return row.validFromMs - dateMs;
  if (row.validToMs !== null && dateMs > row.validToMs - 1) return dateMs - (row.validToMs - 1);
  return 0;
}

/** The instant whose prices hold at a date: itself, or in a history the nearest at which there was one. */
function instantFor(rows: readonly PriceRow[], dateMs: number, observed: boolean): number {
  if (!observed || rows.length === 0 || rows.some((row) => msAway(row, dateMs) === 0)) return dateMs;
  const distance = Math.min(...rows.map((row) => msAway(row, dateMs)));
  return rows.some((row) => msAway(row, dateMs + distance) === 0) ? dateMs + distance : dateMs - distance;
}

export type AskedPrice = {
  readonly offerId: string;
  readonly dateMs: number;
  readonly clockMs: number;
  readonly region: string;
  readonly tier: ServiceTier;
};

function findIn(books: Books, { offerId, dateMs, clockMs, region, tier }: AskedPrice) {
  const regions = regionsOf(region);
  for (const book of books) {
    const rows = rowsIn(book, offerId).filter(
      (row) => row.serviceTier === tier && regions.includes(row.region ?? null),
    );
    const instant = instantFor(rows, dateMs, book.observed);
    const interval = rows.filter((row) => msAway(row, instant) === 0);
    for (const own of regions) {
      const local = interval.filter((row) => (row.region ?? null) === own);
      const atThisHour = local.filter((row) => row.clock !== null && isWithin(row.clock, clockMs));
      const row = atThisHour[0] ?? local.filter((other) => other.clock === null)[0];
      if (row !== undefined) return { row, book, extrapolated: instant !== dateMs };
    }
  }
  return null;
}

/** The row in force for an offer: the date picks the interval, the call's own hour and region the row of it. */
export function findPrice(books: Books, asked: AskedPrice): Found | string {
  const own = findIn(books, asked);
  if (own !== null) return { ...own, standardInstead: false };
  const standard = asked.tier === 'standard' ? null : findIn(books, { ...asked, tier: 'standard' });
  if (standard !== null) return { ...standard, standardInstead: true };
  const regions = regionsOf(asked.region);
  for (const book of books)
    for (const row of rowsIn(book, asked.offerId)) {
      const isAsked = row.serviceTier === asked.tier || row.serviceTier === 'standard';
      const isElsewhere = row.region != null && !regions.includes(row.region);
      if (isAsked && isElsewhere && (book.observed || msAway(row, asked.dateMs) === 0))
        return 'no price for this region';
    }
  return 'no price at this date';
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
    for (const { offers } of books)
      for (const { offerId, facts } of offers) {
        const above = known.get(offerId);
        const merged: { -readonly [fact in keyof OfferFacts]: OfferFacts[fact] } = { ...facts, ...above };
        // Each ability and each access fact is a fact of its own.
        if (facts.capabilities && above?.capabilities)
          merged.capabilities = { ...facts.capabilities, ...above.capabilities };
        if (facts.access && above?.access) merged.access = { ...facts.access, ...above.access };
        known.set(offerId, merged);
      }
    factsByOffer.set(books, known);
  }
  return known.get(offerId) ?? {};
}
