import type { SearchParams } from 'nuqs/server';
import { overridePriceAction, withdrawOverrideAction } from '@/app/catalog/actions';
import { OfferDetails } from '@/components/catalog/offer-details';
import { ErrorState } from '@/components/ui/state';
import { loadOfferParams } from '@/lib/schema/catalog-params';
import { loadHistoryParams } from '@/lib/schema/catalog-view-params';
import { viewOfferPage } from '@/lib/services/view-offer';

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { offer: offerId } = await loadOfferParams(searchParams);
  if (offerId === null) return null;
  const { w } = await loadHistoryParams(searchParams);
  const view = await viewOfferPage(offerId, w);
  return view ? (
    <OfferDetails {...view} override={overridePriceAction} withdraw={withdrawOverrideAction} />
  ) : (
    <ErrorState title="No such offer">No price book has an offer called {offerId}.</ErrorState>
  );
}
