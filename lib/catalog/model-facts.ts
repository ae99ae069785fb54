import type { OfferFacts } from '@/lib/domain/price';
import facts from './data/model-facts.json' with { type: 'json' };
import { withOwnFacts } from './known-facts';

const factsByOffer: { readonly [offerId: string]: OfferFacts } = facts;

/**
 * Facts of an offer of the makers and gateways, each with its source: context, output limit, capabilities and end date
 * from LiteLLM's map; the rest from our own lists.
 */
export function factsFor(offerId: string): OfferFacts {
  const known = factsByOffer[offerId];
  return withOwnFacts(offerId, known === undefined ? {} : { ...known, factSources: { '*': 'litellm' } });
}
