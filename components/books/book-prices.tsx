'use client';

import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQueryStates } from 'nuqs';
import { useState, useTransition } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { formatCount } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { BookView } from '@/lib/domain/book-view';
import type { PriceRow } from '@/lib/domain/price';
import { hoursWords } from '@/lib/engine/explain-price-words';
import { bookPageParams } from '@/lib/schema/price-book-request';
import { rateText, spanWords, tierText, unitText } from './book-words';
import classes from './books.module.css';
import { Pager } from './pager';
import { otherUnits } from './price-units';

function cellOf(row: PriceRow, unit: 'input' | 'cacheRead' | 'output', code: string) {
  return (
    <>
      {rateText(unit, row.rates[unit], code)}
      {row.contextTiers.map((tier) => (
        <span key={tierText(tier)} className={classes.minor}>
          {tierText(tier)} {rateText(unit, tier.rates[unit], code)}
        </span>
      ))}
    </>
  );
}

function columnsIn(code: string): readonly Column<PriceRow>[] {
  return [
    {
      key: 'offer',
      header: 'Offer',
      isRowHeader: true,
      cell: (row) => (
        <>
          {row.offerId}
          <span className={classes.minor}>
            {[
              ...(row.serviceTier === 'standard' ? [] : [`${row.serviceTier} tier`]),
              ...(row.region == null ? [] : [`region ${row.region}`]),
              ...(row.clock === null ? [] : [hoursWords(row.clock)]),
            ].join(' · ')}
          </span>
        </>
      ),
    },
    { key: 'dates', header: 'Dates', cell: (row) => spanWords(row) || 'at any date' },
    { key: 'input', header: 'Input', isNumeric: true, cell: (row) => cellOf(row, 'input', code) },
    { key: 'cacheRead', header: 'Cache read', isNumeric: true, cell: (row) => cellOf(row, 'cacheRead', code) },
    { key: 'output', header: 'Output', isNumeric: true, cell: (row) => cellOf(row, 'output', code) },
    {
      key: 'other',
      header: 'Other classes',
      cell: (row) =>
        otherUnits(row).map((unit) => (
          <span key={unit} className={classes.nowrap} style={{ display: 'block' }}>
            {unitText(unit)} {rateText(unit, row.rates[unit], code)}
          </span>
        )),
    },
    {
      key: 'source',
      header: 'Source',
      cell: (row) => (
        <span className={classes.source}>
          {/^https?:\/\//.test(row.sourceUrl) ? (
            <a href={row.sourceUrl} rel="noreferrer">
              {new URL(row.sourceUrl).hostname}
            </a>
          ) : (
            row.sourceUrl
          )}
          <span className={classes.minor}>
            {[...(row.checkedOn === null ? [] : [`checked ${row.checkedOn}`]), ...(row.note ? [row.note] : [])].join(
              ' · ',
            )}
          </span>
        </span>
      ),
    },
  ];
}

const SEARCH_MS = 250;

/** A book's price rows, a page at a time from the server. */
export function BookPrices({ book }: { readonly book: BookView }) {
  const [isLoading, startTransition] = useTransition();
  const [{ q }, setParams] = useQueryStates(
    { q: bookPageParams.q, page: bookPageParams.page },
    { shallow: false, startTransition, clearOnDefault: true },
  );
  const [search, setSearch] = useState(q);
  const find = useDebouncedCallback((text: string) => void setParams({ q: text, page: 1 }), SEARCH_MS);
  if (book.rowCount === 0) return null;
  const code = book.currency?.code ?? 'USD';
  return (
    <Panel
      title="Prices"
      description={`In ${code} per 1M tokens; requests and searches by the one.`}
      aside={
        <TextInput
          size="xs"
          aria-label="Search the prices by model"
          placeholder="Model"
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            find(event.currentTarget.value);
          }}
        />
      }
    >
      <div aria-busy={isLoading}>
        <DataTable
          label="Prices"
          columns={columnsIn(code)}
          rows={book.rows}
          rowKey={(row) =>
            JSON.stringify([row.offerId, row.serviceTier, row.region, row.clock, row.validFromMs, row.validToMs])
          }
          empty="No price matches."
        />
        <Pager page={book.page} pages={book.pages} onPage={(page) => void setParams({ page })}>
          {formatCount(book.shownRowCount)} of {formatCount(book.rowCount)} prices
        </Pager>
      </div>
    </Panel>
  );
}
