import { WaybillError } from '@/lib/domain/errors';
import { type OfferId, parseOfferId } from '@/lib/domain/ids';
import type { ContextTier, Offer, OfferFacts, PriceRow, RateCard } from '@/lib/domain/price';
import type { ServiceTier, Unit } from '@/lib/domain/usage';
import { withOwnFacts } from '../known-facts';
import { isMaker, providerRules } from './makers';
import { isJsonObject, type JsonObject, parseJson, tokenCount, withoutUndefined } from './parse-json';
import {
  findSlip,
  isOnlyZeros,
  type MutableCard,
  ONLY_ZEROS,
  proportionalTiers,
  tierCard,
  withoutFreeWrites,
} from './rate-cards';
import type { ReadBook, Rejection } from './read-book';
import { withoutDust } from './usd-per-million';

/** models.dev's providers under our names. */
const PROVIDER_OF: { readonly [id: string]: string } = {
  alibaba: 'qwen',
  'amazon-bedrock': 'aws',
  'fireworks-ai': 'fireworks',
  'google-vertex': 'vertex_ai',
  'google-vertex-anthropic': 'vertex_ai',
  togetherai: 'together',
  xai: 'x-ai',
};

/** `cost` in USD per 1M tokens (packages/core/src/schema.ts of anomalyco/models.dev). */
const UNIT_OF_KEY: { readonly [key: string]: Unit } = {
  input: 'input',
  output: 'output',
  reasoning: 'reasoning',
  cache_read: 'cacheRead',
  cache_write: 'cacheWrite',
  input_audio: 'inputAudio',
  output_audio: 'outputAudio',
};
const READ_ELSEWHERE = ['context_over_200k', 'tiers', 'tier'];
const LEGACY_THRESHOLD_TOKENS = 200_000;

/** The card of a `cost` object; throws an Error that names the key which is no price. */
function readCard(cost: JsonObject, notes: string[]): RateCard {
  const card: MutableCard = {};
  for (const [key, value] of Object.entries(cost)) {
    const unit = UNIT_OF_KEY[key];
    if (READ_ELSEWHERE.includes(key)) continue;
    if (unit === undefined) notes.push(`not carried: cost.${key}`);
    else if (typeof value !== 'number' || !(value >= 0)) throw new Error(`cost.${key} is not a price: ${value}`);
    else card[unit] = withoutDust(value);
  }
  return card;
}

/**
 * `tiers`: prices "from a given context size upward" (the project's SDK), so ≥; the older `context_over_200k` is read
 * where there are none, and says over, so >.
 */
function readTiers(cost: JsonObject, base: RateCard, notes: string[]): ContextTier[] {
  const tiers: ContextTier[] = [];
  for (const tier of Array.isArray(cost.tiers) ? cost.tiers : []) {
    const condition = isJsonObject(tier) && isJsonObject(tier.tier) ? tier.tier : {};
    const thresholdTokens = tokenCount(condition.size);
    if ((condition.type ?? 'context') !== 'context' || thresholdTokens === undefined)
      notes.push(`not carried: a tier by ${String(condition.type)}`);
    else tiers.push({ thresholdTokens, inclusive: true, rates: tierCard(base, readCard(tier as JsonObject, notes)) });
  }
  if (tiers.length === 0 && isJsonObject(cost.context_over_200k)) {
    const rates = tierCard(base, readCard(cost.context_over_200k, notes));
    tiers.push({ thresholdTokens: LEGACY_THRESHOLD_TOKENS, inclusive: false, rates });
  }
  return tiers.sort((a, b) => a.thresholdTokens - b.thresholdTokens);
}

type Priced = { readonly serviceTier: ServiceTier; readonly rates: RateCard; readonly contextTiers: ContextTier[] };

function priceCost(cost: JsonObject, serviceTier: ServiceTier, notes: string[]): Priced {
  const rates = withoutFreeWrites(readCard(cost, notes));
  return { serviceTier, rates, contextTiers: readTiers(cost, rates, notes) };
}

/** A mode that is asked for by a service tier of the request's body is that tier; any other mode is not carried. */
function readModes(model: JsonObject, notes: string[]): Priced[] {
  const modes = isJsonObject(model.experimental) ? model.experimental.modes : undefined;
  if (!isJsonObject(modes)) return [];
  return Object.entries(modes).flatMap(([mode, value]) => {
    if (!isJsonObject(value) || !isJsonObject(value.cost)) return [];
    const body = isJsonObject(value.provider) && isJsonObject(value.provider.body) ? value.provider.body : {};
    const tier = body.service_tier;
    if (tier === 'flex' || tier === 'priority') return [priceCost(value.cost, tier, notes)];
    notes.push(`not carried: the prices of its mode "${mode}"`);
    return [];
  });
}

/** A mode states no context tiers of its own: the standard ones apply in proportion. */
function withTiers(priced: Priced, standard: Priced): Priced {
  if (priced.contextTiers.length > 0) return priced;
  return { ...priced, contextTiers: proportionalTiers(standard.rates, standard.contextTiers, priced.rates) };
}

