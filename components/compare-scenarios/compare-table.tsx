import { ActionIcon } from '@mantine/core';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { RowIcon } from '@/components/studio/icons';
import type { CompareScenariosView, ReadyScenario } from '@/lib/domain/compare-scenarios-view';
import {
  BreaksCell,
  CoverageCell,
  DifferencesCell,
  KeptCell,
  LogCell,
  PlanCell,
  PricesCell,
  QualityCell,
  SavingCell,
  SpendCell,
  TodayCell,
} from './cells';
import classes from './compare-table.module.css';

type Props = {
  readonly view: CompareScenariosView;
  readonly onMove: (name: string, by: -1 | 1) => void;
  readonly onRemove: (name: string) => void;
};

type Row = { readonly title: string; readonly cell: (scenario: ReadyScenario) => ReactNode };

function HeadCell({
  name,
  href,
  at,
  count,
  onMove,
  onRemove,
}: Pick<Props, 'onMove' | 'onRemove'> & {
  readonly name: string;
  readonly href: string | null;
  readonly at: number;
  readonly count: number;
}) {
  return (
    <th scope="col">
      <div className={classes.head}>
        {href === null ? <strong>{name}</strong> : <Link href={href}>{name}</Link>}
        <span className={classes.note}>
          {at === 0 ? 'the first: others are compared with it' : 'compared with the first'}
        </span>
        <div className={classes.moves}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            disabled={at === 0}
            aria-label={`Move ${name} to the left`}
            onClick={() => onMove(name, -1)}
          >
            <span aria-hidden="true">←</span>
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            disabled={at === count - 1}
            aria-label={`Move ${name} to the right`}
            onClick={() => onMove(name, 1)}
          >
            <span aria-hidden="true">→</span>
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={`Take ${name} off the comparison`}
            onClick={() => onRemove(name)}
          >
            <RowIcon icon="remove" />
          </ActionIcon>
        </div>
      </div>
    </th>
  );
}

/** Scenarios as columns, what is known of each as rows. */
export function CompareTable({ view, onMove, onRemove }: Props) {
  const { scenarios, names } = view;
  const nameOf = (model: string) => names[model] ?? model;
  const rows: readonly Row[] = [
    { title: 'Log', cell: (scenario) => <LogCell scenario={scenario} /> },
    { title: 'Prices', cell: (scenario) => <PricesCell scenario={scenario} /> },
    { title: 'Today’s bill', cell: (scenario) => <TodayCell scenario={scenario} /> },
    { title: 'Plan', cell: (scenario) => <PlanCell scenario={scenario} /> },
    { title: 'Saving', cell: (scenario) => <SavingCell scenario={scenario} /> },
    { title: 'Covered', cell: (scenario) => <CoverageCell scenario={scenario} /> },
    { title: 'Quality', cell: (scenario) => <QualityCell scenario={scenario} /> },
    { title: 'What breaks', cell: (scenario) => <BreaksCell scenario={scenario} nameOf={nameOf} /> },
    { title: 'Spend by vendor', cell: ({ vendors }) => <SpendCell lines={vendors} /> },
    { title: 'Spend by model', cell: ({ models }) => <SpendCell lines={models} /> },
    { title: 'How the plan differs', cell: (scenario) => <DifferencesCell scenario={scenario} nameOf={nameOf} /> },
    { title: 'Since it was saved', cell: (scenario) => <KeptCell scenario={scenario} /> },
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a group of figures, not of form fields
    <div className={classes.scroll} tabIndex={0} role="group" aria-label="Scenarios side by side">
      <table className={classes.table}>
        <thead>
          <tr>
            <td>Scenario</td>
            {scenarios.map((scenario, at) => (
              <HeadCell
                key={scenario.name}
                name={scenario.name}
                href={scenario.kind === 'ready' ? scenario.href : null}
                at={at}
                count={scenarios.length}
                onMove={onMove}
                onRemove={onRemove}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ title, cell }, at) => (
            <tr key={title}>
              <th scope="row">{title}</th>
              {scenarios.map((scenario) => (
                <td key={scenario.name}>
                  {scenario.kind === 'ready' ? cell(scenario) : at === 0 ? scenario.message : '—'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
