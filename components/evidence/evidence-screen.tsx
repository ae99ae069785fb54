import { NoWorkload } from '@/components/scenario/no-workload';
import { WorkloadSelect } from '@/components/scenario/workload-select';
import { Figure } from '@/components/ui/figure';
import { formatCount, formatShare } from '@/components/ui/format';
import { ErrorState } from '@/components/ui/state';
import type { EvidenceView, WorkloadEvidence } from '@/lib/domain/evidence-view';
import { type EvalActions, EvalsPanel } from './evals-panel';
import classes from './evidence.module.css';
import { FeedbackPanel } from './feedback-panel';
import { PairsPanel } from './pairs-panel';
import { ScoresPanel } from './scores-panel';
import { type SettingsActions, TasksPanel } from './tasks-panel';

type Props = {
  readonly view: EvidenceView;
  readonly settings: SettingsActions;
  readonly evals: EvalActions;
};

function Figures({ workload }: { readonly workload: WorkloadEvidence }) {
  const unjudged = workload.tasks.filter(({ judges }) => judges.length === 0).length;
  return (
    <div className={classes.figures}>
      <Figure
        size="md"
        label="Requests judged today"
        value={formatShare(workload.judgedPct)}
        sub="their model has a score that counts"
      />
      <Figure
        size="md"
        label="By your own evidence"
        value={formatShare(workload.ownPct)}
        sub="evals and feedback; the rest by priors"
      />
      <Figure
        size="md"
        label="Tasks without a judge"
        value={formatCount(unjudged)}
        sub={`of ${formatCount(workload.tasks.length)}; their quality is —`}
      />
    </div>
  );
}

export function EvidenceScreen({ view, settings, evals }: Props) {
  const { workload, paired, pairedProblem } = view;
  const set = view.evals.find(({ name }) => name === paired?.name);
  return (
    <div className={classes.root}>
      {workload === null ? (
        <NoWorkload>Evidence judges the tasks of a workload. An eval can be imported before there is one.</NoWorkload>
      ) : (
        <>
          <div className={classes.bar}>
            <WorkloadSelect workload={workload.name} workloads={view.workloads} />
            <Figures workload={workload} />
          </div>
          <TasksPanel
            key={workload.name}
            workload={workload}
            benchmarks={view.benchmarks}
            books={view.books}
            actions={settings}
          />
          <ScoresPanel view={view} gate={workload.gate} />
        </>
      )}
      <EvalsPanel evals={view.evals} sample={view.sample} actions={evals} />
      {pairedProblem === null ? null : <ErrorState title="This eval set cannot be shown">{pairedProblem}</ErrorState>}
      {paired === null ? null : <PairsPanel paired={paired} tasks={set?.tasks ?? []} />}
      {workload === null ? null : <FeedbackPanel feedback={workload.feedback} gate={workload.gate} />}
    </div>
  );
}
