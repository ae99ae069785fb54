'use client';

import Link from 'next/link';
import { debounce, useQueryStates } from 'nuqs';
import { useTransition } from 'react';
import { DataTable } from '@/components/ui/data-table';
import { Figure } from '@/components/ui/figure';
import { countOf, formatMonth, formatUsd, usdColumnFormat } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { CashLasts, MigrationReturn } from '@/lib/domain/return-view';
import { returnParams } from '@/lib/schema/scenario-params';
import { UsdInput } from './usd-input';
import { lastsText } from './verdict';
import classes from './waiting-panel.module.css';

const WAIT_MS = 400;

function Waiting({ view: { waiting, startMs } }: { readonly view: MigrationReturn }) {
  const format = usdColumnFormat(waiting.map(({ usd }) => usd));
  return (
    <div>
      <DataTable
        label="What waiting costs, summed up"
        rows={waiting}
        rowKey={({ months }) => String(months)}
        columns={[
          { key: 'wait', header: 'For', isRowHeader: true, cell: ({ months }) => countOf(months, 'month') },
          {
            key: 'usd',
            header: 'Forgoes in all',
            isNumeric: true,
            cell: ({ usd }) => (usd > 0 ? format(usd) : 'nothing'),
          },
        ]}
      />
      <p className={classes.note}>
        What these months would have brought from {formatMonth(startMs)} on, running cost taken off. The one-off cost is
        only put off.
      </p>
    </div>
  );
}

function Lasts({
  label,
  lasts,
  tone,
}: {
  readonly label: string;
  readonly lasts: CashLasts;
  readonly tone: 'today' | 'plan';
}) {
  const { value, sub } = lastsText(lasts);
  return <Figure label={label} value={value} sub={sub} tone={tone} size="md" />;
}

function CashRunway({ view: { inputs, runway, head } }: { readonly view: MigrationReturn }) {
  const [isLoading, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(
    { cash: returnParams.cash, other: returnParams.other },
    { shallow: false, startTransition, limitUrlUpdates: debounce(WAIT_MS) },
  );
  return (
    <div aria-busy={isLoading}>
      <div className={classes.inputs}>
        <UsdInput
          label="Cash at hand"
          description="On the first day, in USD."
          value={params.cash}
          onChange={(cash) => setParams({ cash })}
        />
        <UsdInput
          label="Other spend a month"
          description="Beside these bills, less income."
          value={params.other}
          onChange={(other) => setParams({ other })}
        />
      </div>
      {runway === null ? (
        <p className={classes.note}>Say how much cash there is to see how long it lasts.</p>
      ) : (
        <>
          <div className={classes.figures}>
            <Lasts label="Lasts at today’s bill" lasts={runway.today} tone="today" />
            <Lasts label="Lasts under the plan" lasts={runway.plan} tone="plan" />
          </div>
          <p className={classes.note}>
            Cash, month by month, less the bill and {formatUsd(inputs.otherUsdPerMonth)} of other spend; under the plan
            also less the one-off and the running cost. No interest.{' '}
            {head.pricedPct === 100 ? '' : 'Requests that are not priced on both sides are in neither bill.'}
          </p>
        </>
      )}
    </div>
  );
}

/** What doing nothing costs: the months of waiting, how long the money lasts, and how hard leaving would be. */
export function WaitingPanel({ view }: { readonly view: MigrationReturn }) {
  return (
    <Panel title="What doing nothing costs">
      <div className={classes.columns}>
        <section aria-labelledby="waiting-cost">
          <h3 id="waiting-cost" className={classes.heading}>
            Waiting
          </h3>
          <Waiting view={view} />
        </section>
        <section aria-labelledby="cash-runway">
          <h3 id="cash-runway" className={classes.heading}>
            Runway
          </h3>
          <CashRunway view={view} />
        </section>
      </div>
      <p className={classes.exit}>
        How much code, how many prompts and fine-tunes are tied to today’s sellers?{' '}
        <Link className={classes.link} href={`/studio/start${view.head.query}`}>
          Count the exit surface
        </Link>
        : the guided start turns it into days and hands them back as the one-off cost.
      </p>
    </Panel>
  );
}
