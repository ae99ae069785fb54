import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { CompareScreen } from '@/components/compare-scenarios/compare-screen';
import { PageHeader } from '@/components/ui/page-header';
import { loadCompareScenariosParams } from '@/lib/schema/compare-scenarios-params';
import { viewCompareScenarios } from '@/lib/services/view-compare-scenarios';

export const metadata: Metadata = { title: 'Compare' };

type Props = { readonly searchParams: Promise<SearchParams> };

export default async function Page({ searchParams }: Props) {
  const view = await viewCompareScenarios(await loadCompareScenariosParams(searchParams));
  return (
    <>
      <PageHeader
        title="Compare"
        purpose="Saved scenarios side by side, computed anew with what was kept with each, and why their bills differ."
      />
      <CompareScreen view={view} />
    </>
  );
}
