'use client';

import { Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQueryStates } from 'nuqs';
import { type ReactNode, useCallback, useDeferredValue, useMemo, useTransition } from 'react';
import { EmptyState, ErrorState, LoadingState } from '@/components/ui/state';
import type { CatalogSheet } from '@/lib/domain/catalog-sheet';
import type { CatalogLine } from '@/lib/domain/offer-view';
import { CATALOG_SORTS, catalogParams, offerParams } from '@/lib/schema/catalog-params';
import { catalogViewParams, MAX_COMPARED } from '@/lib/schema/catalog-view-params';
import { choicesOf, filterLines, UNKNOWN_ORIGIN } from './catalog-filter';
import { CatalogFilters } from './catalog-filters';
import classes from './catalog-screen.module.css';
import { CatalogTable } from './catalog-table';
import { CatalogToolbar } from './catalog-toolbar';
import { CompareBar } from './compare-bar';
import { originName } from './origin';
import { useSheet } from './use-sheet';

type Props = {
  readonly sheet: CatalogSheet;
  /** The open offer's details, drawn on the server for the `offer` parameter. */
  readonly children: ReactNode;
};

const NO_LINES: CatalogLine[] = [];

export function CatalogScreen({ sheet, children }: Props) {
  const [params, setParams] = useQueryStates(catalogParams, { shallow: true, clearOnDefault: true });
  const [view, setView] = useQueryStates(catalogViewParams, { shallow: true, clearOnDefault: true });
  const [isLoading, startTransition] = useTransition();
  const [{ offer }, setOffer] = useQueryStates(offerParams, { shallow: false, history: 'push', startTransition });
  const isNarrow = useMediaQuery('(max-width: 48em)');

  const histories = useMemo(() => sheet.books.filter(({ observed }) => observed), [sheet]);
  const withObserved = params.book.some((name) => histories.some((book) => book.name === name));
  const { lines: read, error } = useSheet(sheet, view.at, withObserved);
  const lines = read ?? NO_LINES;

  const open = useCallback((offerId: string) => void setOffer({ offer: offerId }), [setOffer]);
  const pick = useCallback(
    (offerId: string, isPicked: boolean) =>
      void setView(({ pick: before }) => {
        const others = before.filter((id) => id !== offerId);
        return { pick: isPicked ? [...others, offerId].slice(-MAX_COMPARED) : others };
      }),
    [setView],
  );
  const filter = useDeferredValue(params);
  const shown = useMemo(() => filterLines(lines, filter), [lines, filter]);
  const { sort, dir } = params;
  const sorting = useMemo(() => (sort === null ? [] : [{ id: sort, desc: dir === 'desc' }]), [sort, dir]);
  const choices = useMemo(
    () => ({
      sellers: choicesOf(lines, (line) => ({ value: line.provider, label: line.providerName })),
      origins: choicesOf(lines, (line) => ({
        value: line.origin ?? UNKNOWN_ORIGIN,
        label: originName(line.origin) ?? 'not known',
      })),
    }),
    [lines],
  );
  const books = useMemo(() => sheet.books.map(({ name }) => ({ value: name, label: name })), [sheet]);
  return (
    <div className={classes.root}>
      <CatalogFilters filter={params} onChange={setParams} {...choices} books={books} lines={lines} />
      <CatalogToolbar
        view={view}
        onView={setView}
        shown={read === null ? null : shown.length}
        total={read === null ? null : lines.length}
        leftOut={withObserved || params.book.length > 0 ? [] : histories}
        onInclude={() => setParams({ book: sheet.books.map(({ name }) => name) })}
      />
      {error !== null ? (
        <div className={classes.none}>
          <ErrorState title="The prices of this date could not be read">{error}</ErrorState>
        </div>
      ) : read === null ? (
        <LoadingState label="Reading the prices" rows={12} height={28} />
      ) : shown.length === 0 ? (
        <div className={classes.none}>
          <EmptyState title="No offer matches">Take a filter away, or search for a shorter word.</EmptyState>
        </div>
      ) : (
        <CatalogTable
          lines={shown}
          chosen={view.cols}
          sorting={sorting}
          onSort={([next]) =>
            setParams({
              sort: CATALOG_SORTS.find((id) => id === next?.id) ?? null,
              dir: next?.desc ? 'desc' : 'asc',
            })
          }
          openOffer={offer}
          onOpen={open}
          picked={view.pick}
          onPick={pick}
        />
      )}
      <CompareBar picked={view.pick} at={view.at} onChange={(next) => setView({ pick: next })} />
      <Drawer
        opened={offer !== null}
        onClose={() => setOffer({ offer: null })}
        position="right"
        size={isNarrow ? '100%' : 760}
        title={offer}
        classNames={{ title: classes.drawerTitle }}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {isLoading ? <LoadingState label="Loading the offer" rows={6} height={28} /> : children}
      </Drawer>
    </div>
  );
}
