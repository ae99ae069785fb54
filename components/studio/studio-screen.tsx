'use client';

import { useMemo } from 'react';
import { PageHeader } from '@/components/ui/page-header';
import { MS_PER_DAY } from '@/lib/engine/clock';
import { markBaselines, replaySingleModels } from '@/lib/engine/live/single-models';
import type { StudioView } from '@/lib/engine/live/studio-view';
import { modelsOfPolicy } from '@/lib/engine/plan-cuts';
import { AnswerBreaks, AnswerUnpriced, BreaksNotice } from './answer-breaks';
import { AnswerChart } from './answer-chart';
import { AnswerEvidence } from './answer-evidence';
import { AnswerFigures, headlineOf } from './answer-figures';
import { AnswerPane } from './answer-pane';
import { AnswerGroups, AnswerModels, AnswerTasks } from './answer-tables';
import { EvidencePanels } from './evidence-panels';
import { FindPlan } from './find-plan';
import { HeaderActions } from './header-actions';
import { Late } from './late';
import { LiveProvider } from './live-provider';
import { useLive } from './live-state';
import { perOf, suppositionWords } from './period-words';
import { PlanPanel } from './plan-panel';
import { type SaveActions, SavePanel } from './save-panel';
import { SetupPanel } from './setup-panel';
import { StackCompare } from './stack-compare';
import classes from './studio.module.css';
import { useStudio } from './studio-state';
import { useInputHash } from './use-input-hash';
import { WhatIf } from './what-if';

function spanOf({ live: { span } }: StudioView) {
  return span && { days: span.days, firstMs: span.firstDay * MS_PER_DAY, lastMs: span.lastDay * MS_PER_DAY };
}

/** The figures and the chart follow a drag frame by frame. */
function AnswerNow() {
  const { view, answer, isApproximate, isFloorLost, isServed, suppositions, params, replay } = useLive();
  const { policy } = useStudio();
  const isKeepAll = params.p === null && params.policy === null;
  const { prices } = suppositions;
  const isSamePrices = JSON.stringify(prices) === JSON.stringify(view.suppositions.prices);
  const single = useMemo(
    () =>
      isSamePrices || replay === null
        ? view.points
        : replaySingleModels(replay.table, replay.context, view.singles, prices),
    [isSamePrices, replay, view, prices],
  );
  const points = useMemo(
    () => markBaselines(single).map((point) => ({ ...point, name: answer.names[point.model] ?? point.model })),
    [single, answer.names],
  );
  const { simulation } = answer;
  return (
    <>
      <div className={classes.lead} id="figures">
        <AnswerFigures
          answer={answer}
          isKeepAll={isKeepAll}
          isApproximate={isApproximate}
          lostFloor={isFloorLost ? params.floor : null}
          suppositions={suppositions}
          span={spanOf(view)}
          inputs={view}
        />
        <StackCompare comparison={isServed ? view.comparison : null} per={perOf(answer.period)} isKeepAll={isKeepAll} />
        <BreaksNotice violations={simulation.violations} names={answer.names} />
      </div>
      <div className={classes.drawn}>
        <AnswerChart
          points={points}
          today={simulation.baseline.quality}
          plan={{
            name: policy.name,
            savingsPct: simulation.savings.pct,
            quality: simulation.plan.quality,
            relative: answer.relative,
          }}
          isKeepAll={isKeepAll}
          isApproximate={answer.hasMonthTerms}
        />
      </div>
    </>
  );
}

/** The tables follow when there is time. */
function AnswerDetails() {
  const { view, answer } = useLive();
  const { names, simulation, ledgerTotals: totals } = answer;
  const per = perOf(answer.period);
  const perLine = answer.adjustments === null ? per : `${per}, before volume discounts, commitments and fees`;
  return (
    <>
      <AnswerModels rows={answer.byModel} totals={totals} names={names} per={perLine} />
      <AnswerTasks rows={answer.byTask} totals={totals} per={perLine} />
      <AnswerGroups byTeam={answer.byTeam} byRule={answer.byRule} totals={totals} per={perLine} />
      <AnswerBreaks violations={simulation.violations} names={names} />
      <AnswerUnpriced simulation={simulation} names={names} aggregateRequests={view.live.aggregateRequests} />
    </>
  );
}

