import Link from 'next/link';
import { WhyButton } from '@/components/price-trail/why-button';
import { formatShare, usdColumnFormat } from '@/components/ui/format';
import { EmptyState } from '@/components/ui/state';
import type { SpendRow } from '@/lib/domain/overview-view';
import classes from './spend-table.module.css';

type Props = {
  readonly label: string;
  readonly title: string;
  readonly rows: readonly SpendRow[];
  readonly query?: string;
  /** What the rows are of, for the prices behind each. */
  readonly kind: 'model' | 'task' | 'team';
};

/** Where the bill goes: a table whose rows are drawn as bars, today only. */
export function SpendTable({ label, title, rows, query = '', kind }: Props) {
  if (rows.length === 0)
    return (
      <EmptyState title="No labels" action={<Link href={`/usage${query}`}>Label them in Usage</Link>}>
        The log does not say what its requests were for.
      </EmptyState>
    );
  const show = usdColumnFormat(rows.map((row) => row.usd));
  const largestPct = Math.max(...rows.map((row) => row.pct), Number.MIN_VALUE);
  return (
    <table className={classes.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col" className={classes.number}>
            USD
          </th>
          <th scope="col" className={classes.share}>
            Share
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row" title={row.key === 'others' ? undefined : row.key || row.label}>
              <span className={classes.line}>
                <span className={classes.name}>{row.label}</span>
                {row.key === 'others' ? null : <WhyButton figure={`${kind}:${row.key}`} label={row.label} />}
              </span>
              <span className={classes.bar} style={{ width: `${(100 * row.pct) / largestPct}%` }} />
            </th>
            <td className={classes.number}>{show(row.usd)}</td>
            <td className={classes.share}>{formatShare(row.pct)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
