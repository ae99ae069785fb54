import type { Metadata } from 'next';
import Link from 'next/link';
import type { SearchParams } from 'nuqs/server';
import { StudioScreen } from '@/components/studio/studio-screen';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { EmptyState, ErrorState } from '@/components/ui/state';
import { loadScenarioParams, scenarioQuery } from '@/lib/schema/scenario-params';
import { loadStudioParams } from '@/lib/schema/studio-params';
import { viewStudio } from '@/lib/services/studio-view';
import { deletePolicyAction, deleteScenarioAction, savePolicyAction, saveScenarioAction } from './actions';

export const metadata: Metadata = { title: 'Studio' };

const PURPOSE = 'What the calls of a workload would cost under a plan.';
const ACTIONS = {
  saveScenario: saveScenarioAction,
  savePolicy: savePolicyAction,
  deleteScenario: deleteScenarioAction,
  deletePolicy: deletePolicyAction,
};

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [params, studio] = await Promise.all([loadScenarioParams(searchParams), loadStudioParams(searchParams)]);
  const view = await viewStudio(params, studio);
  if (view === null)
    return (
      <>
        <PageHeader title="Studio" purpose={PURPOSE} />
        <Panel title="Plan">
          <EmptyState title="Nothing to replay" action={<Link href="/usage">Import a usage log</Link>}>
            A plan is an answer about real traffic: import a log, or load a sample, then come back.
          </EmptyState>
        </Panel>
      </>
    );
  if ('kind' in view)
    return (
      <>
        <PageHeader title="Studio" purpose={PURPOSE} />
        <ErrorState
          title="This scenario cannot be shown"
          action={
            <>
              <Link href={scenarioQuery('/studio', { w: params.w })}>Without the plan and its prices</Link>
              <Link href="/studio">The newest workload, from scratch</Link>
            </>
          }
        >
          {view.message}
        </ErrorState>
      </>
    );

  return <StudioScreen view={view} actions={ACTIONS} />;
}
