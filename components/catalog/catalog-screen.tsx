'use client';

import { Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQueryStates } from 'nuqs';
import { type ReactNode, useCallback, useDeferredValue, useMemo, useTransition } from 'react';
import { formatCount } from '@/components/ui/format';
import { EmptyState, LoadingState } from '@/components/ui/state';
import type { CatalogLine } from '@/lib/domain/offer-view';
import { CATALOG_SORTS, catalogParams, offerParams } from '@/lib/schema/catalog-params';
import { choicesOf, filterLines, UNKNOWN_ORIGIN } from './catalog-filter';
import { CatalogFilters } from './catalog-filters';
import classes from './catalog-screen.module.css';
import { CatalogTable } from './catalog-table';
import { originName } from './origin';

type Props = {
  readonly lines: readonly CatalogLine[];
  /** The open offer's details, drawn on the server for the `offer` parameter. */
  readonly children: ReactNode;
};

export function CatalogScreen({ lines, children }: Props) {
  const [params, setParams] = useQueryStates(catalogParams, { shallow: true, clearOnDefault: true });
  const [isLoading, startTransition] = useTransition();
  const [{ offer }, setOffer] = useQueryStates(offerParams, { shallow: false, history: 'push', startTransition });
  const isNarrow = useMediaQuery('(max-width: 48em)');

  const open = useCallback((offerId: string) => void setOffer({ offer: offerId }), [setOffer]);
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
      books: choicesOf(lines, (line) => ({ value: line.book, label: line.book })),
    }),
    [lines],
  );
  return (
    <div className={classes.root}>
      <CatalogFilters filter={params} onChange={setParams} {...choices} />
      <p className={classes.count} role="status">
        {formatCount(shown.length)} of {formatCount(lines.length)} offers. Prices in USD per 1M tokens, in force now.
      </p>
      {shown.length === 0 ? (
        <div className={classes.none}>
          <EmptyState title="No offer matches">Take a filter away, or search for a shorter word.</EmptyState>
        </div>
      ) : (
        <CatalogTable
          lines={shown}
          sorting={sorting}
          onSort={([next]) =>
            setParams({
              sort: CATALOG_SORTS.find((id) => id === next?.id) ?? null,
              dir: next?.desc ? 'desc' : 'asc',
            })
          }
          openOffer={offer}
          onOpen={open}
        />
      )}
      <Drawer
        opened={offer !== null}
        onClose={() => setOffer({ offer: null })}
        position="right"
        size={isNarrow ? '100%' : 680}
        title={offer}
        classNames={{ title: classes.drawerTitle }}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {isLoading ? <LoadingState label="Loading the offer" rows={6} height={28} /> : children}
      </Drawer>
    </div>
  );
}
