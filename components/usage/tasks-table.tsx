'use client';

import { Badge, NativeSelect } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { messageOf } from '@/components/ui/ask-server';
import { type Column, DataTable } from '@/components/ui/data-table';
import { formatCount, formatTokens, UNKNOWN, usdColumnFormat } from '@/components/ui/format';
import type { TaskLine } from '@/lib/domain/usage-view';
import classes from './tables.module.css';
import { saveJudge } from './upload-client';

export type BenchmarkChoice = { readonly id: string; readonly title: string };

type Props = {
  readonly workload: string;
  readonly tasks: readonly TaskLine[];
  readonly benchmarks: readonly BenchmarkChoice[];
  /** Tasks that come from a suggestion. */
  readonly suggested: readonly string[];
};

const BY_RULE = 'by rule';
const NONE = 'none';

function toValue(chosen: string | null): string {
  if (chosen === null) return BY_RULE;
  return chosen === '' ? NONE : chosen;
}

function fromValue(value: string): string | null {
  if (value === BY_RULE) return null;
  return value === NONE ? '' : value;
}

export function TasksTable({ workload, tasks, benchmarks, suggested }: Props) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  /** What was picked and is on its way, by task. */
  const [picked, setPicked] = useState<{ readonly [task: string]: string }>({});
  const [error, setError] = useState<string | null>(null);
  const titleOf = (id: string | null) => benchmarks.find((one) => one.id === id)?.title ?? id;
  const pick = async (task: string, value: string) => {
    setPicked((before) => ({ ...before, [task]: value }));
    setError(null);
    try {
      await saveJudge(workload, task, fromValue(value));
      startTransition(() => router.refresh());
    } catch (cause) {
      setError(messageOf(cause));
    } finally {
      startTransition(() => setPicked(({ [task]: _done, ...others }) => others));
    }
  };
  const usd = usdColumnFormat(tasks.map((task) => task.repricedUsd));
  const columns: readonly Column<TaskLine>[] = [
    {
      key: 'task',
      header: 'Task',
      isRowHeader: true,
      cell: ({ label }) => (
        <>
          {label || 'No task given'}
          {suggested.includes(label) ? <span className={classes.minor}>suggested</span> : null}
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
      cell: (task) => {
        const value = picked[task.label] ?? toValue(task.chosen);
        const judge = value === BY_RULE ? task.byRule : fromValue(value);
        return (
          <div className={classes.judge}>
            <NativeSelect
              size="xs"
              aria-label={`Benchmark that judges ${task.label || 'calls without a task'}`}
              data={[
                { value: BY_RULE, label: `By its name: ${titleOf(task.byRule) ?? 'none'}` },
                ...benchmarks.map(({ id, title }) => ({ value: id, label: title })),
                { value: NONE, label: 'None' },
              ]}
              value={value}
              onChange={(event) => pick(task.label, event.currentTarget.value)}
            />
            {judge ? (
              <Badge variant="default" size="sm" tt="none" title="A public benchmark, not this company's own evidence">
                prior
              </Badge>
            ) : (
              <span className={classes.minor}>{UNKNOWN}</span>
            )}
          </div>
        );
      },
    },
  ];
  return (
    <>
      {error ? (
        <p className={classes.breaks} role="alert">
          {error}
        </p>
      ) : null}
      <div aria-busy={isPending}>
        <DataTable
          label={`Tasks of ${workload}`}
          columns={columns}
          rows={tasks}
          rowKey={(task) => task.label}
          maxHeight={460}
        />
      </div>
    </>
  );
}
