import { WaybillError } from '@/lib/domain/errors';
import type { OfferId } from '@/lib/domain/ids';
import type { ContextTier, OfferFacts, PriceRow, RateCard } from '@/lib/domain/price';
import { withOwnFacts } from '../known-facts';
import {
  type Entry,
  readCapabilities,
  readPriceFields,
  type StatedPrices,
  UPLIFT_FIELDS,
  uncarriedFields,
} from './litellm-fields';
import { assignOfferIds, LITELLM_LICENCE, LITELLM_URL, litellmOffer, litellmProviders } from './litellm-names';
import { isJsonObject, parseJson, tokenCount, withoutUndefined } from './parse-json';
import { findSlip, isOnlyZeros, ONLY_ZEROS, proportionalTiers, tierCard, withoutFreeWrites } from './rate-cards';
import type { ReadBook, Rejection } from './read-book';
import { toUsdPerMillion, withoutDust } from './usd-per-million';

/** Documentation of the fields, and rules for names LiteLLM has no entry for. */
const NOT_MODELS: { readonly [key: string]: string } = {
  sample_spec: 'documents the fields of the file, is no model',
  fallback_generalizations: 'rules for names without an entry, is no model',
};

/** Modes whose answer is billed by output tokens: there an output price of 0 is a hole, not a gift. */
const ANSWERING_MODES = ['chat', 'completion', 'responses'];

/** Sellers whose $0 is known to be one: the model runs on the caller's own machine, or its name says so. */
function isKnownFree(key: string, entry: Entry): boolean {
  return ['ollama', 'lemonade'].includes(String(entry.litellm_provider)) || key.endsWith(':free');
}

type TieredBand = { readonly range?: unknown } & Entry;

/** `tiered_pricing`: bands of the prompt's size, each for the whole call; a band starts above its lower end. */
function readBands(entry: Entry): { base: RateCard; above: Map<number, RateCard> } | null {
  const bands = Array.isArray(entry.tiered_pricing) ? (entry.tiered_pricing as TieredBand[]) : [];
  const above = new Map<number, RateCard>();
  let base: RateCard | null = null;
  for (const band of bands) {
    const from = Array.isArray(band.range) ? Number(band.range[0]) : Number.NaN;
    if (Number.isNaN(from)) return null;
    const card = readPriceFields(band).get('standard')?.base ?? {};
    if (from === 0) base = card;
    else above.set(from, card);
  }
  return base === null ? null : { base, above };
}

/** A search has one price with us; where LiteLLM states three by context size, it bills the medium one by default. */
function readWebSearch(entry: Entry): { usd: number | null; isMedium: boolean } {
  const stated = entry.search_context_cost_per_query;
  if (!isJsonObject(stated)) return { usd: null, isMedium: false };
  const medium = stated.search_context_size_medium;
  const usd = typeof medium === 'number' ? toUsdPerMillion(medium) : null;
  return { usd, isMedium: new Set(Object.values(stated)).size > 1 };
}

function contextTiers(base: RateCard, above: ReadonlyMap<number, RateCard>): ContextTier[] {
  return [...above]
    .sort(([a], [b]) => a - b)
    .map(([thresholdTokens, stated]) => ({ thresholdTokens, inclusive: false, rates: tierCard(base, stated) }));
}

type Priced = { readonly rows: readonly PriceRow[]; readonly notes: readonly string[] };

function readStated(entry: Entry): { stated: StatedPrices; notes: string[] } {
  const stated = readPriceFields(entry);
  const notes: string[] = [];
  const bands = readBands(entry);
  if (bands !== null) stated.set('standard', bands);
  else if (entry.tiered_pricing !== undefined) notes.push('tiered_pricing is not by prompt size: not carried');
  const standard = stated.get('standard');
  const search = readWebSearch(entry);
  if (standard !== undefined && search.usd !== null) {
    standard.base = { ...standard.base, webSearch: search.usd };
    if (search.isMedium) notes.push('a search has three prices by context size: the medium one, the default, is taken');
  }
  if (standard !== undefined && ANSWERING_MODES.includes(String(entry.mode)))
    if (standard.base.output === 0 && (standard.base.input ?? 0) > 0) {
      const { output: _hole, ...base } = standard.base;
      standard.base = base;
      notes.push('an output price of 0 beside a priced input is taken for unknown');
    }
  if (standard?.base.cacheRead === 0 && (standard.base.input ?? 0) > 0)
    notes.push('cache reads cost $0, as the file states');
  return { stated, notes };
}

/** Tool and call fees do not depend on the service tier. */
function withFees(card: RateCard, standard: RateCard): RateCard {
  const fees: { webSearch?: number; request?: number } = {};
  if (standard.webSearch !== undefined) fees.webSearch = standard.webSearch;
  if (standard.request !== undefined) fees.request = standard.request;
  return { ...fees, ...card };
}

const isToken = (unit: string) => unit !== 'webSearch' && unit !== 'request';

function upliftCard(card: RateCard, multiplier: number): RateCard {
  const rates = Object.entries(card).map(([unit, usd]) => [unit, isToken(unit) ? withoutDust(usd * multiplier) : usd]);
  return Object.fromEntries(rates);
}

/** The same prices for calls processed in one region: the uplift is on all token costs, not on searches and calls. */
function regionalRows(entry: Entry, rows: readonly PriceRow[]): PriceRow[] {
  return Object.entries(UPLIFT_FIELDS).flatMap(([field, region]) => {
    const multiplier = entry[field];
    if (typeof multiplier !== 'number' || !(multiplier > 0)) return [];
    return rows.map((row) => ({
      ...row,
      region,
      rates: upliftCard(row.rates, multiplier),
      contextTiers: row.contextTiers.map((tier) => ({ ...tier, rates: upliftCard(tier.rates, multiplier) })),
    }));
  });
}