function Evidence() {
  const { view, answer, isServed, params, showParams } = useLive();
  const { policy } = useStudio();
  const isKeepAll = params.p === null && params.policy === null;
  const hash = useInputHash(view.live.hashSeed, policy, isServed ? view.hash : null);
  return (
    <>
      <AnswerEvidence
        evidence={answer.evidence}
        names={answer.names}
        inputs={{ books: view.books, asOf: view.asOf, hash: hash ?? '' }}
        assumptions={policy.assumptions}
        isOpen={params.ev}
        onToggle={(isOpen) => showParams({ ev: isOpen })}
      />
      {params.ev && !isKeepAll ? <EvidencePanels /> : null}
    </>
  );
}

function Replay() {
  const { view, answer } = useLive();
  const { scale } = answer;
  return (
    <SetupPanel
      workload={view.workload.name}
      workloads={view.workloads}
      stack={view.stack}
      books={view.shelf}
      requestsPerDay={view.requestsPerDay}
      why={scale.known ? null : scale.why}
      note={view.workload.note}
    />
  );
}

function Plan() {
  const { view, answer } = useLive();
  const { policy } = useStudio();
  const suggested = useMemo(
    () => [...new Set([...modelsOfPolicy(policy), ...view.suggested])],
    [policy, view.suggested],
  );
  return (
    <PlanPanel
      templates={view.templates}
      policies={view.saved.policies}
      values={view.values}
      byRule={answer.byRule}
      suggested={suggested}
      workload={view.workload.name}
      evidence={answer.evidence}
      violations={answer.simulation.violations}
      assumesIndependence={answer.simulation.plan.quality.assumesIndependence}
    />
  );
}

function Save({ actions }: { readonly actions: SaveActions }) {
  const { view, params, suppositions, answer } = useLive();
  return (
    <SavePanel
      actions={actions}
      workload={view.workload.name}
      scenarios={view.saved.scenarios}
      policies={view.saved.policies}
      floor={params.price === null ? params.floor : null}
      supposed={suppositionWords(suppositions, answer.period)}
    />
  );
}

/** What is replayed, so that it is known whose figures these are. */
function Purpose() {
  const { workload } = useLive().view;
  return (
    <>
      <strong className={classes.workload}>{workload.name}</strong>
      {workload.note === '' ? '' : ` (${workload.note})`}: what its calls would cost under a plan.
    </>
  );
}

/** On a narrow screen the answer is out of sight while a rule is edited. */
function Strip() {
  const { answer, isApproximate } = useLive();
  return (
    <p className={classes.strip}>
      <span>{headlineOf(answer, isApproximate)}</span>
      <a href="#figures">See the answer</a>
    </p>
  );
}

/** The Studio, computed in the browser from what the server sent. */
export function StudioScreen({ view, actions }: { readonly view: StudioView; readonly actions: SaveActions }) {
  return (
    <LiveProvider view={view}>
      <PageHeader
        title="Studio"
        purpose={<Purpose />}
        aside={
          <Late>
            <HeaderActions />
          </Late>
        }
      />
      <div className={classes.layout}>
        <div className={classes.rules}>
          <div className={classes.find}>
            <FindPlan />
          </div>
          <Late>
            <Plan />
          </Late>
          <WhatIf />
          <Late>
            <Replay />
          </Late>
          <Late>
            <Save actions={actions} />
          </Late>
        </div>
        <AnswerPane>
          <AnswerNow />
          <div className={classes.details}>
            <Late>
              <AnswerDetails />
              <Evidence />
            </Late>
          </div>
        </AnswerPane>
      </div>
      <Strip />
    </LiveProvider>
  );
}
