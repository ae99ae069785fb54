import type { SearchParams } from 'nuqs/server';
import { OfferDetails } from '@/components/catalog/offer-details';
import { ErrorState } from '@/components/ui/state';
import { loadOfferParams } from '@/lib/schema/catalog-params';
import { viewOffer } from '@/lib/services/view-offer';

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { offer: offerId } = await loadOfferParams(searchParams);
  if (offerId === null) return null;
  const offer = await viewOffer(offerId);
  return offer ? (
    <OfferDetails offer={offer} />
  ) : (
    <ErrorState title="No such offer">No price book has an offer called {offerId}.</ErrorState>
  );
}
