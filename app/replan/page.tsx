import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { ChoosePolicy } from '@/components/replan/choose-policy';
import { ReplanScreen } from '@/components/replan/replan-screen';
import { NotReadyState } from '@/components/scenario/not-ready';
import { ScenarioLine } from '@/components/scenario/scenario-line';
import { PageHeader } from '@/components/ui/page-header';
import { loadReplanParams } from '@/lib/schema/replan-params';
import { loadScenarioParams } from '@/lib/schema/scenario-params';
import { viewReplan } from '@/lib/services/replan';
import { decideAction, finishAction, putBackAction } from './actions';

export const metadata: Metadata = { title: 'Re-plan' };

type Props = { readonly searchParams: Promise<SearchParams> };

export default async function Page({ searchParams }: Props) {
  const params = { ...(await loadScenarioParams(searchParams)), ...(await loadReplanParams(searchParams)) };
  const view = await viewReplan(params);
  return (
    <>
      <PageHeader
        title="Re-plan"
        purpose="Which routes of a saved policy should change, given new logs, feedback, evals and prices."
      />
      {view?.kind === 'ready' ? (
        <>
          <ScenarioLine head={view.head} hidesPlan />
          <ReplanScreen view={view} actions={{ decide: decideAction, finish: finishAction, putBack: putBackAction }} />
        </>
      ) : view?.kind === 'no policy' ? (
        <ChoosePolicy view={view} hasUnsaved={params.p !== null} />
      ) : (
        <NotReadyState view={view} path="/replan" what="which routes should change" />
      )}
    </>
  );
}
