import { PriceTrailDrawer } from '@/components/price-trail/price-trail-drawer';
import { ScenarioLine } from '@/components/scenario/scenario-line';
import { Panel } from '@/components/ui/panel';
import type { Overview } from '@/lib/domain/overview-view';
import { BestPlanPanel } from './best-plan-panel';
import { BillPanel } from './bill-panel';
import { GapTable } from './gap-table';
import classes from './overview-screen.module.css';
import { SpendTable } from './spend-table';
import { TrendChart } from './trend-chart';

const PER = { day: 'day', week: 'week', month: 'calendar month' } as const;

export function OverviewScreen({ view }: { readonly view: Overview }) {
  const period = view.basis.known ? 'a month' : "over the log's span";
  const before = view.bill.adjustments === null ? '' : ', before volume discounts, commitments and fees';
  const hasTasks = view.byTask.some((row) => row.key !== '' && row.key !== 'others');
  const hasTeams = view.byTeam.some((row) => row.key !== '' && row.key !== 'others');
  return (
    <>
      <ScenarioLine head={view.head} hidesPlan />
      <div className={classes.top}>
        <BillPanel view={view} />
        <BestPlanPanel view={view} />
      </div>
      <Panel
        title={`Spend by ${PER[view.trend.unit]}`}
        description="The log's own requests at the prices above; times are UTC."
        className={classes.wide}
      >
        <TrendChart trend={view.trend} />
      </Panel>
      <div className={classes.tables}>
        <Panel title="By model" description={`Repriced, ${period}${before}.`}>
          <SpendTable kind="model" label="Spend by model" title="Model" rows={view.byModel} />
        </Panel>
        {hasTasks || !hasTeams ? (
          <Panel title="By task" description={`Repriced, ${period}${before}.`}>
            <SpendTable
              kind="task"
              label="Spend by task"
              title="Task"
              rows={hasTasks ? view.byTask : []}
              query={view.head.query}
            />
          </Panel>
        ) : null}
        {hasTeams ? (
          <Panel title="By team" description={`Repriced, ${period}${before}.`}>
            <SpendTable kind="team" label="Spend by team" title="Team" rows={view.byTeam} />
          </Panel>
        ) : null}
      </div>
      <PriceTrailDrawer screen="overview" />
      <GapTable gaps={view.gaps} head={view.head} />
    </>
  );
}
