'use client';

import Link from 'next/link';
import { useQueryStates } from 'nuqs';
import { intervalText } from '@/components/charts/interval-dots';
import { type Column, DataTable } from '@/components/ui/data-table';
import { formatCount, formatShare, formatUsd, UNKNOWN } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { BenchmarkChoice, TaskEvidence, WorkloadEvidence } from '@/lib/domain/evidence-view';
import { evidenceParams, evidenceQuery } from '@/lib/schema/evidence-params';
import classes from './evidence.module.css';
import { JudgeSelect, SavedNumber, type SaveGate, type SaveJudge, type SaveRadius } from './task-controls';
import { taskName } from './task-name';
import { WhyJudged } from './why-judged';

export type SettingsActions = {
  readonly onJudge: SaveJudge;
  readonly onRadius: SaveRadius;
  readonly onGate: SaveGate;
};

type Props = {
  readonly workload: WorkloadEvidence;
  readonly benchmarks: readonly BenchmarkChoice[];
  readonly books: readonly string[];
  readonly actions: SettingsActions;
};

const MAX_RADIUS = 1000;
const MAX_GATE = 100_000;

export function TasksPanel({ workload, benchmarks, books, actions }: Props) {
  const [params] = useQueryStates(evidenceParams);
  const { name, gate, defaultGate, atGate, tasks } = workload;
  const columns: readonly Column<TaskEvidence>[] = [
    {
      key: 'task',
      header: 'Task',
      isRowHeader: true,
      cell: (row) =>
        row.judges.length === 0 ? (
          taskName(row.task)
        ) : (
          <Link
            className={classes.link}
            href={`${evidenceQuery('/catalog/evidence', { ...params, w: name, task: row.task, bench: null })}#scores`}
          >
            {taskName(row.task)}
          </Link>
        ),
    },
    {
      key: 'requests',
      header: 'Requests',
      isNumeric: true,
      cell: (row) => <span title={formatCount(row.requests)}>{formatShare(row.requestsPct)}</span>,
    },
    {
      key: 'spend',
      header: 'Spend',
      isNumeric: true,
      cell: (row) => <span title={formatUsd(row.repricedUsd)}>{formatShare(row.usdPct)}</span>,
    },
    {
      key: 'judge',
      header: 'Judged by',
      cell: (row) => (
        <JudgeSelect
          row={row}
          benchmarks={benchmarks}
          onSave={(judge) => actions.onJudge(name, row.task, judge, books)}
        />
      ),
    },
    { key: 'why', header: 'Why this one', cell: (row) => <WhyJudged row={row} benchmarks={benchmarks} /> },
    {
      key: 'judged',
      header: 'Judged today',
      isNumeric: true,
      cell: (row) => (row.judges.length === 0 ? UNKNOWN : formatShare(row.judgedPct)),
    },
    {
      key: 'radius',
      header: 'Blast radius',
      isNumeric: true,
      cell: (row) => (
        <span className={classes.radius}>
          <SavedNumber
            label={`Blast radius of ${row.task || 'calls without a task'}`}
            value={row.blastRadius}
            min={0.001}
            max={MAX_RADIUS}
            isWhole={false}
            onSave={(weight) => actions.onRadius(name, row.task, weight)}
          />
        </span>
      ),
    },
  ];
  return (
    <Panel
      title="Tasks and what judges them"
      description="Judged today: the share of a task’s calls whose model has evidence that counts. Blast radius: an error here weighs as much as that many elsewhere."
    >
      <DataTable label={`Tasks of ${name}`} columns={columns} rows={tasks} rowKey={(row) => row.task} maxHeight={520} />
      <div className={classes.gate}>
        <SavedNumber
          label="Sample gate"
          visibleLabel="Sample gate of this workload"
          value={gate}
          min={1}
          max={MAX_GATE}
          isWhole
          onSave={(value) => actions.onGate(name, value)}
        />
        <p className={classes.note} data-tone={gate < defaultGate ? 'breaks' : undefined}>
          {gate < defaultGate
            ? `Lowered from ${formatCount(defaultGate)}: a score from ${formatCount(gate)} items now counts, however much of it is luck. At n = ${formatCount(gate)} a score of 50% stands for anything in ${intervalText(atGate)}.`
            : gate > defaultGate
              ? `Raised from ${formatCount(defaultGate)}: evidence of fewer than ${formatCount(gate)} items does not count.`
              : `Evidence of fewer than ${formatCount(gate)} items does not count: its score is mostly luck. A public benchmark that states no sample counts as a prior.`}
        </p>
      </div>
    </Panel>
  );
}
