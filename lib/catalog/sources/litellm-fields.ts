import type { Capability, RateCard } from '@/lib/domain/price';
import type { ServiceTier, Unit } from '@/lib/domain/usage';
import { toUsdPerMillion } from './usd-per-million';

/** LiteLLM's prices per token or call that we bill by. */
const UNIT_OF_FIELD: { readonly [field: string]: Unit } = {
  input_cost_per_token: 'input',
  output_cost_per_token: 'output',
  cache_read_input_token_cost: 'cacheRead',
  input_cost_per_token_cache_hit: 'cacheRead',
  cache_creation_input_token_cost: 'cacheWrite',
  cache_creation_input_token_cost_above_1hr: 'cacheWrite1h',
  output_cost_per_reasoning_token: 'reasoning',
  input_cost_per_audio_token: 'inputAudio',
  input_cost_per_image_token: 'inputImage',
  output_cost_per_audio_token: 'outputAudio',
  output_cost_per_image_token: 'outputImage',
  input_cost_per_request: 'request',
};

const TIER_OF_SUFFIX: { readonly [suffix: string]: ServiceTier } = {
  batches: 'batch',
  flex: 'flex',
  priority: 'priority',
};

/** Old entries state the cache read price under a name of its own; the newer name wins. */
const OLDER_FIELD = 'input_cost_per_token_cache_hit';

const FIELD = /^(?<base>.+?)(?:_above_(?<threshold>\d+)(?<thousand>k?)_tokens)?(?:_(?<suffix>batches|flex|priority))?$/;

export type PriceField = {
  readonly unit: Unit;
  readonly serviceTier: ServiceTier;
  /** Null: the base price. Otherwise the price of a call whose prompt is above this. */
  readonly aboveTokens: number | null;
};

/** What a field of LiteLLM's map prices, or null: `cache_read_input_token_cost_above_272k_tokens_priority`. */
export function parsePriceField(field: string): PriceField | null {
  const groups = FIELD.exec(field)?.groups;
  const unit = UNIT_OF_FIELD[groups?.base ?? ''];
  if (groups === undefined || unit === undefined) return null;
  const aboveTokens =
    groups.threshold === undefined ? null : Number(groups.threshold) * (groups.thousand === 'k' ? 1000 : 1);
  return { unit, aboveTokens, serviceTier: TIER_OF_SUFFIX[groups.suffix ?? ''] ?? 'standard' };
}

export type Entry = { readonly [field: string]: unknown };

/** The prices an entry states: for each service tier, the base card and the cards above thresholds. */
export type StatedPrices = Map<ServiceTier, { base: RateCard; above: Map<number, RateCard> }>;

/** Reads the price fields of an entry. Throws an Error that names the field which is no price. */
export function readPriceFields(entry: Entry): StatedPrices {
  const stated: StatedPrices = new Map();
  const fields = Object.keys(entry).sort((a, b) => Number(b === OLDER_FIELD) - Number(a === OLDER_FIELD));
  for (const field of fields) {
    const price = parsePriceField(field);
    const value = entry[field];
    if (price === null || value === null || value === undefined) continue;
    const usd = typeof value === 'number' || typeof value === 'string' ? toUsdPerMillion(value) : null;
    if (usd === null) throw new Error(`${field} is not a price: ${JSON.stringify(value)}`);
    const tier = stated.get(price.serviceTier) ?? { base: {}, above: new Map() };
    stated.set(price.serviceTier, tier);
    if (price.aboveTokens === null) tier.base = { ...tier.base, [price.unit]: usd };
    else tier.above.set(price.aboveTokens, { ...tier.above.get(price.aboveTokens), [price.unit]: usd });
  }
  return stated;
}

const PRICE_LIKE = /cost|price|pricing|multiplier|provider_specific_entry/;

/** Multipliers on the price of calls that are processed in a region, and our name of it. */
export const UPLIFT_FIELDS: { readonly [field: string]: string } = {
  regional_processing_uplift_multiplier_eu: 'eu',
  regional_processing_uplift_multiplier_us: 'us',
};

const READ_ELSEWHERE = ['search_context_cost_per_query', 'tiered_pricing', ...Object.keys(UPLIFT_FIELDS)];

function isNonZero(value: unknown): boolean {
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'object' && value !== null) return Object.values(value).some(isNonZero);
  return false;
}

/** Fields that bill by what we do not count: images, pixels, seconds, characters, pages, queries, DBUs, regions. */
export function uncarriedFields(entry: Entry): string[] {
  return Object.keys(entry).filter(
    (field) =>
      PRICE_LIKE.test(field) &&
      !READ_ELSEWHERE.includes(field) &&
      parsePriceField(field) === null &&
      isNonZero(entry[field]),
  );
}

const CAPABILITY_FIELDS: { readonly [need in Capability]: string } = {
  vision: 'supports_vision',
  audio: 'supports_audio_input',
  tools: 'supports_function_calling',
  json: 'supports_response_schema',
  reasoning: 'supports_reasoning',
  pdf: 'supports_pdf_input',
};

export function readCapabilities(entry: Entry): { [need: string]: boolean } {
  const capabilities: { [need: string]: boolean } = {};
  for (const [need, field] of Object.entries(CAPABILITY_FIELDS))
    if (typeof entry[field] === 'boolean') capabilities[need] = entry[field];
  return capabilities;
}
