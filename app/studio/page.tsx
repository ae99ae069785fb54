import type { Metadata } from 'next';
import Link from 'next/link';
import type { SearchParams } from 'nuqs/server';
import { AnswerBreaks, AnswerUnpriced, BreaksNotice } from '@/components/studio/answer-breaks';
import { AnswerChart } from '@/components/studio/answer-chart';
import { AnswerEvidence } from '@/components/studio/answer-evidence';
import { AnswerFigures, headlineOf } from '@/components/studio/answer-figures';
import { AnswerPane } from '@/components/studio/answer-pane';
import { AnswerGroups, AnswerModels, AnswerTasks } from '@/components/studio/answer-tables';
import { HeaderActions } from '@/components/studio/header-actions';
import { PlanPanel } from '@/components/studio/plan-panel';
import { SavePanel } from '@/components/studio/save-panel';
import { SetupPanel } from '@/components/studio/setup-panel';
import { StackCompare } from '@/components/studio/stack-compare';
import classes from '@/components/studio/studio.module.css';
import { StudioProvider } from '@/components/studio/studio-state';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { EmptyState, ErrorState } from '@/components/ui/state';
import { loadScenarioParams, scenarioQuery } from '@/lib/schema/scenario-params';
import { viewStudio } from '@/lib/services/studio-view';
import { deleteScenarioAction, savePolicyAction, saveScenarioAction } from './actions';

export const metadata: Metadata = { title: 'Studio' };

const MS_PER_DAY = 86_400_000;
const PURPOSE = 'Rules on the left, the answer on the right: what the same traffic would have cost under a plan.';
const ACTIONS = {
  saveScenario: saveScenarioAction,
  savePolicy: savePolicyAction,
  deleteScenario: deleteScenarioAction,
};

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await loadScenarioParams(searchParams);
  const view = await viewStudio(params);
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

  const { scenario, figures, period, names, byModel, byTask, byTeam, byRule, points, values, templates, saved } = view;
  const { simulation, span, scale, policy, inputs, isKeepAll } = scenario;
  const per = period === 'month' ? 'a month' : 'over the log’s span';
  const totals = view.ledgerTotals;
  const perLine = view.adjustments === null ? per : `${per}, before volume discounts, commitments and fees`;
  const headline = headlineOf({ figures, period });
  return (
    <StudioProvider policy={policy} books={scenario.books} names={names}>
      <PageHeader title="Studio" purpose={PURPOSE} aside={<HeaderActions />} />
      <div className={classes.layout}>
        <div className={classes.rules}>
          <Panel title="Replay">
            <SetupPanel
              workload={scenario.workload.name}
              workloads={scenario.workloads.map(({ name }) => name)}
              stack={view.stack}
              books={view.books}
              requestsPerDay={view.requestsPerDay}
              why={scale.known ? null : scale.why}
              note={scenario.workload.note}
            />
          </Panel>
          <PlanPanel
            templates={templates}
            policies={saved.policies}
            values={values}
            byRule={byRule}
            suggested={view.suggested}
          />
          <SavePanel actions={ACTIONS} scenarios={saved.scenarios} />
        </div>
        <AnswerPane headline={headline}>
          <AnswerFigures
            figures={figures}
            adjustments={view.adjustments}
            hasMonthTerms={view.hasMonthTerms}
            simulation={simulation}
            period={period}
            isKeepAll={isKeepAll}
            span={span && { days: span.days, firstMs: span.firstDay * MS_PER_DAY, lastMs: span.lastDay * MS_PER_DAY }}
            scaledFrom={scale.known ? scale.from : null}
            inputs={inputs}
          />
          <StackCompare comparison={view.comparison} per={per} isKeepAll={isKeepAll} />
          <BreaksNotice violations={simulation.violations} names={names} />
          <AnswerChart
            points={points}
            today={{ quality: simulation.baseline.quality.value }}
            plan={{ name: policy.name, savingsPct: simulation.savings.pct, quality: view.planQuality }}
            isKeepAll={isKeepAll}
            isApproximate={view.hasMonthTerms}
          />
          <AnswerModels rows={byModel} totals={totals} names={names} per={perLine} />
          <AnswerTasks rows={byTask} totals={totals} per={perLine} />
          <AnswerGroups byTeam={byTeam} byRule={byRule} totals={totals} per={perLine} />
          <AnswerBreaks violations={simulation.violations} names={names} />
          <AnswerUnpriced simulation={simulation} names={names} aggregateRequests={view.aggregateRequests} />
          <AnswerEvidence evidence={view.evidence} names={names} inputs={inputs} assumptions={policy.assumptions} />
        </AnswerPane>
      </div>
      <p className={classes.strip}>
        <span>{headline}</span>
        <a href="#answer">See the answer</a>
      </p>
    </StudioProvider>
  );
}
