import Link from 'next/link';
import { type Column, DataTable } from '@/components/ui/data-table';
import { formatCount } from '@/components/ui/format';
import type { UnpricedRow } from '@/lib/domain/simulation';
import type { ImportReport as Report } from '@/lib/domain/upload';
import { daysText, secondsText } from './days-text';
import { formatBytes } from './format-bytes';
import classes from './import-report.module.css';
import { reportHeadline, reportNotes } from './report-text';

type Props = {
  readonly report: Report;
  readonly workload: string;
  /** Of the whole workload; null where it is shown elsewhere. */
  readonly unpriced: readonly UnpricedRow[] | null;
};

const rejectColumns: readonly Column<Report['rejects'][number]>[] = [
  { key: 'line', header: 'Line', isRowHeader: true, cell: (row) => formatCount(row.line) },
  { key: 'reason', header: 'Why it was left out', cell: (row) => row.reason },
];

const unpricedColumns: readonly Column<UnpricedRow>[] = [
  {
    key: 'model',
    header: 'Model',
    isRowHeader: true,
    cell: (row) => <span className={classes.breaks}>{row.model || '(no name)'}</span>,
  },
  { key: 'reason', header: 'Reason', cell: (row) => row.reason },
  { key: 'requests', header: 'Requests', isNumeric: true, cell: (row) => formatCount(row.requests) },
];

export function ImportReport({ report, workload, unpriced }: Props) {
  const { rows, rejects } = report;
  const counts: readonly (readonly [label: string, count: number, isBad?: boolean])[] = [
    ['Read', rows.read],
    ['Accepted', rows.accepted],
    ['Duplicates', rows.duplicates],
    ['Rejected', rows.rejected, true],
    ['Without tokens', report.zeroTokenRows],
    ['Without usage', report.missingUsageRows],
    ['Sums of many calls', report.aggregateRows],
  ];
  return (
    <div className={classes.root}>
      <p className={classes.headline}>{reportHeadline(report)}</p>
      <dl className={classes.counts}>
        {counts.map(([label, count, isBad]) => (
          <div key={label} data-bad={(isBad && count > 0) || undefined}>
            <dt>{label}</dt>
            <dd>{formatCount(count)}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.minor}>
        {formatBytes(report.bytes)} read in {secondsText(report.seconds)}
        {report.firstTimeMs === null ? '' : `, calls of ${daysText(report.firstTimeMs, report.lastTimeMs)}`}.
      </p>
      {reportNotes(report).map((note) => (
        <p key={note} className={classes.minor}>
          {note}
        </p>
      ))}
      {rejects.length > 0 ? (
        <div>
          <h4 className={classes.title}>
            Rejected rows{rows.rejected > rejects.length ? `, the first ${rejects.length}` : ''}
          </h4>
          <DataTable
            label="Rejected rows"
            columns={rejectColumns}
            rows={rejects}
            rowKey={(row) => `${row.line} ${row.reason}`}
            maxHeight={260}
          />
          {rows.rejected > rejects.length ? (
            <p className={classes.minor}>
              {formatCount(rows.rejected - rejects.length)} more were left out; only the first are listed.
            </p>
          ) : null}
        </div>
      ) : null}
      {unpriced && unpriced.length > 0 ? (
        <div>
          <h4 className={classes.title}>Without a price in “{workload}”</h4>
          <DataTable
            label="Models without a price"
            columns={unpricedColumns}
            rows={unpriced}
            rowKey={(row) => `${row.model} ${row.reason}`}
            maxHeight={260}
          />
        </div>
      ) : null}
      {unpriced ? (
        <p className={classes.next}>
          {unpriced.length === 0 ? 'Every model of this workload has a price. ' : ''}
          <Link href={`/studio?w=${encodeURIComponent(workload)}`}>Plan another routing of it in the Studio</Link>
        </p>
      ) : null}
    </div>
  );
}
