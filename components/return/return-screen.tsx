import { CumulativeLine } from '@/components/charts/cumulative-line';
import { ScenarioLine } from '@/components/scenario/scenario-line';
import { formatMonth, formatUsd } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { MigrationReturn } from '@/lib/domain/return-view';
import { MonthTable } from './month-table';
import { ReturnFigures } from './return-figures';
import { ReturnInputForm } from './return-inputs';
import classes from './return-screen.module.css';
import { verdictOf } from './verdict';
import { WaitingPanel } from './waiting-panel';

export function ReturnScreen({ view }: { readonly view: MigrationReturn }) {
  const { inputs, months, paybackAt, startMs } = view;
  const points = [
    { month: 0, label: 'Start', usd: -inputs.oneOffUsd },
    ...months.map((month, index) => ({
      month: index + 1,
      label: formatMonth(month.startMs),
      usd: month.cumulativeUsd,
    })),
  ];
  const verdict = verdictOf(view);
  return (
    <>
      <ScenarioLine head={view.head} />
      <Panel title="What the migration costs" className={classes.panel}>
        <ReturnInputForm
          inputs={inputs}
          starts={view.starts}
          asksForRequests={view.basis.known && view.basis.from === 'requests a day'}
        />
      </Panel>
      <Panel title="What it returns" className={classes.panel}>
        <p className={classes.verdict} data-breaks={verdict.isBad || undefined} role="status">
          {verdict.text}
        </p>
        <ReturnFigures view={view} />
      </Panel>
      <div className={classes.panel}>
        <WaitingPanel view={view} />
      </div>
      <div className={classes.columns}>
        <Panel
          title="Return over time"
          description={`The sum of every month's saving less its running cost, from ${formatUsd(-inputs.oneOffUsd)} at the start of ${formatMonth(startMs)}. Not discounted.`}
        >
          <CumulativeLine label="Cumulative return by month" points={points} paybackMonth={paybackAt} />
        </Panel>
        <Panel title="Month by month">
          <MonthTable view={view} />
        </Panel>
      </div>
    </>
  );
}
