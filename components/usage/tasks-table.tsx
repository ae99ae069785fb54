'use client';

import { JudgeSelect } from '@/components/evidence/task-controls';
import { WhyJudged } from '@/components/evidence/why-judged';
import { messageOf } from '@/components/ui/ask-server';
import { type Column, DataTable } from '@/components/ui/data-table';
import { formatCount, formatTokens, usdColumnFormat } from '@/components/ui/format';
import type { TaskLine, WorkloadUsage } from '@/lib/domain/usage-view';
import classes from './tables.module.css';
import { saveJudge } from './upload-client';

type Props = { readonly usage: Pick<WorkloadUsage, 'name' | 'tasks' | 'benchmarks' | 'books' | 'labels'> };

export function TasksTable({ usage: { name, tasks, benchmarks, books, labels } }: Props) {
  const usd = usdColumnFormat(tasks.map((task) => task.repricedUsd));
  const save = async (task: string, benchmark: string | null) => {
    try {
      await saveJudge(name, { task, benchmark, books });
      return { error: null };
    } catch (cause) {
      return { error: messageOf(cause) };
    }
  };
  const columns: readonly Column<TaskLine>[] = [
    {
      key: 'task',
      header: 'Task',
      isRowHeader: true,
      cell: ({ label }) => (
        <>
          {label || 'No task given'}
          {labels.suggestedTasks.includes(label) ? <span className={classes.minor}>suggested</span> : null}
        </>
      ),
    },
    { key: 'requests', header: 'Requests', isNumeric: true, cell: (task) => formatCount(task.requests) },
    { key: 'in', header: 'Input tokens', isNumeric: true, cell: (task) => formatTokens(task.inputTokens) },
    { key: 'out', header: 'Output tokens', isNumeric: true, cell: (task) => formatTokens(task.outputTokens) },
    {
      key: 'usd',
      header: 'Repriced',
      isNumeric: true,
      cell: (task) => (
        <>
          {usd(task.repricedUsd)}
          {task.pricedRequests < task.requests && task.pricedRequests > 0 ? (
            <span className={classes.minor}>{formatCount(task.pricedRequests)} priced</span>
          ) : null}
        </>
      ),
    },
    {
      key: 'judge',
      header: 'Judged by',
      cell: (task) => (
        <div className={classes.judge}>
          <JudgeSelect
            row={{ ...task, task: task.label }}
            benchmarks={benchmarks}
            onSave={(benchmark) => save(task.label, benchmark)}
          />
          <WhyJudged row={task} benchmarks={benchmarks} />
        </div>
      ),
    },
  ];
  return (
    <DataTable
      label={`Tasks of ${name}`}
      columns={columns}
      rows={tasks}
      rowKey={(task) => task.label}
      maxHeight={460}
    />
  );
}