/** The rows of an entry, or why there are none. */
function priceEntry(key: string, entry: Entry, offerId: OfferId): Priced | string {
  const { stated, notes } = readStated(entry);
  const uncarried = uncarriedFields(entry);
  const standard = stated.get('standard');
  if (standard === undefined || Object.keys(standard.base).length === 0)
    return uncarried.length > 0
      ? `billed only by what is not carried: ${uncarried.join(', ')}`
      : 'no price in the file';
  if (isOnlyZeros(standard.base)) {
    if (uncarried.length > 0) return `$0 a token, billed by what is not carried: ${uncarried.join(', ')}`;
    if (!isKnownFree(key, entry)) return ONLY_ZEROS;
  } else if (uncarried.length > 0) notes.push(`not carried: ${uncarried.join(', ')}`);

  const shared = { offerId, validFromMs: null, validToMs: null, clock: null, checkedOn: null } as const;
  const sourceUrl = typeof entry.source === 'string' && entry.source !== '' ? entry.source : LITELLM_URL;
  const base = withoutFreeWrites(standard.base);
  const tiers = contextTiers(base, standard.above);
  const rows: PriceRow[] = [{ ...shared, sourceUrl, serviceTier: 'standard', rates: base, contextTiers: tiers }];
  for (const [serviceTier, service] of stated) {
    if (serviceTier === 'standard') continue;
    if (service.base.input === undefined && service.base.output === undefined) {
      notes.push(`${serviceTier} has no price of input or output: not carried`);
      continue;
    }
    const rates = withFees(withoutFreeWrites(service.base), base);
    const own = contextTiers(rates, service.above);
    const contextTiersOfRow = own.length > 0 ? own : proportionalTiers(base, tiers, rates);
    rows.push({
      ...shared,
      sourceUrl,
      serviceTier,
      rates,
      contextTiers: contextTiersOfRow,
    });
  }
  rows.push(...regionalRows(entry, rows));
  for (const card of rows.flatMap((row) => [row.rates, ...row.contextTiers.map((tier) => tier.rates)])) {
    const slip = findSlip(card);
    if (slip !== null) return slip;
  }
  return { rows, notes };
}

const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);

function readRegions(entry: Entry): string[] | undefined {
  const regions = Array.isArray(entry.supported_regions) ? entry.supported_regions.map(String) : [];
  return regions.length > 0 ? regions.map((region) => region.toLowerCase()) : undefined;
}

function readFacts(entry: Entry, offerId: OfferId): OfferFacts {
  const capabilities = readCapabilities(entry);
  const stated = withoutUndefined<OfferFacts>({
    contextWindowTokens: tokenCount(entry.max_input_tokens),
    maxOutputTokens: tokenCount(entry.max_output_tokens),
    capabilities: Object.keys(capabilities).length > 0 ? capabilities : undefined,
    regions: readRegions(entry),
    deprecatedOn: isDay(entry.deprecation_date) ? entry.deprecation_date : undefined,
  });
  return withOwnFacts(offerId, stated);
}

/**
 * Reads LiteLLM's model_prices_and_context_window.json (USD per token), any version. A price "above_200k_tokens"
 * re-prices the whole call when the prompt is strictly above the threshold, as LiteLLM's own calculator compares
 * (`prompt_tokens > threshold`). What the book does not carry is listed with its reason.
 */
export function readLitellmJson(text: string, name: string, version: string): ReadBook {
  const file = parseJson(text);
  if (!isJsonObject(file)) throw new WaybillError('bad-input', 'not a map of models');
  const rejected: Rejection[] = [];
  const entries: { key: string; entry: Entry; litellmProvider: string }[] = [];
  for (const [key, entry] of Object.entries(file))
    if (NOT_MODELS[key] !== undefined) rejected.push({ entry: key, reason: NOT_MODELS[key] });
    else if (key === '') rejected.push({ entry: key, reason: 'no model name' });
    else if (!isJsonObject(entry)) rejected.push({ entry: key, reason: 'is no object' });
    else if (typeof entry.litellm_provider !== 'string') rejected.push({ entry: key, reason: 'no litellm_provider' });
    else entries.push({ key, entry, litellmProvider: entry.litellm_provider });

  const ids = assignOfferIds(entries);
  const rows: PriceRow[] = [];
  const offers = entries.flatMap(({ key, entry }) => {
    const offerId = ids.get(key);
    const priced = offerId === undefined ? 'its name is taken' : tryPriceEntry(key, entry, offerId);
    if (typeof priced === 'string' || offerId === undefined) {
      rejected.push({ entry: key, reason: String(priced) });
      return [];
    }
    for (const reason of priced.notes) rejected.push({ entry: key, reason });
    rows.push(...priced.rows);
    return [litellmOffer(offerId, key, readFacts(entry, offerId))];
  });
  return {
    book: {
      name,
      version,
      source: 'LiteLLM’s price map',
      licence: LITELLM_LICENCE,
      observed: false,
      providers: litellmProviders(offers.map((offer) => offer.offerId)),
      offers,
      rows,
    },
    rejected,
  };
}

function tryPriceEntry(key: string, entry: Entry, offerId: OfferId): Priced | string {
  try {
    return priceEntry(key, entry, offerId);
  } catch (error) {
    return (error as Error).message;
  }
}
