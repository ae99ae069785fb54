import Link from 'next/link';
import { ButtonLink } from '@/components/scenario/button-link';
import { Figure } from '@/components/ui/figure';
import { countOf, formatCount, formatPct, formatTokens, formatUsd } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { QualityReport } from '@/lib/domain/data-quality';
import type { WorkloadUsage } from '@/lib/domain/usage-view';
import { evidenceQuery } from '@/lib/schema/evidence-params';
import { daysText } from './days-text';
import { DeleteWorkload } from './delete-workload';
import type { LabelActions } from './label-actions';
import { LabelPanel } from './label-panel';
import { ModelsTable } from './models-table';
import { QualityPanel } from './quality-panel';
import { TasksTable } from './tasks-table';
import { TeamsTable } from './teams-table';
import { TrafficChart } from './traffic-chart';
import { UploadsTable } from './uploads-table';
import classes from './workload-panels.module.css';

type Props = {
  readonly usage: WorkloadUsage;
  readonly quality: Promise<QualityReport | null>;
  readonly labelActions: LabelActions;
};

const MS_PER_DAY = 86_400_000;

function spanText({ fromMs, toMs }: WorkloadUsage): string {
  if (fromMs === null || toMs === null) return 'dates not known';
  const days = Math.floor(toMs / MS_PER_DAY) - Math.floor(fromMs / MS_PER_DAY) + 1;
  return `${daysText(fromMs, toMs)}, ${formatCount(days)} ${days === 1 ? 'day' : 'days'}`;
}

function Figures({ usage }: { readonly usage: WorkloadUsage }) {
  const unpricedRequests = usage.unpriced.reduce((sum, row) => sum + row.requests, 0);
  return (
    <div className={classes.figures}>
      <Figure size="md" label="Requests" value={formatCount(usage.requests)} sub={spanText(usage)} />
      <Figure
        size="md"
        label="Tokens in / out"
        value={`${formatTokens(usage.inputTokens)} / ${formatTokens(usage.outputTokens)}`}
        sub="cached tokens are part of input"
      />
      <Figure
        size="md"
        label="Cost as logged"
        tone="today"
        value={formatUsd(usage.loggedUsd)}
        sub={usage.loggedUsd === null ? 'the log carries no cost' : 'what the log itself says'}
      />
      <Figure
        size="md"
        label="Repriced"
        value={formatUsd(usage.repricedUsd)}
        sub={`${formatPct(usage.pricedPct)} of requests have a price`}
        explanation={{
          formula: 'Tokens of every request times the price of its model in force at the price date.',
          covers: `${formatPct(usage.pricedPct)} of requests, ${formatPct(usage.pricedTokensPct)} of tokens.`,
          leavesOut:
            unpricedRequests === 0
              ? 'Nothing.'
              : `${countOf(unpricedRequests, 'request')} without a price, named under Models.`,
          from: `The price books ${usage.books.join(', ')}.`,
        }}
      />
    </div>
  );
}

export function WorkloadPanels({ usage, quality, labelActions }: Props) {
  const unpricedModels = usage.models.filter((line) => line.unpriced.length > 0).length;
  const hasTeams = usage.teams.some((team) => team.label !== '');
  return (
    <>
      <Panel
        title={usage.name}
        description={usage.note === '' ? undefined : <span className={classes.note}>{usage.note}</span>}
        aside={
          <div className={classes.aside}>
            {usage.isSketch ? (
              <ButtonLink href={`/usage/sketch?edit=${encodeURIComponent(usage.name)}`} size="xs">
                Change the sketch
              </ButtonLink>
            ) : null}
            <DeleteWorkload name={usage.name} requests={usage.requests} files={usage.uploads.length} />
          </div>
        }
      >
        <Figures usage={usage} />
        <TrafficChart traffic={usage.traffic} />
        {usage.pricedPct < 100 ? (
          <p className={classes.minor}>
            The cost covers the {formatPct(usage.pricedPct)} of requests that have a price.
          </p>
        ) : null}
      </Panel>
      <QualityPanel report={quality} />
      <Panel
        title="Files"
        description="What this workload was read from."
        aside={
          <a className={classes.download} href={`/api/workloads/${encodeURIComponent(usage.name)}/csv`} download>
            Download as CSV
          </a>
        }
      >
        <UploadsTable workload={usage.name} uploads={usage.uploads} />
      </Panel>
      <Panel
        title="Tasks"
        description="What judges a task stands for its quality. A public benchmark is a prior: a public score, not a measurement of this traffic."
        aside={
          <Link
            className={classes.download}
            href={evidenceQuery('/catalog/evidence', { w: usage.name, books: [...usage.books] })}
          >
            Scores, own evals, blast radius: Evidence
          </Link>
        }
      >
        <TasksTable usage={usage} />
      </Panel>
      <LabelPanel workload={usage.name} labels={usage.labels} actions={labelActions} />
      <Panel
        title="Models"
        description={
          unpricedModels === 0
            ? 'Every logged name was found in the price books.'
            : `${formatCount(unpricedModels)} of ${formatCount(usage.models.length)} names have requests without a price; they are left out of every cost and counted.`
        }
      >
        <ModelsTable models={usage.models} />
      </Panel>
      {hasTeams ? (
        <Panel title="Teams">
          <TeamsTable teams={usage.teams} />
        </Panel>
      ) : null}
    </>
  );
}
