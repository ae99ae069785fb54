import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { Suspense } from 'react';
import { NoWorkload } from '@/components/scenario/no-workload';
import { ScenarioProblem } from '@/components/scenario/scenario-problem';
import { DecidedPlanView } from '@/components/start/decided-plan';
import { StartScreen } from '@/components/start/start-screen';
import { PageHeader } from '@/components/ui/page-header';
import { ErrorState, LoadingState } from '@/components/ui/state';
import { exitDays } from '@/lib/engine/decision';
import { loadScenarioParams, type ScenarioParams } from '@/lib/schema/scenario-params';
import { loadStartParams, type StartParams } from '@/lib/schema/start-params';
import { decidePlan } from '@/lib/services/decide-plan';
import { orProblem } from '@/lib/services/or-problem';
import { viewStart } from '@/lib/services/view-start';
import { saveBlastAction } from './actions';

export const metadata: Metadata = { title: 'Guided start' };

type Props = { readonly searchParams: Promise<SearchParams> };

async function Plan({ params, answers }: { readonly params: ScenarioParams; readonly answers: StartParams }) {
  const plan = await decidePlan(params, answers);
  if (plan === null) return null;
  if ('kind' in plan) return <ErrorState title="No plan could be made">{plan.message}</ErrorState>;
  const { sites, prompts, tunes, daysSite, daysPrompt, daysTune, dayUsd, floor } = answers;
  const days = exitDays({
    callSites: sites,
    prompts,
    fineTunes: tunes,
    daysPerCallSite: daysSite,
    daysPerPrompt: daysPrompt,
    daysPerFineTune: daysTune,
  });
  return <DecidedPlanView plan={plan} floorPct={floor} exitDays={days} dayUsd={dayUsd} />;
}

export default async function Page({ searchParams }: Props) {
  const params = await loadScenarioParams(searchParams);
  const answers = await orProblem(() => loadStartParams(searchParams));
  const view = 'kind' in answers ? answers : await viewStart(params);
  return (
    <>
      <PageHeader
        title="Guided start"
        purpose="What each task needs, how large it is, what an error costs, what must not bind you: then a plan."
      />
      {view === null ? (
        <NoWorkload>The questions are about real traffic: load a sample, or import a log of your own.</NoWorkload>
      ) : 'message' in view || 'kind' in answers ? (
        <ScenarioProblem message={'message' in view ? view.message : ''} path="/studio/start" />
      ) : (
        <StartScreen view={view} answers={answers} params={params} save={saveBlastAction}>
          <Suspense
            key={JSON.stringify([params, answers])}
            fallback={<LoadingState label="Finding the plan" rows={5} />}
          >
            <Plan params={params} answers={answers} />
          </Suspense>
        </StartScreen>
      )}
    </>
  );
}
