import { Figure } from '@/components/ui/figure';
import { formatCount, formatShare, formatUsd } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/state';
import type { NameRule } from '@/lib/domain/name-resolution';
import type { NamesView } from '@/lib/domain/names-view';
import { AliasesTable, type RemoveAlias } from './aliases-table';
import { MapName, type SaveAlias } from './map-name';
import classes from './names.module.css';
import { ResolvedTable } from './resolved-table';
import { UnresolvedTable } from './unresolved-table';
import { WorkloadChoice } from './workload-choice';

type Props = { readonly view: NamesView; readonly onSave: SaveAlias; readonly onRemove: RemoveAlias };

function Figures({ view: { names, unresolved, unresolvedShare } }: Pick<Props, 'view'>) {
  return (
    <div className={classes.figures}>
      <Figure
        size="md"
        label="Names without an offer"
        value={formatCount(unresolved.length)}
        sub={`of ${formatCount(names)} names logged`}
        tone={unresolved.length > 0 ? 'breaks' : 'plain'}
      />
      <Figure
        size="md"
        label="Their requests"
        value={formatCount(unresolvedShare.requests)}
        sub={`${formatShare(unresolvedShare.requestsPct)} of requests, ${formatShare(unresolvedShare.tokensPct)} of tokens`}
      />
      <Figure
        size="md"
        label="Their cost as logged"
        tone="today"
        value={formatUsd(unresolvedShare.loggedUsd)}
        sub={
          unresolvedShare.loggedPct === null
            ? 'no cost in the log'
            : `${formatShare(unresolvedShare.loggedPct)} of what was logged`
        }
      />
    </div>
  );
}

function Rules({ rules }: { readonly rules: readonly NameRule[] }) {
  return (
    <ol className={classes.rules}>
      {rules.map(({ id, title, says, example }) => (
        <li key={id}>
          <strong>{title}.</strong> {says}
          <span className={classes.example}>
            {example.from === example.to ? example.from : `${example.from} → ${example.to}`}
          </span>
        </li>
      ))}
    </ol>
  );
}

export function NamesScreen({ view, onSave, onRemove }: Props) {
  return (
    <div className={classes.root}>
      <div className={classes.bar}>
        <WorkloadChoice workload={view.workload} workloads={view.workloads} none="All workloads" />
        <Figures view={view} />
      </div>
      <Panel
        title="Names without an offer"
        description="Their calls have no price and are left out of every total. A name is never matched by likeness: say what it is, and every workload is priced so."
      >
        {view.names === 0 ? (
          <EmptyState title="No names yet">Import a usage log, and the names it uses are listed here.</EmptyState>
        ) : (
          <UnresolvedTable names={view.unresolved} />
        )}
      </Panel>
      <Panel
        title="Mapped by hand"
        description="Aliases hold in every workload and come before every rule but an offer id."
      >
        <AliasesTable aliases={view.aliases} onRemove={onRemove} />
      </Panel>
      <Panel
        title="How the others were found"
        description={`By the price books ${view.books.join(', ')}. An alias overrules what is wrong.`}
      >
        <ResolvedTable names={view.resolved} />
      </Panel>
      <Panel title="The rules, in order">
        <Rules rules={view.rules} />
      </Panel>
      <MapName mapping={view.mapping} books={view.books} onSave={onSave} />
    </div>
  );
}
