'use client';

import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { countOf } from '@/components/ui/format';
import { rateText } from '../book-words';
import classes from '../books.module.css';
import { Pager } from '../pager';
import { type PriceJson, removeAt, replaceAt } from './draft';
import { PriceForm } from './price-form';

const PRICES_A_PAGE = 20;
const NEW = -1;

type Props = {
  readonly prices: readonly PriceJson[];
  readonly code: string;
  readonly source: string;
  readonly onChange: (prices: PriceJson[]) => void;
};

type Line = { readonly price: PriceJson; readonly at: number };

function detailsOf({ tier, region, from, to, hours, contextTiers }: PriceJson): string {
  return [
    ...(tier === undefined || tier === 'standard' ? [] : [`${tier} tier`]),
    ...(region ? [`region ${region}`] : []),
    ...(from ? [`from ${from}`] : []),
    ...(to ? [`until ${to}`] : []),
    ...(hours && hours.length > 0 ? ['some hours'] : []),
    ...(contextTiers && contextTiers.length > 0 ? ['context tiers'] : []),
  ].join(' · ');
}

/** The price rows of a book in the making: added, edited and removed one by one. */
export function PriceList({ prices, code, source, onChange }: Props) {
  const [edited, setEdited] = useState<number | null>(null);
  const [search, setSearch] = useState('');
  const [page, setPage] = useState(1);
  const found: Line[] = prices
    .map((price, at) => ({ price, at }))
    .filter(({ price }) => price.offer.toLowerCase().includes(search.toLowerCase()));
  const pages = Math.max(1, Math.ceil(found.length / PRICES_A_PAGE));
  const current = Math.min(page, pages);
  const columns: readonly Column<Line>[] = [
    { key: 'number', header: 'Price', isNumeric: true, cell: ({ at }) => at + 1 },
    {
      key: 'offer',
      header: 'Offer',
      isRowHeader: true,
      cell: ({ price }) => (
        <>
          {price.offer}
          <span className={classes.minor}>{detailsOf(price)}</span>
        </>
      ),
    },
    { key: 'input', header: 'Input', isNumeric: true, cell: ({ price }) => rateText('input', price.rates.input, code) },
    {
      key: 'output',
      header: 'Output',
      isNumeric: true,
      cell: ({ price }) => rateText('output', price.rates.output, code),
    },
    {
      key: 'actions',
      header: 'Change',
      cell: ({ price, at }) => (
        <div className={classes.actions}>
          <Button variant="default" size="compact-sm" onClick={() => setEdited(at)} aria-label={`Edit ${price.offer}`}>
            Edit
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => onChange(removeAt(prices, at))}
            aria-label={`Remove ${price.offer}`}
          >
            Remove
          </Button>
        </div>
      ),
    },
  ];
  const open = edited === null ? null : (prices[edited] ?? { offer: '', rates: {}, ...(source ? { source } : {}) });
  const keep = (price: PriceJson) => {
    onChange(edited === NEW ? [...prices, price] : replaceAt(prices, edited ?? NEW, price));
    setEdited(null);
  };
  return (
    <>
      <div className={classes.toolbar}>
        <Button variant="default" size="xs" onClick={() => setEdited(NEW)}>
          Add a price
        </Button>
        {prices.length > PRICES_A_PAGE ? (
          <TextInput
            size="xs"
            aria-label="Search the prices by model"
            placeholder="Model"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        ) : null}
      </div>
      {prices.length === 0 ? null : (
        <>
          <DataTable
            label="Prices of this book"
            columns={columns}
            rows={found.slice((current - 1) * PRICES_A_PAGE, current * PRICES_A_PAGE)}
            rowKey={({ at }) => String(at)}
          />
          <Pager page={current} pages={pages} onPage={setPage}>
            {countOf(prices.length, 'price')}
          </Pager>
        </>
      )}
      <Modal
        opened={open !== null}
        onClose={() => setEdited(null)}
        title={edited === NEW ? 'A new price' : `The price of ${open?.offer}`}
        size="xl"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {open === null ? null : <PriceForm price={open} code={code} onKeep={keep} onCancel={() => setEdited(null)} />}
      </Modal>
    </>
  );
}
