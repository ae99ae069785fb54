import type { OfferFacts } from '@/lib/domain/price';
import facts from './data/model-facts.json' with { type: 'json' };
import { originOf } from './vendors';

const factsByOffer: { readonly [offerId: string]: OfferFacts } = facts;

/** Facts of an offer of the makers and gateways: context, output limit, capabilities (LiteLLM's map), origin of the maker. */
export function factsFor(offerId: string): OfferFacts {
  const origin = originOf(offerId);
  return { ...factsByOffer[offerId], ...(origin === null ? {} : { origin }) };
}
