import Link from 'next/link';
import { type Column, DataTable } from '@/components/ui/data-table';
import { formatCount, formatTokens, UNKNOWN } from '@/components/ui/format';
import type { ModelLine } from '@/lib/domain/usage-view';
import classes from './tables.module.css';

const isUnpriced = (line: ModelLine) => line.unpriced.length > 0;

const columns: readonly Column<ModelLine>[] = [
  {
    key: 'model',
    header: 'As logged',
    isRowHeader: true,
    cell: (line) => (
      <span className={isUnpriced(line) ? classes.breaks : undefined}>{line.model || 'No model name'}</span>
    ),
  },
  {
    key: 'offer',
    header: 'Priced as',
    cell: (line) =>
      line.offerId === null ? (
        <>
          {UNKNOWN}
          {line.model === '' ? null : (
            <>
              {' '}
              <Link
                href={`/catalog/names?name=${encodeURIComponent(line.model)}`}
                className={classes.link}
                aria-label={`Map ${line.model}`}
              >
                Map
              </Link>
            </>
          )}
        </>
      ) : (
        <>
          <Link href={`/catalog?offer=${encodeURIComponent(line.offerId)}`} className={classes.link}>
            {line.offerId}
          </Link>
          <span className={classes.minor}>{line.how}</span>
        </>
      ),
  },
  { key: 'requests', header: 'Requests', isNumeric: true, cell: (line) => formatCount(line.requests) },
  {
    key: 'tokens',
    header: 'Tokens in / out',
    isNumeric: true,
    cell: (line) => `${formatTokens(line.inputTokens)} / ${formatTokens(line.outputTokens)}`,
  },
  {
    key: 'unpriced',
    header: 'Without a price',
    cell: (line) =>
      line.unpriced.map(({ reason, requests }) => (
        <span key={reason} className={`${classes.breaks} ${classes.line}`}>
          {formatCount(requests)}: {reason}
        </span>
      )),
  },
];

export function ModelsTable({ models }: { readonly models: readonly ModelLine[] }) {
  return <DataTable label="Models" columns={columns} rows={models} rowKey={(line) => line.model} maxHeight={520} />;
}