function readPrices(id: string, model: JsonObject, notes: string[]): Priced[] | string {
  if (!isJsonObject(model.cost)) return 'no price in the file';
  const standard = priceCost(model.cost, 'standard', notes);
  if (Object.keys(standard.rates).length === 0) return 'no price in the file';
  const prices = [standard, ...readModes(model, notes).map((mode) => withTiers(mode, standard))];
  if (isOnlyZeros(standard.rates) && !/[:-]free$/.test(id)) return ONLY_ZEROS;
  const cards = prices.flatMap(({ rates, contextTiers }) => [rates, ...contextTiers.map((tier) => tier.rates)]);
  return cards.map(findSlip).find((slip) => slip !== null) ?? prices;
}

function readFacts(provider: JsonObject, model: JsonObject, offerId: OfferId): OfferFacts {
  const limit = isJsonObject(model.limit) ? model.limit : {};
  const inputs =
    isJsonObject(model.modalities) && Array.isArray(model.modalities.input) ? model.modalities.input : null;
  const capabilities = withoutUndefined({
    vision: inputs?.includes('image'),
    audio: inputs?.includes('audio'),
    pdf: inputs?.includes('pdf'),
    tools: typeof model.tool_call === 'boolean' ? model.tool_call : undefined,
    json: typeof model.structured_output === 'boolean' ? model.structured_output : undefined,
    reasoning: typeof model.reasoning === 'boolean' ? model.reasoning : undefined,
  });
  const keys = Array.isArray(provider.env) ? provider.env.filter((key) => /KEY|TOKEN/.test(String(key))) : [];
  const stated = withoutUndefined<OfferFacts>({
    contextWindowTokens: tokenCount(limit.input) ?? tokenCount(limit.context),
    maxOutputTokens: tokenCount(limit.output),
    capabilities: Object.keys(capabilities).length > 0 ? (capabilities as { [need: string]: boolean }) : undefined,
    openWeights: typeof model.open_weights === 'boolean' ? model.open_weights : undefined,
    deprecated: model.status === 'deprecated' ? true : undefined,
    apiBase: typeof provider.api === 'string' ? provider.api : undefined,
    apiKeyEnv: keys.length > 0 ? String(keys[0]) : undefined,
  });
  return withOwnFacts(offerId, stated);
}

/** A maker's model answers to its bare name, a reseller's only to the name with models.dev's provider before it. */
function toOffer(providerId: string, provider: JsonObject, id: string, model: JsonObject, offerId: OfferId): Offer {
  const spelled = { equals: `${providerId}/${id}` };
  return {
    offerId,
    name: typeof model.name === 'string' ? model.name : id,
    match: isMaker(PROVIDER_OF[providerId] ?? providerId) ? { or: [{ equals: id }, spelled] } : spelled,
    facts: readFacts(provider, model, offerId),
    sameModelAs: null,
  };
}

/** Reads models.dev's api.json: providers, each with its models, in USD per 1M tokens. */
export function readModelsDev(text: string, name: string, version: string): ReadBook {
  const file = parseJson(text);
  if (!isJsonObject(file)) throw new WaybillError('bad-input', 'not a map of providers');
  const rejected: Rejection[] = [];
  const offers = new Map<OfferId, Offer>();
  const rows: PriceRow[] = [];
  const providerNames = new Map<string, string>();
  for (const [providerId, provider] of Object.entries(file)) {
    if (!isJsonObject(provider) || !isJsonObject(provider.models)) {
      rejected.push({ entry: providerId, reason: 'a provider without models' });
      continue;
    }
    const ours = PROVIDER_OF[providerId] ?? providerId;
    const sourceUrl = typeof provider.doc === 'string' ? provider.doc : 'https://models.dev';
    for (const [id, model] of Object.entries(provider.models)) {
      const entry = `${providerId}/${id}`;
      if (id === '') {
        rejected.push({ entry, reason: 'no model id' });
        continue;
      }
      const wanted = parseOfferId(`${ours}/${id}`);
      const offerId = offers.has(wanted) ? parseOfferId(entry) : wanted;
      const notes: string[] = [];
      const prices = readModel(id, model, notes);
      if (typeof prices === 'string' || offers.has(offerId)) {
        rejected.push({ entry, reason: typeof prices === 'string' ? prices : 'its name is taken' });
        continue;
      }
      for (const reason of notes) rejected.push({ entry, reason });
      offers.set(offerId, toOffer(providerId, provider, id, model as JsonObject, offerId));
      providerNames.set(ours, typeof provider.name === 'string' ? provider.name : ours);
      const shared = { offerId, validFromMs: null, validToMs: null, clock: null, sourceUrl, checkedOn: null } as const;
      rows.push(...prices.map((priced) => ({ ...shared, ...priced })));
    }
  }
  return {
    book: {
      name,
      version,
      source: 'models.dev',
      licence: 'MIT, Copyright (c) models.dev',
      observed: false,
      providers: providerRules(providerNames),
      offers: [...offers.values()],
      rows,
    },
    rejected,
  };
}

function readModel(id: string, model: unknown, notes: string[]): Priced[] | string {
  if (!isJsonObject(model)) return 'is no object';
  try {
    return readPrices(id, model, notes);
  } catch (error) {
    return (error as Error).message;
  }
}
