'use client';

import { Loader, NativeSelect } from '@mantine/core';
import { useQueryStates } from 'nuqs';
import { type ReactNode, useTransition } from 'react';
import { IntervalDots, intervalText } from '@/components/charts/interval-dots';
import { DataTable } from '@/components/ui/data-table';
import { countOf, formatCount, formatScore, formatUsd, UNKNOWN } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { EvalSetLine, PairedView } from '@/lib/domain/evidence-view';
import { evidenceParams } from '@/lib/schema/evidence-params';
import classes from './evidence.module.css';
import { pointsText, pointText, splitText, verdictText, withCost } from './evidence-words';
import { taskName } from './task-name';

type Baseline = { readonly key: string; readonly title: string; readonly says: ReactNode };

function baselinesOf({ oracle, bestSingle, split }: PairedView): Baseline[] {
  return [
    ...(bestSingle === null
      ? []
      : [
          {
            key: 'single',
            title: 'Best single model',
            says: `${bestSingle.model}: ${withCost(bestSingle.score, bestSingle.usd)}`,
          },
        ]),
    ...(split === null
      ? []
      : [
          {
            key: 'split',
            title: 'Best fixed split',
            says: splitText(split),
          },
        ]),
    ...(oracle === null
      ? []
      : [
          {
            key: 'oracle',
            title: 'Perfect hindsight',
            says: `${withCost(oracle.score, oracle.usd)}: for each item the cheapest of the models that scored best. Nobody routes so well`,
          },
        ]),
  ];
}

type Props = { readonly paired: PairedView; readonly tasks: EvalSetLine['tasks'] };

function TaskOfSet({ tasks, task }: { readonly tasks: readonly string[]; readonly task: string | null }) {
  const [isLoading, startTransition] = useTransition();
  const [, setParams] = useQueryStates(
    { of: evidenceParams.of },
    { shallow: false, history: 'push', scroll: false, startTransition },
  );
  return (
    <NativeSelect
      size="xs"
      aria-label="Task of the eval set"
      value={task === null ? '' : `t ${task}`}
      rightSection={isLoading ? <Loader size={14} /> : undefined}
      onChange={({ currentTarget: { value } }) => setParams({ of: value === '' ? null : value.slice(2) })}
    >
      <option value="">All its tasks</option>
      {tasks.map((each) => (
        <option key={each} value={`t ${each}`}>
          {taskName(each)}
        </option>
      ))}
    </NativeSelect>
  );
}

/** The models of an eval set against each other, on the items that they share. */
export function PairsPanel({ paired, tasks }: Props) {
  const { name, task, items, models, differences } = paired;
  const hasCost = models.some(({ usd }) => usd !== null);
  return (
    <div id="pairs" className={classes.pairs}>
      <Panel
        title={`Model against model: ${name}`}
        description={`${countOf(items, 'item')}. Two models are compared on the items that both answered, which settles more than their two intervals do.`}
        aside={tasks.length > 1 ? <TaskOfSet tasks={tasks} task={task} /> : null}
      >
        <IntervalDots
          label={`Scores of the models in ${name}, with 95% intervals`}
          dots={models.map(({ model, score, interval }) => ({
            key: model,
            name: model,
            score,
            interval,
            tone: 'own',
            kind: 'own eval',
          }))}
        />
        <DataTable
          label={`Models of ${name}`}
          rows={models}
          rowKey={({ model }) => model}
          maxHeight={360}
          columns={[
            {
              key: 'model',
              header: 'Model',
              isRowHeader: true,
              cell: ({ model }) => <span className={classes.name}>{model}</span>,
            },
            { key: 'score', header: 'Mean score', isNumeric: true, cell: ({ score }) => formatScore(score) },
            { key: 'n', header: 'n', isNumeric: true, cell: ({ n }) => formatCount(n) },
            {
              key: 'interval',
              header: '95% interval',
              cell: ({ interval }) => <span className={classes.nowrap}>{intervalText(interval)}</span>,
            },
            ...(hasCost
              ? [
                  {
                    key: 'usd',
                    header: 'Cost of the items',
                    isNumeric: true,
                    cell: ({ usd }: (typeof models)[number]) => formatUsd(usd),
                  },
                ]
              : []),
          ]}
        />
        <h3 className={classes.heading}>Pairs</h3>
        <DataTable
          label={`Paired differences of ${name}`}
          rows={differences}
          rowKey={({ a, b }) => `${a}\n${b}`}
          maxHeight={360}
          empty={
            models.length < 2
              ? 'One model alone cannot be compared.'
              : 'No two models answered the same items, so nothing can be compared.'
          }
          columns={[
            {
              key: 'verdict',
              header: 'Verdict',
              isRowHeader: true,
              cell: (row) => <span className={classes.verdict}>{verdictText(row)}</span>,
            },
            { key: 'pair', header: 'Difference of', cell: ({ a, b }) => `${a} − ${b}` },
            {
              key: 'difference',
              header: 'Points',
              isNumeric: true,
              cell: ({ difference }) => pointText(difference),
            },
            {
              key: 'interval',
              header: '95% interval',
              cell: ({ interval }) => (
                <span className={classes.nowrap}>{interval === null ? UNKNOWN : pointsText(interval)}</span>
              ),
            },
            { key: 'n', header: 'Shared items', isNumeric: true, cell: ({ n }) => formatCount(n) },
          ]}
        />
        <dl className={classes.baselines}>
          {baselinesOf(paired).map(({ key, title, says }) => (
            <div key={key}>
              <dt>{title}</dt>
              <dd>{says}.</dd>
            </div>
          ))}
        </dl>
      </Panel>
    </div>
  );
}
