'use client';

import { Loader, NativeSelect } from '@mantine/core';
import { useQueryStates } from 'nuqs';
import { useTransition } from 'react';
import { type IntervalDot, IntervalDots } from '@/components/charts/interval-dots';
import { countOf, formatCount } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/state';
import type { BenchmarkEvidence, EvidenceEntry, EvidenceView } from '@/lib/domain/evidence-view';
import { evidenceParams } from '@/lib/schema/evidence-params';
import classes from './evidence.module.css';
import { KIND_WORDS } from './evidence-words';
import { KindBadge } from './kind-badge';
import { ScoresTable } from './scores-table';
import { taskName } from './task-name';

type Props = { readonly view: EvidenceView; readonly gate: number };

/** More lines than that nobody compares by eye; the table has all. */
const MAX_DOTS = 18;
const TASK = 't ';
const BENCH = 'b ';

/** The models of the log and the best of the others. */
function toDots(entries: readonly EvidenceEntry[]): IntervalDot[] {
  const own = entries.filter(({ isInLog }) => isInLog).slice(0, MAX_DOTS);
  const others = entries.filter(({ isInLog }) => !isInLog).slice(0, MAX_DOTS - own.length);
  const chosen = new Set([...own, ...others]);
  return entries
    .filter((entry) => chosen.has(entry))
    .map(({ key, name, isInLog, score, interval, kind, standing }) => ({
      key,
      name: isInLog ? `${name} (today)` : name,
      score,
      interval,
      kind: standing === null ? KIND_WORDS[kind] : `${KIND_WORDS[kind]}, does not count`,
      tone: standing !== null ? 'muted' : kind === 'eval' ? 'own' : kind,
    }));
}

function Scores({ benchmark, gate }: { readonly benchmark: BenchmarkEvidence; readonly gate: number }) {
  const { title, kind, tasks, entries } = benchmark;
  const dots = toDots(entries);
  const counting = entries.filter(({ standing }) => standing === null).length;
  return (
    <section className={classes.benchmark} aria-label={title}>
      <h3 className={classes.heading}>
        {title} <KindBadge kind={kind} />
      </h3>
      <p className={classes.note}>
        {tasks.length === 0 ? 'Judges no task of this workload.' : `Judges ${tasks.map(taskName).join(', ')}.`}{' '}
        {countOf(entries.length, 'score')}
        {counting === entries.length
          ? ''
          : `, ${formatCount(counting)} of which ${counting === 1 ? 'counts' : 'count'}`}
        .
        {dots.length < entries.length
          ? ` Drawn: the models of your log and the best others, ${dots.length} in all.`
          : ''}
      </p>
      {entries.length === 0 ? (
        <EmptyState title="No scores">
          Nothing is known about any model here yet. Upload an eval, or choose another judge for the task.
        </EmptyState>
      ) : (
        <>
          <IntervalDots label={`Scores on ${title}, with 95% intervals`} dots={dots} />
          <ScoresTable title={title} entries={entries} gate={gate} />
        </>
      )}
    </section>
  );
}

/** The scores behind a task, or on a benchmark. */
export function ScoresPanel({ view, gate }: Props) {
  const [isLoading, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(
    { task: evidenceParams.task, bench: evidenceParams.bench },
    { shallow: false, history: 'push', scroll: false, startTransition },
  );
  const tasks = view.workload?.tasks ?? [];
  const value = params.bench === null ? TASK + (view.task ?? '') : BENCH + params.bench;
  const show = (next: string) =>
    setParams(
      next.startsWith(TASK)
        ? { task: next.slice(TASK.length), bench: null }
        : { task: null, bench: next.slice(BENCH.length) },
    );
  return (
    <Panel
      title="Scores"
      description="A dot is the score, the bar its 95% interval: narrow is sure. A score without a known sample has none."
      aside={
        <NativeSelect
          id="scores"
          size="xs"
          w={260}
          maw="100%"
          aria-label="Scores of"
          value={value}
          rightSection={isLoading ? <Loader size={14} /> : undefined}
          onChange={(event) => show(event.currentTarget.value)}
        >
          <optgroup label="Task">
            {tasks.map(({ task }) => (
              <option key={task} value={TASK + task}>
                {taskName(task)}
              </option>
            ))}
          </optgroup>
          <optgroup label="Evidence">
            {view.benchmarks.map(({ id, title }) => (
              <option key={id} value={BENCH + id}>
                {title}
              </option>
            ))}
          </optgroup>
        </NativeSelect>
      }
    >
      {view.shown.length === 0 ? (
        <EmptyState title="Not judged">
          {view.task === null
            ? 'Nothing judges a task of this workload. Choose a judge above, or upload an eval.'
            : `Nothing judges ${taskName(view.task)}, so its quality is —. Choose a judge above, or upload an eval.`}
        </EmptyState>
      ) : (
        view.shown.map((benchmark) => <Scores key={benchmark.id} benchmark={benchmark} gate={gate} />)
      )}
    </Panel>
  );
}
