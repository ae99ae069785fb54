'use client';

import { Button, Select, TextInput, VisuallyHidden } from '@mantine/core';
import Link from 'next/link';
import { useQueryStates } from 'nuqs';
import { useDeferredValue, useMemo, useState } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { formatCount, formatTokens, formatUsd } from '@/components/ui/format';
import { RESOLVED_BY, type ResolvedBy, type ResolvedName } from '@/lib/domain/names-view';
import { namesParams } from '@/lib/schema/names-params';
import { MapLink } from './map-link';
import { RESOLVED_BY_WORDS } from './name-words';
import classes from './names.module.css';

const SHOWN_AT_FIRST = 100;

const columns: readonly Column<ResolvedName>[] = [
  {
    key: 'name',
    header: 'As logged',
    isRowHeader: true,
    cell: ({ name }) => <span className={classes.name}>{name}</span>,
  },
  {
    key: 'offer',
    header: 'Priced as',
    cell: ({ offer }) => (
      <Link href={`/catalog?offer=${encodeURIComponent(offer.offerId)}`} className={`${classes.link} ${classes.name}`}>
        {offer.offerId}
      </Link>
    ),
  },
  {
    key: 'how',
    header: 'How',
    cell: ({ by, how }) => (
      <>
        {RESOLVED_BY_WORDS[by]}
        <span className={`${classes.minor} ${classes.name}`}>{how}</span>
      </>
    ),
  },
  { key: 'requests', header: 'Requests', isNumeric: true, cell: (row) => formatCount(row.requests) },
  { key: 'tokens', header: 'Tokens', isNumeric: true, cell: (row) => formatTokens(row.tokens) },
  { key: 'logged', header: 'Cost as logged', isNumeric: true, cell: (row) => formatUsd(row.loggedUsd) },
  {
    key: 'overrule',
    header: <VisuallyHidden>Overrule</VisuallyHidden>,
    cell: ({ name, by }) => (by === 'id' ? null : <MapLink name={name}>Overrule</MapLink>),
  },
];

const isBy = (value: string | null): value is ResolvedBy => (RESOLVED_BY as readonly (string | null)[]).includes(value);

export function ResolvedTable({ names }: { readonly names: readonly ResolvedName[] }) {
  const [{ q, by }, setParams] = useQueryStates(
    { q: namesParams.q, by: namesParams.by },
    { shallow: true, clearOnDefault: true },
  );
  const [isWhole, setIsWhole] = useState(false);
  const words = useDeferredValue(q).toLowerCase();
  const found = useMemo(
    () =>
      names.filter(
        (row) => (by === null || row.by === by) && `${row.name} ${row.offer.offerId}`.toLowerCase().includes(words),
      ),
    [names, by, words],
  );
  const shown = isWhole ? found : found.slice(0, SHOWN_AT_FIRST);
  const countBy = (kind: ResolvedBy) => names.filter((row) => row.by === kind).length;
  return (
    <>
      <search className={classes.filters}>
        <TextInput
          className={classes.search}
          type="search"
          label="Search"
          placeholder="Name or offer"
          value={q}
          onChange={(event) => setParams({ q: event.currentTarget.value })}
        />
        <Select
          label="Resolved by"
          placeholder="Any way"
          clearable
          data={RESOLVED_BY.map((kind) => ({
            value: kind,
            label: `${RESOLVED_BY_WORDS[kind]} (${formatCount(countBy(kind))})`,
          }))}
          value={by}
          onChange={(value) => setParams({ by: isBy(value) ? value : null })}
        />
      </search>
      <DataTable
        label="Resolved names"
        columns={columns}
        rows={shown}
        rowKey={(row) => row.name}
        maxHeight={520}
        empty="No name matches."
      />
      {shown.length < found.length ? (
        <Button className={classes.more} variant="default" size="xs" onClick={() => setIsWhole(true)}>
          Show all {formatCount(found.length)}
        </Button>
      ) : null}
    </>
  );
}
