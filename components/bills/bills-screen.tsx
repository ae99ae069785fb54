import { StackedMonths } from '@/components/charts/stacked-months';
import { DownloadLink } from '@/components/scenario/download-link';
import { RequestsPerDay } from '@/components/scenario/requests-per-day';
import { ScenarioLine } from '@/components/scenario/scenario-line';
import { Figure } from '@/components/ui/figure';
import { formatMonth, formatPct, formatUsd, UNKNOWN } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { Bills } from '@/lib/domain/bills-view';
import { BillsControls } from './bills-controls';
import classes from './bills-screen.module.css';
import { BillsTable } from './bills-table';

export function BillsScreen({ view }: { readonly view: Bills }) {
  const { head, by, side, monthStartsMs, rows, assumption, todayUsd, planUsd, savingsUsd, savingsPct, basis, notes } =
    view;
  const hasPlan = head.plan !== null;
  const whose = side === 'plan' ? 'under the plan' : "under today's routing";
  const span = `${formatMonth(monthStartsMs[0])} to ${formatMonth(monthStartsMs.at(-1))}`;
  const covers = `${formatPct(head.pricedPct)} of requests, ${formatPct(head.pricedTokensPct)} of tokens`;
  const csv = `/api/bills${head.query}&by=${by}&side=${side}`;
  const terms = view.hasMonthTerms
    ? ' Volume discounts, unused commitments and fees of each calendar month are included.'
    : '';
  const explain = (formula: string) => ({
    formula: `${formula}${terms}`,
    covers: `Requests priced on both sides: ${covers}.`,
    leavesOut: 'Growth, price changes to come, taxes, discounts and commitments that no price book holds.',
    from: `Price books: ${head.books.map((book) => `${book.name} ${book.version}`).join(', ')}.`,
  });
  return (
    <>
      <ScenarioLine head={head} />
      <Panel
        title="The next twelve months"
        description={`${span}, as billed if traffic and prices stay as they are.`}
        className={classes.panel}
      >
        <div className={classes.figures}>
          <Figure
            label="Today's routing"
            value={formatUsd(todayUsd)}
            tone="today"
            sub={`covers ${covers}`}
            explanation={explain('The same requests on their own models: the daily level × the days of twelve months.')}
          />
          <Figure
            label="Under the plan"
            value={hasPlan ? formatUsd(planUsd) : UNKNOWN}
            tone="plan"
            sub={hasPlan ? head.plan : 'no plan chosen'}
            explanation={explain('The same requests under the plan: the daily level × the days of twelve months.')}
          />
          <Figure
            label={savingsUsd < 0 ? 'Costs more' : 'Saves'}
            value={hasPlan ? formatUsd(Math.abs(savingsUsd)) : UNKNOWN}
            tone={savingsUsd < 0 ? 'breaks' : 'plan'}
            sub={hasPlan ? `${formatPct(savingsPct)} of what it covers: ${covers}` : 'no plan chosen'}
            explanation={explain("Today's total − the plan's total, both in cents.")}
          />
        </div>
        {basis.known && basis.from === 'requests a day' ? (
          <div className={classes.volume}>
            <RequestsPerDay description="In the log's mix." />
          </div>
        ) : null}
      </Panel>
      <Panel
        title={`Bills ${whose}`}
        description={assumption}
        aside={<BillsControls by={by} side={side} hasPlan={hasPlan} />}
        className={classes.panel}
      >
        <StackedMonths
          label={`Projected bills by month and ${by}, ${whose}`}
          months={monthStartsMs.map((startMs) => formatMonth(startMs))}
          series={rows.map((row) => ({ key: row.key, label: row.label, values: row.usdByMonth }))}
        />
      </Panel>
      <Panel
        title="Month by month"
        description="In USD, rounded to cents so that the lines add up to the totals."
        aside={<DownloadLink href={csv}>Download as CSV</DownloadLink>}
      >
        <BillsTable view={view} />
        {notes.length === 0 ? null : (
          <ul className={classes.notes}>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
      </Panel>
    </>
  );
}
