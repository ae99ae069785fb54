import { type OfferId, parseOfferId, providerOf } from '@/lib/domain/ids';
import type { OfferFacts } from '@/lib/domain/price';
import { accessOf } from './access';
import { openWeightsOf } from './open-weights';
import { regionsInId } from './regions-of-offer';
import { originOf } from './vendors';

/** What our own lists say of an offer whoever sells it: the maker's seat, open weights, regions in its name, access. */
function ownFacts(offerId: OfferId): OfferFacts {
  const origin = originOf(offerId);
  const weights = openWeightsOf(offerId);
  const regions = regionsInId(offerId);
  const access = accessOf(providerOf(offerId));
  return {
    ...(origin === null ? {} : { origin }),
    ...(weights === null ? {} : { openWeights: weights.isOpen }),
    ...(regions === null ? {} : { regions }),
    ...(access === null ? {} : { access }),
    factSources: {
      ...(origin === null ? {} : { origin: 'makers' }),
      ...(weights === null ? {} : { openWeights: weights.sourceKey }),
      ...(regions === null ? {} : { regions: 'offer-id' }),
      ...(access === null ? {} : { access: 'post-c' }),
    },
  };
}

/** The facts a source states of an offer, with what our own lists know where it does not say. */
export function withOwnFacts(id: string, stated: OfferFacts): OfferFacts {
  const own = ownFacts(parseOfferId(id));
  const { factSources, ...facts } = { ...own, ...stated };
  const keys = Object.entries(own.factSources ?? {}).filter(([fact]) => !(fact in stated));
  const sources = { ...Object.fromEntries(keys), ...stated.factSources };
  return Object.keys(sources).length === 0 ? facts : { ...facts, factSources: sources };
}
