import { BeforeAfterBars } from '@/components/charts/before-after-bars';
import { PriceTrailDrawer } from '@/components/price-trail/price-trail-drawer';
import { WhyButton } from '@/components/price-trail/why-button';
import { type Column, DataTable } from '@/components/ui/data-table';
import { formatCount, formatScore, formatTokens, formatUsd } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { GroupRow, ModelRow, RuleRow, TaskRow, TeamRow } from '@/lib/domain/simulation';
import { ModelName } from './model-name';
import classes from './studio.module.css';

type Totals = { readonly todayUsd: number | null; readonly planUsd: number | null };
type Names = { readonly [offerId: string]: string };

const MAX_ROWS = 14;
const ROW_PX = 34;

/** A long table scrolls under its head; a short one stands whole. */
function heightOf(rows: readonly unknown[]): number | undefined {
  return rows.length > MAX_ROWS ? MAX_ROWS * ROW_PX : undefined;
}

/** `General reasoning (MMLU-style, posts)` without what stands behind it, which the evidence tells. */
function shortTitle(title: string | null): string {
  return title === null ? 'no benchmark' : title.replace(/\s*\([^)]*\)/g, '');
}

const CENT = 0.01;

/** Cents throughout, so that a column lines up; a column of small change keeps its digits. */
function ledgerFormat({ todayUsd, planUsd }: Totals): (usd: number) => string {
  const isSmall = Math.max(todayUsd ?? 0, planUsd ?? 0) < 1;
  return (usd) => (!isSmall && usd > 0 && usd < CENT / 2 ? '<$0.01' : formatUsd(usd));
}

/** Before and after, right-aligned, with the totals of the figures above. */
function usdColumns<Row extends GroupRow>(totals: Totals): Column<Row>[] {
  const show = ledgerFormat(totals);
  return [
    {
      key: 'before',
      header: 'Today',
      isNumeric: true,
      cell: (row) => <span className={classes.today}>{show(row.repricedUsd)}</span>,
      footer: formatUsd(totals.todayUsd),
    },
    {
      key: 'after',
      header: 'Plan',
      isNumeric: true,
      cell: (row) => <span className={classes.plan}>{show(row.planUsd)}</span>,
      footer: formatUsd(totals.planUsd),
    },
  ];
}

function callsColumn<Row extends GroupRow>(): Column<Row> {
  return { key: 'calls', header: 'Calls', isNumeric: true, cell: (row) => formatCount(row.requests), footer: '' };
}

type ModelsProps = {
  readonly rows: readonly ModelRow[];
  readonly totals: Totals;
  readonly names: Names;
  readonly per: string;
};

export function AnswerModels({ rows, totals, names, per }: ModelsProps) {
  const columns: Column<ModelRow>[] = [
    {
      key: 'model',
      header: 'Model',
      isRowHeader: true,
      cell: (row) => (
        <>
          <ModelName model={row.model} names={names} />{' '}
          <WhyButton figure={`model:${row.model}`} label={names[row.model] ?? row.model} />
        </>
      ),
      footer: 'Total',
    },
    {
      key: 'calls',
      header: 'Calls under the plan',
      isNumeric: true,
      cell: (row) => formatCount(row.requests),
      footer: '',
    },
    { key: 'in', header: 'Tokens in', isNumeric: true, cell: (row) => formatTokens(row.inputTokens), footer: '' },
    { key: 'out', header: 'Tokens out', isNumeric: true, cell: (row) => formatTokens(row.outputTokens), footer: '' },
    ...usdColumns<ModelRow>(totals),
  ];
  return (
    <Panel title="Spend by model" description={`Today beside the plan, ${per}.`}>
      <BeforeAfterBars
        label={`Spend by model today and under the plan, ${per}`}
        rows={rows.map((row) => ({
          key: row.model,
          label: names[row.model] ?? row.model,
          beforeUsd: row.repricedUsd,
          afterUsd: row.planUsd,
        }))}
        maxRows={8}
      />
      <details className={classes.more}>
        <summary>Calls and tokens of each model, and the prices behind them</summary>
        <DataTable
          label="Spend by model"
          columns={columns}
          rows={rows}
          rowKey={(row) => row.model}
          maxHeight={heightOf(rows)}
        />
      </details>
      <PriceTrailDrawer screen="studio" />
    </Panel>
  );
}

type TaskLine = TaskRow & { readonly benchmarkTitle: string | null };
type TasksProps = { readonly rows: readonly TaskLine[]; readonly totals: Totals; readonly per: string };

export function AnswerTasks({ rows, totals, per }: TasksProps) {
  const columns: Column<TaskLine>[] = [
    {
      key: 'task',
      header: 'Task',
      isRowHeader: true,
      cell: (row) => (row.task === '' ? <em className={classes.faint}>no task</em> : row.task),
      footer: 'Total',
    },
    callsColumn(),
    ...usdColumns<TaskLine>(totals),
    {
      key: 'quality',
      header: 'Quality',
      isNumeric: true,
      cell: (row) =>
        row.baselineQuality === null && row.planQuality === null
          ? formatScore(null)
          : `${formatScore(row.baselineQuality)} → ${formatScore(row.planQuality)}`,
      footer: '',
    },
    {
      key: 'benchmark',
      header: 'Judged by',
      cell: (row) => (
        <span className={`${classes.faint} ${classes.judge}`} title={row.benchmarkTitle ?? undefined}>
          {shortTitle(row.benchmarkTitle)}
        </span>
      ),
      footer: '',
    },
  ];
  return (
    <Panel title="By task" description={`What each task costs and how well it is served, ${per}.`}>
      <DataTable
        label="Spend by task"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.task}
        maxHeight={heightOf(rows)}
      />
    </Panel>
  );
}

type GroupsProps = {
  readonly byTeam: readonly TeamRow[];
  readonly byRule: readonly RuleRow[];
  readonly totals: Totals;
  readonly per: string;
};

export function AnswerGroups({ byTeam, byRule, totals, per }: GroupsProps) {
  const team: Column<TeamRow>[] = [
    {
      key: 'team',
      header: 'Team',
      isRowHeader: true,
      cell: (row) => (row.team === '' ? <em className={classes.faint}>no team</em> : row.team),
      footer: 'Total',
    },
    callsColumn(),
    ...usdColumns<TeamRow>(totals),
  ];
  const rule: Column<RuleRow>[] = [
    {
      key: 'rule',
      header: 'Rule',
      isRowHeader: true,
      cell: (row) => (row.rule === 'otherwise' ? <em>all other calls</em> : row.rule),
      footer: 'Total',
    },
    callsColumn(),
    ...usdColumns<RuleRow>(totals),
  ];
  return (
    <>
      <Panel title="By rule" description={`Which rule took how much, ${per}.`}>
        <DataTable
          label="Spend by rule"
          columns={rule}
          rows={byRule}
          rowKey={(row) => row.rule}
          maxHeight={heightOf(byRule)}
        />
      </Panel>
      <Panel title="By team" description={`Who it is spent for, ${per}.`}>
        <DataTable
          label="Spend by team"
          columns={team}
          rows={byTeam}
          rowKey={(row) => row.team}
          maxHeight={heightOf(byTeam)}
        />
      </Panel>
    </>
  );
}
