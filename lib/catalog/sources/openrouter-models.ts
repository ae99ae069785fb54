import { WaybillError } from '@/lib/domain/errors';
import { parseOfferId } from '@/lib/domain/ids';
import type { ContextTier, Offer, OfferFacts, PriceRow, RateCard } from '@/lib/domain/price';
import type { Unit } from '@/lib/domain/usage';
import { withOwnFacts } from '../known-facts';
import { type Override, readOverrides } from './openrouter-overrides';
import { isJsonObject, type JsonObject, parseJson, tokenCount, withoutUndefined } from './parse-json';
import { findSlip, type MutableCard } from './rate-cards';
import type { ReadBook, Rejection } from './read-book';
import { toUsdPerMillion } from './usd-per-million';

/** `pricing` in USD per token, request or search (openrouter.ai/docs, "Models", Pricing Object). */
const UNIT_OF_KEY: { readonly [key: string]: Unit } = {
  prompt: 'input',
  completion: 'output',
  request: 'request',
  image_token: 'inputImage',
  image_output: 'outputImage',
  audio: 'inputAudio',
  audio_output: 'outputAudio',
  web_search: 'webSearch',
  internal_reasoning: 'reasoning',
  input_cache_read: 'cacheRead',
  input_cache_write: 'cacheWrite',
  input_cache_write_1h: 'cacheWrite1h',
};

/** The price of a router, which depends on the model it picks. */
const VARIABLE = -1;

/**
 * The card of a pricing object. "0" is a price for prompt and completion only: beside them it says that nothing is
 * charged apart, and then the tokens cost what the class they are part of costs.
 */
function readCard(pricing: JsonObject, notes: string[]): RateCard {
  const card: MutableCard = {};
  for (const [key, value] of Object.entries(pricing)) {
    if (key === 'overrides' || value === null) continue;
    const unit = UNIT_OF_KEY[key];
    if (unit === undefined) {
      if (Number(value) !== 0) notes.push(`not carried: pricing.${key}`);
      continue;
    }
    const usd = toUsdPerMillion(String(value));
    if (usd === null) throw new Error(`pricing.${key} is not a price: ${JSON.stringify(value)}`);
    if (usd > 0 || unit === 'input' || unit === 'output') card[unit] = usd;
  }
  return card;
}

type Priced = Pick<PriceRow, 'clock' | 'rates' | 'contextTiers'>;

/** The prices in one set of hours: entries apply in order, later ones win per key, the rest is inherited. */
function priceHours(pricing: JsonObject, clock: PriceRow['clock'], overrides: readonly Override[]): Priced {
  const cardAbove = (aboveTokens: number | null): RateCard => {
    const applying = overrides.filter(
      (override) => override.aboveTokens === null || (aboveTokens !== null && override.aboveTokens <= aboveTokens),
    );
    return readCard(Object.assign({}, pricing, ...applying.map((override) => override.prices)), []);
  };
  const thresholds = new Set(overrides.flatMap((override) => override.aboveTokens ?? []));
  const contextTiers: ContextTier[] = [...thresholds]
    .sort((a, b) => a - b)
    .map((thresholdTokens) => ({ thresholdTokens, inclusive: false, rates: cardAbove(thresholdTokens) }));
  return { clock, rates: cardAbove(null), contextTiers };
}

function readPrices(model: JsonObject, notes: string[]): Priced[] | string {
  const { pricing } = model;
  if (!isJsonObject(pricing)) return 'no price in the file';
  if (Number(pricing.prompt) === VARIABLE) return 'its price depends on the model it routes to';
  if (Object.keys(readCard(pricing, notes)).length === 0) return 'no price in the file';
  const overrides = readOverrides(pricing.overrides, notes);
  const anyHour = overrides.filter((override) => override.clock === null);
  const schedules = new Map(overrides.flatMap(({ clockKey, clock }) => (clock === null ? [] : [[clockKey, clock]])));
  const prices = [
    priceHours(pricing, null, anyHour),
    ...[...schedules].map(([key, clock]) =>
      priceHours(
        pricing,
        clock,
        overrides.filter((override) => override.clock === null || override.clockKey === key),
      ),
    ),
  ];
  const cards = prices.flatMap(({ rates, contextTiers }) => [rates, ...contextTiers.map((tier) => tier.rates)]);
  return cards.map(findSlip).find((slip) => slip !== null) ?? prices;
}

