import { intervalText } from '@/components/charts/interval-dots';
import { DataTable } from '@/components/ui/data-table';
import { formatCount, formatScore } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/state';
import type { FeedbackLine } from '@/lib/domain/evidence-view';
import classes from './evidence.module.css';
import { taskName } from './task-name';

type Props = { readonly feedback: readonly FeedbackLine[]; readonly gate: number };

function standing({ isKnown, isBelowGate, up, down }: FeedbackLine, gate: number): string {
  if (!isKnown) return 'no price book knows the model: does not count';
  if (isBelowGate) return `n = ${formatCount(up + down)}, below the gate of ${formatCount(gate)}: does not count`;
  return 'counts where feedback judges the task';
}

/** Thumbs of the log, by task and model. */
export function FeedbackPanel({ feedback, gate }: Props) {
  const dim = (row: FeedbackLine) => (row.isKnown && !row.isBelowGate ? undefined : classes.muted);
  return (
    <Panel
      title="Feedback in the log"
      description="Thumbs by task and model. People rate what they were given, so models are compared on different calls: weaker than an eval on the same items."
    >
      {feedback.length === 0 ? (
        <EmptyState title="No thumbs in this log">
          Import a log with a feedback column (up or down a call), and each model’s share of thumbs up is shown here.
        </EmptyState>
      ) : (
        <DataTable
          label="Thumbs by task and model"
          rows={feedback}
          rowKey={({ task, model }) => `${task}\n${model}`}
          maxHeight={420}
          columns={[
            { key: 'task', header: 'Task', isRowHeader: true, cell: (row) => taskName(row.task) },
            {
              key: 'model',
              header: 'Model',
              cell: (row) => (
                <span className={dim(row)}>
                  {row.name || 'No model given'}
                  <span className={classes.minor}>{standing(row, gate)}</span>
                </span>
              ),
            },
            { key: 'up', header: 'Up', isNumeric: true, cell: ({ up }) => formatCount(up) },
            { key: 'down', header: 'Down', isNumeric: true, cell: ({ down }) => formatCount(down) },
            {
              key: 'share',
              header: 'Share up',
              isNumeric: true,
              cell: (row) => <span className={dim(row)}>{formatScore(row.share)}</span>,
            },
            {
              key: 'interval',
              header: '95% interval',
              cell: (row) => (
                <span className={`${classes.nowrap} ${dim(row) ?? ''}`}>{intervalText(row.interval)}</span>
              ),
            },
          ]}
        />
      )}
    </Panel>
  );
}
