import { microUsd } from '@/components/calculator/exact-usd';
import { countOf, formatCount, formatUsd } from '@/components/ui/format';
import type { TrailRow as Row } from '@/lib/domain/price-trail-view';
import { Sentence } from './sentence';
import classes from './trail.module.css';

function tagsOf({ price }: Row): string[] {
  if (price === null) return [];
  const { book, dates, serviceTier, contextTier, hasHours, region, terms } = price;
  return [
    `book ${book}`,
    dates,
    `${serviceTier} tier`,
    ...(contextTier === null ? [] : [contextTier]),
    ...(hasHours ? ['certain hours'] : []),
    ...(region === null ? [] : [`region ${region}`]),
    ...terms,
  ];
}

function Classes({ row }: { readonly row: Row }) {
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <caption className={classes.caption}>What {row.modelName} billed by this price</caption>
        <thead>
          <tr>
            <th scope="col">Class</th>
            <th scope="col">Units</th>
            <th scope="col">USD per 1M</th>
            <th scope="col">USD</th>
          </tr>
        </thead>
        <tbody>
          {row.classes.map((line) => (
            <tr key={line.label}>
              <th scope="row">
                {line.label}
                {line.why === '' ? null : <span className={classes.minor}>{line.why}</span>}
              </th>
              <td>{formatCount(line.units)}</td>
              <td>{line.rate}</td>
              <td>{microUsd(line.usd)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Sum</th>
            <td />
            <td />
            <td>{microUsd(row.usd)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

type Props = { readonly row: Row; readonly isScaled: boolean; readonly scaledTo: string };

/** One price row: what it billed, and why it was this one. */
export function TrailRow({ row, isScaled, scaledTo }: Props) {
  return (
    <article className={classes.row}>
      <header className={classes.head}>
        <h3 className={classes.name}>{row.modelName}</h3>
        <p className={classes.amount}>
          {formatUsd(row.scaledUsd)} <span className={classes.minor}>{isScaled ? scaledTo : ''}</span>
        </p>
      </header>
      <p className={classes.minor}>
        {countOf(Math.round(row.requests), 'call')}
        {row.role === '' ? '' : `, ${row.role}`}
        {isScaled ? `; ${formatUsd(row.usd)} over the log’s span` : ''}
      </p>
      {row.price === null ? null : <p className={classes.tags}>{tagsOf(row).join(' · ')}</p>}
      {row.classes.length === 0 ? null : <Classes row={row} />}
      {row.sentences.length === 0 ? null : (
        <details className={classes.why}>
          <summary>Why this price</summary>
          <ul>
            {row.sentences.map((sentence) => (
              <li key={sentence}>
                <Sentence>{sentence}</Sentence>
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}
