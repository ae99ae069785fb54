'use client';

import { FlexRender, type SortingState, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, memo, useEffect, useRef } from 'react';
import type { CatalogLine } from '@/lib/domain/offer-view';
import { type CatalogRowModel, columns, features, LAYOUT } from './catalog-columns';
import classes from './catalog-table.module.css';

type Props = {
  readonly lines: CatalogLine[];
  readonly sorting: SortingState;
  readonly onSort: (sorting: SortingState) => void;
  readonly openOffer: string | null;
  readonly onOpen: (offerId: string) => void;
};

const ROW_PX = 38;
/** Draws the first screenful on the server, before there is anything to measure. */
const SERVER_RECT = { width: 1200, height: 800 };
const ARIA_SORT = { asc: 'ascending', desc: 'descending' } as const;

export function CatalogTable({ lines, sorting, onSort, openOffer, onOpen }: Props) {
  const scrollRef = useRef<HTMLElement>(null);
  const table = useTable({
    features,
    columns,
    data: lines,
    getRowId: (line) => `${line.book} ${line.offerId}`,
    enableMultiSort: false,
    state: { sorting },
    onSortingChange: (next) => onSort(typeof next === 'function' ? next(sorting) : next),
  });
  const { rows } = table.getRowModel();
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    initialRect: SERVER_RECT,
    useFlushSync: false,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another selection starts at its top
  useEffect(() => {
    scrollRef.current?.scrollTo({ top: 0 });
  }, [lines, sorting]);

  const drawn = virtualizer.getVirtualItems();
  const before = drawn[0]?.start ?? 0;
  const after = Math.max(0, virtualizer.getTotalSize() - (drawn.at(-1)?.end ?? 0));
  const spacer = (height: number) =>
    height > 0 ? (
      <tr className={classes.spacer} style={{ height }}>
        <td colSpan={columns.length} />
      </tr>
    ) : null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section ref={scrollRef} className={classes.scroll} tabIndex={0} aria-label="Offers">
      <table className={classes.table} aria-rowcount={rows.length + 1}>
        <colgroup>
          {columns.map(({ id = '' }) => (
            <col key={id} style={{ '--column-width': `${LAYOUT[id]?.width}px` } as CSSProperties} />
          ))}
        </colgroup>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} aria-rowindex={1}>
              {group.headers.map(({ id, column }) => {
                const sorted = column.getIsSorted();
                return (
                  <th
                    key={id}
                    scope="col"
                    className={LAYOUT[id]?.isNumeric ? classes.numeric : undefined}
                    aria-sort={sorted ? ARIA_SORT[sorted] : undefined}
                  >
                    {column.getCanSort() ? (
                      <button type="button" className={classes.sort} onClick={column.getToggleSortingHandler()}>
                        {LAYOUT[id]?.header}
                        <span aria-hidden="true" className={classes.arrow} data-sorted={sorted || undefined}>
                          {sorted === 'desc' ? '↓' : '↑'}
                        </span>
                      </button>
                    ) : (
                      LAYOUT[id]?.header
                    )}
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          {spacer(before)}
          {drawn.map(({ index }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const isOpen = row.original.offerId === openOffer;
            return <OfferRow key={row.id} row={row} rowIndex={index + 2} isOpen={isOpen} onOpen={onOpen} />;
          })}
          {spacer(after)}
        </tbody>
      </table>
    </section>
  );
}

type RowProps = {
  readonly row: CatalogRowModel;
  readonly rowIndex: number;
  readonly isOpen: boolean;
  readonly onOpen: (offerId: string) => void;
};

/** Remembered: scrolling draws only the rows that come into sight. */
const OfferRow = memo(function OfferRow({ row, rowIndex, isOpen, onOpen }: RowProps) {
  const line = row.original;
  const open = () => onOpen(line.offerId);
  return (
    <tr aria-rowindex={rowIndex} data-open={isOpen || undefined} onClick={open}>
      {row.getAllCells().map((cell) => {
        const layout = LAYOUT[cell.column.id];
        const title = layout?.title?.(line);
        return cell.column.id === 'model' ? (
          <th key={cell.id} scope="row" title={title}>
            <button type="button" className={classes.model}>
              <FlexRender cell={cell} />
            </button>
            <span className={classes.sellerOf} aria-hidden="true">
              {line.providerName}
            </span>
          </th>
        ) : (
          <td key={cell.id} className={layout?.isNumeric ? classes.numeric : undefined} title={title}>
            <FlexRender cell={cell} />
          </td>
        );
      })}
    </tr>
  );
});
