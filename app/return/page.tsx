import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { ReturnScreen } from '@/components/return/return-screen';
import { NotReadyState } from '@/components/scenario/not-ready';
import { PageHeader } from '@/components/ui/page-header';
import { loadReturnParams, loadScenarioParams } from '@/lib/schema/scenario-params';
import { viewReturn } from '@/lib/services/view-return';

export const metadata: Metadata = { title: 'Return' };

type Props = { readonly searchParams: Promise<SearchParams> };

export default async function Page({ searchParams }: Props) {
  const view = await viewReturn(await loadScenarioParams(searchParams), await loadReturnParams(searchParams));
  return (
    <>
      <PageHeader
        title="Return"
        purpose="What the migration costs, when it has paid for itself, and what waiting costs."
      />
      {view?.kind === 'ready' ? (
        <ReturnScreen view={view} />
      ) : (
        <NotReadyState view={view} path="/return" what="what switching returns" />
      )}
    </>
  );
}
