'use client';

import { Button, MultiSelect, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CatalogLine } from '@/lib/domain/offer-view';
import { CAPABILITIES, type Capability } from '@/lib/domain/price';
import type { CatalogParams } from '@/lib/schema/catalog-params';
import type { CatalogFilter, Choice } from './catalog-filter';
import classes from './catalog-filters.module.css';
import { CatalogMoreFilters } from './catalog-more-filters';
import { countFactFilters } from './fact-filter';
import { CAPABILITY_NAMES } from './fact-words';

type Props = {
  readonly filter: CatalogFilter;
  readonly onChange: (change: Partial<CatalogParams> | null) => void;
  readonly sellers: Choice[];
  readonly origins: Choice[];
  readonly books: Choice[];
  /** All lines, for the choices of the filters by facts. */
  readonly lines: readonly CatalogLine[];
};

const isCapability = (value: string): value is Capability => (CAPABILITIES as readonly string[]).includes(value);

export function CatalogFilters({ filter, onChange, sellers, origins, books, lines }: Props) {
  const moreCount = countFactFilters(filter);
  const [isOpen, setOpen] = useState(moreCount > 0);
  const isFiltered =
    filter.q !== '' ||
    filter.maxIn !== null ||
    moreCount > 0 ||
    [filter.seller, filter.origin, filter.can, filter.book].some((chosen) => chosen.length > 0);
  const many = (label: string, data: Choice[], value: readonly string[], set: (value: string[]) => void) => (
    <MultiSelect
      label={label}
      data={data}
      value={[...value]}
      onChange={set}
      placeholder={value.length === 0 ? 'Any' : undefined}
      searchable={data.length > 10}
      hidePickedOptions
      nothingFoundMessage="Nothing by this name"
      classNames={{ inputField: classes.field }}
      comboboxProps={{ shadow: 'md' }}
    />
  );
  return (
    <search className={classes.root}>
      <TextInput
        className={classes.search}
        type="search"
        label="Search"
        placeholder="Model, seller"
        value={filter.q}
        onChange={(event) => onChange({ q: event.currentTarget.value })}
      />
      {many('Seller', sellers, filter.seller, (seller) => onChange({ seller }))}
      {many('Maker from', origins, filter.origin, (origin) => onChange({ origin }))}
      {many(
        'Can',
        CAPABILITIES.map((need) => ({ value: need, label: CAPABILITY_NAMES[need] })),
        filter.can,
        (can) => onChange({ can: can.filter(isCapability) }),
      )}
      <NumberInput
        label="Input at most"
        placeholder="Any"
        prefix="$"
        suffix=" / 1M"
        min={0}
        decimalScale={4}
        hideControls
        value={filter.maxIn ?? ''}
        onChange={(value) => onChange({ maxIn: typeof value === 'number' ? value : null })}
      />
      {many('Book', books, filter.book, (book) => onChange({ book }))}
      <div className={classes.buttons}>
        <Button
          variant="subtle"
          aria-expanded={isOpen}
          aria-controls="catalog-more-filters"
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? 'Fewer filters' : moreCount > 0 ? `More filters (${moreCount})` : 'More filters'}
        </Button>
        <Button variant="subtle" color="gray" disabled={!isFiltered} onClick={() => onChange(null)}>
          Clear
        </Button>
      </div>
      {isOpen ? <CatalogMoreFilters filter={filter} lines={lines} onChange={onChange} /> : null}
    </search>
  );
}
