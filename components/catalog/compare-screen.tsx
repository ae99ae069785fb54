'use client';

import { MultiSelect, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQueryStates } from 'nuqs';
import { useMemo, useState, useTransition } from 'react';
import { searchOffers } from '@/components/studio/search-offers';
import { useOffers } from '@/components/studio/use-offers';
import { EmptyState } from '@/components/ui/state';
import type { CompareView } from '@/lib/domain/compare-view';
import { compareParams, MAX_COMPARED } from '@/lib/schema/catalog-view-params';
import classes from './compare-screen.module.css';
import { CompareTable } from './compare-table';

const MAX_SHOWN = 40;
const TYPING_MS = 350;
const DAY = /^2\d{3}-\d{2}-\d{2}$/;

export function CompareScreen({ view }: { readonly view: CompareView }) {
  const [isLoading, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(compareParams, { shallow: false, clearOnDefault: true, startTransition });
  const [isWanted, setIsWanted] = useState(false);
  const [query, setQuery] = useState('');
  const [onlyDiffers, setOnlyDiffers] = useState(false);
  const offers = useOffers(isWanted);
  const chosen = view.offers.map(({ offerId }) => offerId);
  const found = useMemo(() => (offers ? searchOffers(offers, query, new Set(), MAX_SHOWN).shown : []), [offers, query]);
  const setCounts = useDebouncedCallback(
    (counts: Parameters<typeof setParams>[0]) => void setParams(counts),
    TYPING_MS,
  );
  const count = (label: string, key: 'n' | 'in' | 'out') => (
    <NumberInput
      label={label}
      min={0}
      max={1e9}
      allowDecimal={false}
      thousandSeparator=","
      hideControls
      defaultValue={params[key]}
      onChange={(value) => typeof value === 'number' && setCounts({ [key]: value })}
    />
  );
  return (
    <div className={classes.root} aria-busy={isLoading}>
      <div className={classes.controls}>
        <Select
          className={classes.wide}
          label="Add an offer"
          placeholder={chosen.length >= MAX_COMPARED ? `At most ${MAX_COMPARED}` : 'Model, maker or seller'}
          disabled={chosen.length >= MAX_COMPARED}
          searchable
          value={null}
          searchValue={query}
          onSearchChange={setQuery}
          onFocus={() => setIsWanted(true)}
          data={found.filter(({ id }) => !chosen.includes(id)).map(({ id }) => ({ value: id, label: id }))}
          filter={({ options }) => options}
          nothingFoundMessage={offers === null ? 'Reading the catalog…' : 'No offer by this name'}
          onChange={(id) => {
            if (id === null) return;
            setQuery('');
            setParams({ offers: [...chosen, id] });
          }}
        />
        <MultiSelect
          className={classes.wide}
          label="Books, the first on top"
          data={[...view.books]}
          value={view.stack.map((book) => book.replace(/@.*/, ''))}
          onChange={(books) => setParams({ books: books.length === 0 ? null : books })}
          hidePickedOptions
        />
        <TextInput
          type="date"
          label="Prices in force on"
          key={params.at}
          defaultValue={params.at ?? ''}
          onChange={({ currentTarget: { value, validity } }) => {
            if (DAY.test(value)) setParams({ at: value });
            else if (value === '' && validity.valid) setParams({ at: null });
          }}
        />
        {count('Requests', 'n')}
        {count('Input tokens each', 'in')}
        {count('Output tokens each', 'out')}
      </div>
      {view.unknown.length > 0 ? (
        <p role="alert" className={classes.unknown}>
          No price book has {view.unknown.join(', ')}.
        </p>
      ) : null}
      {view.offers.length === 0 ? (
        <div className={classes.sheet}>
          <EmptyState title="Nothing to compare yet">
            Search for an offer above, or tick two to five in the catalog’s table and choose Compare. The address holds
            what you see, so that it can be sent.
          </EmptyState>
        </div>
      ) : (
        <>
          <div className={classes.switch}>
            <Switch
              label="Only what differs"
              checked={onlyDiffers}
              onChange={(event) => setOnlyDiffers(event.currentTarget.checked)}
            />
            {view.offers.length === 1 ? <span>Add one more to compare.</span> : null}
          </div>
          <CompareTable
            view={view}
            onlyDiffers={onlyDiffers}
            onRemove={(id) => setParams({ offers: chosen.filter((other) => other !== id) })}
          />
        </>
      )}
    </div>
  );
}
