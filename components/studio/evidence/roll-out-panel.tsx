import type { ReactNode } from 'react';
import { RollOutChart } from '@/components/charts/roll-out-chart';
import { DataTable } from '@/components/ui/data-table';
import { formatPct, formatScore, formatUsd, usdColumnFormat } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import { LoadingState } from '@/components/ui/state';
import type { RollOut, RollOutStep } from '@/lib/domain/roll-out';
import classes from './evidence.module.css';
import { riskWords, stageWords, stepTitle } from './roll-out-words';

type Props = {
  /** Null while it is computed. */
  readonly rollOut: RollOut | null;
  readonly nameOf: (model: string) => string;
  /** What USD of the log's span are multiplied by to be a month's; 1 where a month is not known. */
  readonly usdFactor: number;
  readonly period: 'month' | 'span';
  /** What stands for the policy with the steps up to this one, counted from 1. */
  readonly policyOf?: (step: number) => ReactNode;
};

const TITLE = 'In which order to migrate';
const keyOf = ({ rule, source }: RollOutStep) => `${rule} ${source}`;

export function RollOutPanel({ rollOut, nameOf, usdFactor, period, policyOf }: Props) {
  if (rollOut === null)
    return (
      <Panel title={TITLE}>
        <LoadingState label="Computing the order" rows={5} height={26} />
      </Panel>
    );
  const { steps, margin } = rollOut;
  if (steps.length === 0)
    return (
      <Panel title={TITLE}>
        <p className={classes.note}>The plan changes no priced call, so there is nothing to migrate.</p>
      </Panel>
    );
  const formatSaved = usdColumnFormat(steps.map(({ savingsUsd }) => savingsUsd * usdFactor));
  const points = formatScore(margin).replace('%', '');
  const isAssumed = steps.some(({ stages }) => stages?.isReferenceAssumed);
  const numbered = steps.map((step, index) => ({ ...step, number: index + 1 }));
  return (
    <Panel
      title={TITLE}
      description={`What keeps its model first, then what risks nothing, then the most saved for the risk, last what nobody can judge. USD ${period === 'month' ? 'a month' : 'over the log’s span'}.`}
    >
      {steps.some(({ risk }) => risk !== null) ? (
        <RollOutChart
          label="Quality against what is saved so far, after each step"
          points={numbered.flatMap(({ number, afterwards, ...step }) =>
            afterwards.savingsPct === null
              ? []
              : [
                  {
                    key: keyOf({ ...step, afterwards }),
                    label: `${number}. ${step.rule}`,
                    savingsPct: afterwards.savingsPct,
                    relative: afterwards.relative,
                    worstRelative: afterwards.worstRelative,
                  },
                ],
          )}
        />
      ) : null}
      <DataTable
        label="Steps of the migration, in order"
        rows={numbered}
        rowKey={keyOf}
        maxHeight={520}
        columns={[
          {
            key: 'step',
            header: 'Step',
            isRowHeader: true,
            cell: (row) => (
              <span className={classes.step}>
                {row.number}. {row.rule}
                <span className={classes.sub}>{stepTitle(row, nameOf)}</span>
              </span>
            ),
          },
          {
            key: 'saves',
            header: 'Saves',
            isNumeric: true,
            cell: (row) => (
              <>
                {formatSaved(row.savingsUsd * usdFactor)}
                <span className={classes.sub}>so far {formatPct(row.afterwards.savingsPct)}</span>
              </>
            ),
          },
          {
            key: 'risk',
            header: 'Quality of its calls',
            cell: (row) => (
              <span className={classes.step}>
                {riskWords(row)}
                <span className={classes.sub}>of all calls at worst {formatScore(row.afterwards.worstRelative)}</span>
              </span>
            ),
          },
          {
            key: 'shadow',
            header: 'Shadow',
            cell: ({ stages }) => <span className={classes.stage}>{stageWords(stages)[0]}</span>,
          },
          {
            key: 'canary',
            header: 'Canary',
            cell: ({ stages }) => <span className={classes.stage}>{stageWords(stages)[1]}</span>,
          },
          ...(policyOf === undefined
            ? []
            : [
                {
                  key: 'policy',
                  header: 'Policy',
                  cell: ({ number }: (typeof numbered)[number]) => policyOf(number),
                },
              ]),
        ]}
      />
      <p className={classes.note}>
        A stage passes when the share of good answers is shown to be no more than {points} points lower (one-sided 5%,
        power 80%); then the rest of the calls follows. Shadow copies are billed twice: {formatUsd(totalShadow(steps))}{' '}
        in all.{isAssumed ? ' Where no score is known, half of the answers good is assumed: it asks for the most.' : ''}
      </p>
    </Panel>
  );
}

function totalShadow(steps: readonly RollOutStep[]): number {
  return steps.reduce((sum, { stages }) => sum + (stages?.shadow.usd ?? 0), 0);
}
