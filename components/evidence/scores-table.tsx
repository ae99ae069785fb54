import { intervalText } from '@/components/charts/interval-dots';
import { type Column, DataTable } from '@/components/ui/data-table';
import { formatCount, formatDay, formatScore, UNKNOWN } from '@/components/ui/format';
import { SourceLink } from '@/components/ui/source-link';
import type { EvidenceEntry } from '@/lib/domain/evidence-view';
import classes from './evidence.module.css';
import { standingText } from './evidence-words';
import { KindBadge } from './kind-badge';

function columnsFor(gate: number): readonly Column<EvidenceEntry>[] {
  const dim = (entry: EvidenceEntry) => (entry.standing === null ? undefined : classes.muted);
  return [
    {
      key: 'model',
      header: 'Model',
      isRowHeader: true,
      cell: (entry) => (
        <span className={`${classes.name} ${dim(entry) ?? ''}`}>
          {entry.name}
          <span className={classes.minor}>
            {entry.model}
            {entry.isInLog ? ', in your log' : ''}
          </span>
        </span>
      ),
    },
    {
      key: 'score',
      header: 'Score',
      isNumeric: true,
      cell: (entry) => <span className={dim(entry)}>{formatScore(entry.score)}</span>,
    },
    {
      key: 'n',
      header: 'n',
      isNumeric: true,
      cell: (entry) => <span className={dim(entry)}>{formatCount(entry.sampleSize)}</span>,
    },
    {
      key: 'interval',
      header: '95% interval',
      cell: (entry) => <span className={`${classes.nowrap} ${dim(entry) ?? ''}`}>{intervalText(entry.interval)}</span>,
    },
    {
      key: 'kind',
      header: 'Kind',
      cell: (entry) => (
        <>
          <KindBadge kind={entry.kind} />
          {entry.standing === null ? null : <span className={classes.minor}>{standingText(entry, gate)}</span>}
        </>
      ),
    },
    {
      key: 'source',
      header: 'Source',
      cell: (entry) => (
        <span className={`${classes.source} ${dim(entry) ?? ''}`}>
          <SourceLink source={entry.source} />
        </span>
      ),
    },
    {
      key: 'date',
      header: 'Date',
      cell: (entry) => (
        <span className={`${classes.nowrap} ${dim(entry) ?? ''}`}>
          {entry.measuredOn === null ? UNKNOWN : formatDay(Date.parse(entry.measuredOn))}
        </span>
      ),
    },
  ];
}

type Props = { readonly title: string; readonly entries: readonly EvidenceEntry[]; readonly gate: number };

export function ScoresTable({ title, entries, gate }: Props) {
  return (
    <DataTable
      label={`Scores on ${title}`}
      columns={columnsFor(gate)}
      rows={entries}
      rowKey={(entry) => entry.key}
      maxHeight={420}
    />
  );
}
