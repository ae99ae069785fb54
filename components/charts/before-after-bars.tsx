'use client';

import { usdColumnFormat } from '@/components/ui/format';
import classes from './before-after-bars.module.css';

export type BeforeAfterRow = {
  readonly key: string;
  readonly label: string;
  /** Null is unknown, drawn as a dash and not as nothing. */
  readonly beforeUsd: number | null;
  readonly afterUsd: number | null;
};

type Props = {
  readonly label: string;
  readonly rows: readonly BeforeAfterRow[];
  readonly rowTitle?: string;
  readonly beforeTitle?: string;
  readonly afterTitle?: string;
  readonly maxRows?: number;
  readonly format?: (usd: number | null) => string;
};

const sizeOf = (row: BeforeAfterRow) => Math.max(row.beforeUsd ?? 0, row.afterUsd ?? 0);
const sum = (values: readonly (number | null)[]) =>
  values.every((value) => value === null) ? null : values.reduce<number>((total, value) => total + (value ?? 0), 0);

/** Largest first; what does not fit in `maxRows` becomes one row. */
export function barRows(rows: readonly BeforeAfterRow[], maxRows: number): readonly BeforeAfterRow[] {
  const sorted = [...rows].sort((a, b) => sizeOf(b) - sizeOf(a) || (a.key < b.key ? -1 : 1));
  if (sorted.length <= maxRows) return sorted;
  const rest = sorted.slice(maxRows - 1);
  const others = {
    key: 'others',
    label: `${rest.length} others`,
    beforeUsd: sum(rest.map((row) => row.beforeUsd)),
    afterUsd: sum(rest.map((row) => row.afterUsd)),
  };
  return [...sorted.slice(0, maxRows - 1), others];
}

/** Horizontal bars that are a table: what is drawn and what is read aloud are the same thing. */
export function BeforeAfterBars({
  label,
  rows,
  rowTitle = 'Model',
  beforeTitle = 'Today',
  afterTitle = 'Plan',
  maxRows = 10,
  format,
}: Props) {
  const drawn = barRows(rows, maxRows);
  const show = format ?? usdColumnFormat(drawn.flatMap((row) => [row.beforeUsd, row.afterUsd]));
  const largest = Math.max(...drawn.map(sizeOf), Number.MIN_VALUE);
  const width = (usd: number | null) => (usd !== null && usd > 0 ? `max(1px, ${(100 * usd) / largest}%)` : 0);
  return (
    <table className={classes.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{rowTitle}</th>
          <td className={classes.bars} />
          <th scope="col" className={classes.number}>
            <span className={classes.key} data-side="before" />
            {beforeTitle}
          </th>
          <th scope="col" className={classes.number}>
            <span className={classes.key} data-side="after" />
            {afterTitle}
          </th>
        </tr>
      </thead>
      <tbody>
        {drawn.map((row) => (
          <tr key={row.key}>
            <th scope="row" title={row.label}>
              {row.label}
            </th>
            <td className={classes.bars} aria-hidden="true">
              <div className={classes.bar} data-side="before" style={{ width: width(row.beforeUsd) }} />
              <div className={classes.bar} data-side="after" style={{ width: width(row.afterUsd) }} />
            </td>
            <td className={classes.number} data-side="before">
              {show(row.beforeUsd)}
            </td>
            <td className={classes.number} data-side="after">
              {show(row.afterUsd)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
