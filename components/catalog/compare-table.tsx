import { CloseButton } from '@mantine/core';
import Link from 'next/link';
import { formatCount, formatScore, formatTokens, formatUsd, formatUsdPerMtok, UNKNOWN } from '@/components/ui/format';
import type { CompareCell, CompareEntry, CompareView } from '@/lib/domain/compare-view';
import classes from './compare-table.module.css';
import { formatRate } from './unit-names';

type Props = {
  readonly view: CompareView;
  readonly onlyDiffers: boolean;
  readonly onRemove: (offerId: string) => void;
};

const rangeText = (low: number, high: number, format: (value: number) => string) =>
  low === high ? format(low) : `${format(low)} to ${format(high)}`;

function cellText(cell: CompareCell): string {
  switch (cell.kind) {
    case 'rate':
      return rangeText(cell.low, cell.high, (value) => formatRate(cell.unit, value));
    case 'usd':
      return rangeText(cell.low, cell.high, formatUsd);
    case 'pair':
      return `${formatUsdPerMtok(cell.input)} / ${formatUsdPerMtok(cell.output)}`;
    case 'tokens':
      return formatTokens(cell.tokens, 'exact');
    case 'score':
      return `${formatScore(cell.score)}, n ${cell.sampleSize === null ? 'not stated' : formatCount(cell.sampleSize)}`;
    case 'text':
      return cell.text;
    default:
      cell satisfies never;
      throw new Error(`unknown cell: ${JSON.stringify(cell)}`);
  }
}

function Entry({ cell, note, isLowest }: CompareEntry) {
  if (cell === null) return UNKNOWN;
  return (
    <>
      <span className={isLowest ? classes.lowest : undefined}>
        {cellText(cell)}
        {isLowest ? <span className={classes.mark}>lowest</span> : null}
      </span>
      {cell.kind === 'score' && cell.note !== '' ? <span className={classes.note}>{cell.note}</span> : null}
      {note === null ? null : <span className={classes.note}>{note}</span>}
    </>
  );
}

export function CompareTable({ view, onlyDiffers, onRemove }: Props) {
  const { offers } = view;
  const groups = view.groups
    .map((group) => ({ ...group, rows: group.rows.filter(({ differs }) => differs || !onlyDiffers) }))
    .filter(({ rows }) => rows.length > 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label="Offers side by side">
      <table className={classes.table}>
        <caption className={classes.caption}>
          Rows that differ are marked on the left; the lowest price of a row says so.
        </caption>
        <thead>
          <tr>
            <td />
            {offers.map(({ offerId, providerName, book, isOutsideStack }) => (
              <th key={offerId} scope="col">
                <span className={classes.head}>
                  <Link href={`/catalog?offer=${encodeURIComponent(offerId)}`}>{offerId}</Link>
                  <CloseButton size="xs" aria-label={`Take ${offerId} out`} onClick={() => onRemove(offerId)} />
                </span>
                <span className={classes.note}>
                  {providerName}
                  {book === null ? ', no price' : isOutsideStack ? `, priced by ${book}` : ''}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(({ title, rows }) => (
          <tbody key={title}>
            <tr className={classes.group}>
              <th scope="rowgroup">{title}</th>
              <td colSpan={offers.length} />
            </tr>
            {rows.map(({ label, entries, differs }) => (
              <tr key={label} data-differs={differs || undefined}>
                <th scope="row">{label}</th>
                {entries.map((entry, i) => (
                  <td key={offers[i]?.offerId}>
                    <Entry {...entry} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}
