import type { FactSource } from '@/lib/domain/offer-facts';
import { factNames, factSourceKey } from '@/lib/domain/offer-facts';
import type { OfferFacts } from '@/lib/domain/price';
import { OPEN_WEIGHTS_LISTED_ON, OPEN_WEIGHTS_SOURCES } from './open-weights';

/** The day the posts were read; they carry no date of their own but the year. */
const POSTS_READ_ON = '2026-11-22';

const WEIGHTS: { readonly [key: string]: FactSource } = Object.fromEntries(
  [...OPEN_WEIGHTS_SOURCES].map(([key, url]) => [
    key,
    { source: 'Waybill’s list of open weights', url, on: OPEN_WEIGHTS_LISTED_ON },
  ]),
);

/** Where facts are from, by the keys of `OfferFacts.factSources`. */
export const FACT_SOURCES: { readonly [key: string]: FactSource } = {
  litellm: {
    source: 'LiteLLM’s price map',
    url: 'https://github.com/BerriAI/litellm/blob/main/model_prices_and_context_window.json',
    on: '2026-08-01',
  },
  'genai-prices': {
    source: 'npm @pydantic/genai-prices',
    url: 'https://github.com/pydantic/genai-prices',
    on: '2026-11-22',
  },
  makers: { source: 'Waybill’s list of makers and their seats', url: null, on: '2026-11-22' },
  'offer-id': { source: 'the region in the offer’s own name', url: null, on: '2026-11-22' },
  'post-b': { source: 'Post B, “Shipping AI At Scale On Chinese Models”', url: null, on: POSTS_READ_ON },
  'post-c': { source: 'Post C, “East vs West”', url: null, on: POSTS_READ_ON },
  'post-cd': { source: 'Posts C “East vs West” and D “Stop Guessing”', url: null, on: POSTS_READ_ON },
  ...WEIGHTS,
};

type Stated = { readonly facts: OfferFacts; readonly book: FactSource };

/**
 * Where each fact of an offer is from. `stated`: what each book says of it, the first book first, with the source
 * that its facts have where they name none. Keys are those of `factNames`.
 */
export function sourcesOfFacts(stated: readonly Stated[]): { readonly [fact: string]: FactSource } {
  const sources: { [fact: string]: FactSource } = {};
  for (const { facts, book } of stated)
    for (const fact of factNames(facts)) sources[fact] ??= FACT_SOURCES[factSourceKey(facts, fact) ?? ''] ?? book;
  return sources;
}
