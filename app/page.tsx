import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { OverviewScreen } from '@/components/overview/overview-screen';
import { Welcome } from '@/components/overview/welcome';
import { ScenarioProblem } from '@/components/scenario/scenario-problem';
import { PageHeader } from '@/components/ui/page-header';
import { loadScenarioParams } from '@/lib/schema/scenario-params';
import { viewOverview } from '@/lib/services/view-overview';

export const metadata: Metadata = { title: { absolute: 'Waybill: what LLM traffic costs' } };

type Props = { readonly searchParams: Promise<SearchParams> };

export default async function Page({ searchParams }: Props) {
  const view = await viewOverview(await loadScenarioParams(searchParams));
  return (
    <>
      <PageHeader
        title="Overview"
        purpose="What the traffic costs today, where it goes, and the best plan found so far."
      />
      {view === null ? <Welcome /> : null}
      {view?.kind === 'problem' ? <ScenarioProblem message={view.message} path="/" /> : null}
      {view?.kind === 'ready' ? <OverviewScreen view={view} /> : null}
    </>
  );
}
