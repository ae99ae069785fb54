import type { ContextTier, PriceRow, RateCard } from '@/lib/domain/price';
import { type TokenCounts, UNITS, type Unit } from '@/lib/domain/usage';
import type { Unpriced } from './price-stack';

/** One billed class of a call: how many units, at what price, and whose price it is when its own is missing. */
export type PriceLine = {
  readonly unit: Unit;
  readonly units: number;
  readonly usdPerMillion: number;
  readonly usd: number;
  /** Set when the class has no price of its own: the class whose price it costs. */
  readonly pricedAs: Unit | null;
};

const PER_MILLION = 1e6;

/**
 * The class that each class of tokens is a part of. A card without a price for the whole prices none of its parts
 * (genai-prices refuses such a card): else two calls that differ only in how much is cached could not share a cell.
 */
const WHOLE_OF: { readonly [unit in Unit]?: 'input' | 'output' } = {
  cacheRead: 'input',
  cacheWrite: 'input',
  cacheWrite1h: 'input',
  inputAudio: 'input',
  inputImage: 'input',
  reasoning: 'output',
  outputAudio: 'output',
  outputImage: 'output',
};

/** Classes that cost another's price where they have none of their own (genai-prices does the same). */
const PRICED_AS: { readonly [unit in Unit]?: readonly Unit[] } = {
  cacheRead: ['input'],
  cacheWrite: ['input'],
  cacheWrite1h: ['cacheWrite', 'input'],
  reasoning: ['output'],
};

/** The class whose price a class costs where the card has none of its own; null where it borrows none. */
export function borrowedFrom(unit: Unit, card: RateCard): Unit | null {
  return PRICED_AS[unit]?.find((parent) => card[parent] !== undefined) ?? null;
}

/** How the person reads a class in "no … price". */
const UNIT_NAMES: { readonly [unit in Unit]: string } = {
  input: 'input',
  cacheRead: 'input',
  cacheWrite: 'input',
  cacheWrite1h: 'input',
  inputAudio: 'audio input',
  inputImage: 'image input',
  output: 'output',
  reasoning: 'output',
  outputAudio: 'audio output',
  outputImage: 'image output',
  webSearch: 'web search',
  request: 'request',
};

/**
 * The last context tier that a call of this input size passes; null is the base price. `inputTokens` is the total
 * input, cached included; null for a sum of calls, which cannot be tiered.
 */
export function passedTier(row: PriceRow, inputTokens: number | null): ContextTier | null {
  let passed: ContextTier | null = null;
  if (inputTokens === null) return passed;
  for (const tier of row.contextTiers)
    if (tier.inclusive ? inputTokens >= tier.thresholdTokens : inputTokens > tier.thresholdTokens) passed = tier;
  return passed;
}

/** The card for a call of this input size: a context tier re-prices the whole call, output too. */
export function cardFor(row: PriceRow, inputTokens: number | null): RateCard {
  return passedTier(row, inputTokens)?.rates ?? row.rates;
}

/** Splits inclusive counts into disjoint billable units; `requests` calls count where a card bills per request. */
export function billableUnits(counts: TokenCounts, requests: number): { readonly [unit in Unit]: number } {
  return {
    input:
      counts.inputTokens -
      counts.cacheReadTokens -
      counts.cacheWriteTokens -
      counts.cacheWrite1hTokens -
      counts.inputAudioTokens -
      counts.inputImageTokens,
    cacheRead: counts.cacheReadTokens,
    cacheWrite: counts.cacheWriteTokens,
    cacheWrite1h: counts.cacheWrite1hTokens,
    inputAudio: counts.inputAudioTokens,
    inputImage: counts.inputImageTokens,
    output: counts.outputTokens - counts.reasoningTokens - counts.outputAudioTokens - counts.outputImageTokens,
    reasoning: counts.reasoningTokens,
    outputAudio: counts.outputAudioTokens,
    outputImage: counts.outputImageTokens,
    webSearch: counts.webSearches,
    request: requests,
  };
}

/**
 * Prices counts by one card, line by line in USD. Cached and reasoning tokens without a price cost the price of
 * the class they are part of; any other class that is used and has no price makes the whole call unpriced.
 */
export function priceLines(counts: TokenCounts, requests: number, card: RateCard): PriceLine[] | Unpriced {
  const units = billableUnits(counts, requests);
  const lines: PriceLine[] = [];
  for (const unit of Object.keys(units) as Unit[]) {
    const count = units[unit];
    if (count === 0 || (unit === 'request' && card.request === undefined)) continue;
    const pricedAs = card[unit] === undefined ? borrowedFrom(unit, card) : null;
    const usdPerMillion = card[pricedAs ?? unit];
    const whole = WHOLE_OF[unit];
    if (whole !== undefined && card[whole] === undefined) return `no ${UNIT_NAMES[whole]} price`;
    if (usdPerMillion === undefined) return `no ${UNIT_NAMES[unit]} price`;
    lines.push({ unit, units: count, usdPerMillion, usd: (count * usdPerMillion) / PER_MILLION, pricedAs });
  }
  return lines;
}

/** A card as USD per million of each unit in the order of `UNITS`, borrowed prices filled in, NaN where there is none. */
export function rateVector(card: RateCard): Float64Array {
  const rates = new Float64Array(UNITS.length);
  for (const [i, unit] of UNITS.entries()) {
    const whole = WHOLE_OF[unit];
    const parent = borrowedFrom(unit, card);
    const own = card[unit] ?? (parent === null ? undefined : card[parent]) ?? (unit === 'request' ? 0 : Number.NaN);
    rates[i] = whole !== undefined && card[whole] === undefined ? Number.NaN : own;
  }
  return rates;
}

function unpricedClass(unit: Unit, rates: Float64Array): Unit {
  const whole = WHOLE_OF[unit];
  return whole !== undefined && Number.isNaN(rates[UNITS.indexOf(whole)]) ? whole : unit;
}

/** Prices units in the order of `UNITS`, in USD, or says which class has no price; `rates` is a `rateVector`. */
export function priceUnits(units: ArrayLike<number>, rates: Float64Array): number | Unpriced {
  let usdMillions = 0;
  for (let i = 0; i < UNITS.length; i++) {
    const count = units[i] as number;
    if (count === 0) continue;
    const rate = rates[i] as number;
    if (Number.isNaN(rate)) return `no ${UNIT_NAMES[unpricedClass(UNITS[i] as Unit, rates)]} price`;
    usdMillions += count * rate;
  }
  return usdMillions / PER_MILLION;
}

/** The sum of `priceLines` in USD, or why there is none; `rates` is a `rateVector`. */
export function priceUsd(counts: TokenCounts, requests: number, rates: Float64Array): number | Unpriced {
  const units = billableUnits(counts, requests);
  return priceUnits(
    UNITS.map((unit) => units[unit]),
    rates,
  );
}