function readFacts(id: string, model: JsonObject): OfferFacts {
  const architecture = isJsonObject(model.architecture) ? model.architecture : {};
  const top = isJsonObject(model.top_provider) ? model.top_provider : {};
  const inputs = Array.isArray(architecture.input_modalities) ? architecture.input_modalities : null;
  const parameters = Array.isArray(model.supported_parameters) ? model.supported_parameters : null;
  const capabilities = withoutUndefined({
    vision: inputs?.includes('image'),
    audio: inputs?.includes('audio'),
    pdf: inputs?.includes('file'),
    tools: parameters?.includes('tools'),
    json: parameters?.includes('structured_outputs'),
    reasoning: parameters?.includes('reasoning'),
  });
  const stated = withoutUndefined<OfferFacts>({
    contextWindowTokens: tokenCount(top.context_length) ?? tokenCount(model.context_length),
    maxOutputTokens: tokenCount(top.max_completion_tokens),
    capabilities: Object.keys(capabilities).length > 0 ? (capabilities as { [need: string]: boolean }) : undefined,
    deprecatedOn: typeof model.expiration_date === 'string' ? model.expiration_date : undefined,
    upstreamModel: id,
    apiBase: 'https://openrouter.ai/api/v1',
    apiKeyEnv: 'OPENROUTER_API_KEY',
  });
  return withOwnFacts(`openrouter/${id}`, stated);
}

function toOffer(id: string, model: JsonObject): Offer {
  const slug = typeof model.canonical_slug === 'string' ? model.canonical_slug : id;
  return {
    offerId: parseOfferId(`openrouter/${id}`),
    name: typeof model.name === 'string' ? model.name : id,
    match: slug === id ? { equals: id } : { or: [{ equals: id }, { equals: slug }] },
    facts: readFacts(id, model),
    sameModelAs: null,
  };
}

/** Reads the answer of OpenRouter's GET /api/v1/models: `{data: [model]}`, prices as texts in USD per token. */
export function readOpenrouterModels(text: string, name: string, version: string): ReadBook {
  const file = parseJson(text);
  if (!isJsonObject(file) || !Array.isArray(file.data)) throw new WaybillError('bad-input', 'no list "data" of models');
  const rejected: Rejection[] = [];
  const offers: Offer[] = [];
  const rows: PriceRow[] = [];
  const seen = new Set<string>();
  for (const [index, model] of (file.data as unknown[]).entries()) {
    const id = isJsonObject(model) && typeof model.id === 'string' ? model.id : '';
    const notes: string[] = [];
    const prices =
      id === '' ? 'no id' : seen.has(id) ? 'a second entry of this id' : tryPrices(model as JsonObject, notes);
    seen.add(id);
    if (typeof prices === 'string') {
      rejected.push({ entry: id || `data[${index}]`, reason: prices });
      continue;
    }
    for (const reason of notes) rejected.push({ entry: id, reason });
    const offer = toOffer(id, model as JsonObject);
    offers.push(offer);
    for (const priced of prices)
      rows.push({
        ...priced,
        offerId: offer.offerId,
        validFromMs: null,
        validToMs: null,
        serviceTier: 'standard',
        sourceUrl: `https://openrouter.ai/${id}`,
        checkedOn: null,
      });
  }
  return {
    book: {
      name,
      version,
      source: 'OpenRouter’s list of models',
      licence: 'facts as published by OpenRouter',
      observed: false,
      providers: [{ provider: 'openrouter', name: 'OpenRouter', modelMatch: null, fallbackProviders: [] }],
      offers,
      rows,
    },
    rejected,
  };
}

function tryPrices(model: JsonObject, notes: string[]): Priced[] | string {
  try {
    return readPrices(model, notes);
  } catch (error) {
    return (error as Error).message;
  }
}
