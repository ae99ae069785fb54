import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { CompareHistories } from '@/components/catalog/compare-histories';
import { CompareScreen } from '@/components/catalog/compare-screen';
import { ErrorState } from '@/components/ui/state';
import { loadCompareParams } from '@/lib/schema/catalog-view-params';
import { orProblem } from '@/lib/services/or-problem';
import { viewCompare } from '@/lib/services/view-compare';

export const metadata: Metadata = { title: 'Compare offers' };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await loadCompareParams(searchParams);
  const view = await orProblem(() => viewCompare(params));
  if (view.kind === 'problem') return <ErrorState title="These cannot be compared">{view.message}</ErrorState>;
  return (
    <>
      <CompareScreen view={view} />
      <CompareHistories offers={view.offers} />
    </>
  );
}
