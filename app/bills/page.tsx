import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { BillsScreen } from '@/components/bills/bills-screen';
import { NotReadyState } from '@/components/scenario/not-ready';
import { PageHeader } from '@/components/ui/page-header';
import { loadBillsParams, loadScenarioParams } from '@/lib/schema/scenario-params';
import { viewBills } from '@/lib/services/view-bills';

export const metadata: Metadata = { title: 'Bills' };

type Props = { readonly searchParams: Promise<SearchParams> };

export default async function Page({ searchParams }: Props) {
  const view = await viewBills(await loadScenarioParams(searchParams), await loadBillsParams(searchParams));
  return (
    <>
      <PageHeader title="Bills" purpose="Month by month, by vendor or model: what will be billed if nothing changes." />
      {view?.kind === 'ready' ? (
        <BillsScreen view={view} />
      ) : (
        <NotReadyState view={view} path="/bills" what="the bills of the next twelve months" />
      )}
    </>
  );
}
