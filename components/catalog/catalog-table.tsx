'use client';

import { FlexRender, type SortingState, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, memo, useEffect, useMemo, useRef } from 'react';
import type { CatalogLine } from '@/lib/domain/offer-view';
import { type CatalogColumn, MAX_COMPARED } from '@/lib/schema/catalog-view-params';
import { type CatalogRowModel, columnsOf, features, layoutOf } from './catalog-columns';
import classes from './catalog-table.module.css';

type Props = {
  readonly lines: CatalogLine[];
  readonly chosen: readonly CatalogColumn[];
  readonly sorting: SortingState;
  readonly onSort: (sorting: SortingState) => void;
  readonly openOffer: string | null;
  readonly onOpen: (offerId: string) => void;
  /** Offers ticked to be compared. */
  readonly picked: readonly string[];
  readonly onPick: (offerId: string, isPicked: boolean) => void;
};

const ROW_PX = 38;
/** Draws the first screenful on the server, before there is anything to measure. */
const SERVER_RECT = { width: 1200, height: 800 };
const ARIA_SORT = { asc: 'ascending', desc: 'descending' } as const;

export function CatalogTable({ lines, chosen, sorting, onSort, openOffer, onOpen, picked, onPick }: Props) {
  const columns = useMemo(() => columnsOf(chosen), [chosen]);
  const layouts = columns.map(({ id = '' }) => ({ id, ...layoutOf(id) }));
  const widthPx = layouts.reduce((sum, { width }) => sum + width, 0);
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
      <table
        className={classes.table}
        style={{ '--table-width': `${widthPx}px` } as CSSProperties}
        aria-rowcount={rows.length + 1}
      >
        <colgroup>
          {layouts.map(({ id, width }) => (
            <col key={id} data-column={id} style={{ '--column-width': `${width}px` } as CSSProperties} />
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
                    data-column={column.id}
                    className={layoutOf(column.id).isNumeric ? classes.numeric : undefined}
                    aria-sort={sorted ? ARIA_SORT[sorted] : undefined}
                  >
                    {column.getCanSort() ? (
                      <button type="button" className={classes.sort} onClick={column.getToggleSortingHandler()}>
                        {layoutOf(column.id).header}
                        <span aria-hidden="true" className={classes.arrow} data-sorted={sorted || undefined}>
                          {sorted === 'desc' ? '↓' : '↑'}
                        </span>
                      </button>
                    ) : (
                      layoutOf(column.id).header
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
            const isPicked = picked.includes(row.original.offerId);
            return (
              <OfferRow
                key={row.id}
                row={row}
                columnKey={chosen}
                rowIndex={index + 2}
                isOpen={isOpen}
                onOpen={onOpen}
                isPicked={isPicked}
                canPick={isPicked || picked.length < MAX_COMPARED}
                onPick={onPick}
              />
            );
          })}
          {spacer(after)}
        </tbody>
      </table>
    </section>
  );
}

type RowProps = {
  readonly row: CatalogRowModel;
  /** Other columns draw the row again. */
  readonly columnKey: readonly CatalogColumn[];
  readonly rowIndex: number;
  readonly isOpen: boolean;
  readonly onOpen: (offerId: string) => void;
  readonly isPicked: boolean;
  readonly canPick: boolean;
  readonly onPick: (offerId: string, isPicked: boolean) => void;
};

/** Remembered: scrolling draws only the rows that come into sight. */
const OfferRow = memo(function OfferRow({ row, rowIndex, isOpen, onOpen, isPicked, canPick, onPick }: RowProps) {
  const line = row.original;
  const open = () => onOpen(line.offerId);
  return (
    <tr
      aria-rowindex={rowIndex}
      data-open={isOpen || undefined}
      data-hand={line.handNote !== null || undefined}
      data-extrapolated={line.isExtrapolated || undefined}
      onClick={open}
    >
      {row.getAllCells().map((cell) => {
        const layout = layoutOf(cell.column.id);
        const title = layout.title?.(line);
        return cell.column.id === 'model' ? (
          <th key={cell.id} scope="row" title={title}>
            <span className={classes.name}>
              <input
                type="checkbox"
                className={classes.pick}
                checked={isPicked}
                disabled={!canPick}
                aria-label={`Compare ${line.offerId}`}
                title={canPick ? 'Compare' : `At most ${MAX_COMPARED} can be compared`}
                onClick={(event) => event.stopPropagation()}
                onChange={(event) => onPick(line.offerId, event.currentTarget.checked)}
              />
              <span className={classes.words}>
                <button type="button" className={classes.model}>
                  <FlexRender cell={cell} />
                </button>
                <span className={classes.sellerOf} aria-hidden="true">
                  {line.providerName}
                </span>
              </span>
            </span>
          </th>
        ) : (
          <td
            key={cell.id}
            data-column={cell.column.id}
            className={layout.isNumeric ? classes.numeric : undefined}
            title={title}
          >
            <FlexRender cell={cell} />
            {cell.column.id === 'input' && line.handNote !== null ? (
              <abbr className={classes.mark} title={`Set by hand: ${line.handNote}`}>
                H
              </abbr>
            ) : null}
            {cell.column.id === 'input' && line.isExtrapolated ? (
              <abbr className={classes.mark} title="Extrapolated: not seen on this date, the nearest price seen">
                ≈
              </abbr>
            ) : null}
          </td>
        );
      })}
    </tr>
  );
});
