'use client';

import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type PickerOffer, priceInStack, searchOffers } from '@/components/studio/search-offers';
import { useOffers } from '@/components/studio/use-offers';
import { formatUsdPerMtok } from '@/components/ui/format';
import classes from './names.module.css';

const MAX_SHOWN = 40;

type Props = {
  readonly books: readonly string[];
  readonly onPick: (offerId: string) => void;
};

function Option({ offer, books }: { readonly offer: PickerOffer; readonly books: readonly string[] }) {
  const { price, isInStack } = priceInStack(offer, books);
  return (
    <span className={classes.option}>
      <span>{offer.id}</span>
      <span>
        {formatUsdPerMtok(price?.input)} / {formatUsdPerMtok(price?.output)}
      </span>
      <span className={classes.minor}>{offer.name}</span>
      <span className={classes.minor}>{isInStack ? price?.book : `only in ${price?.book}`}</span>
    </span>
  );
}

/** Any offer of any book, found by words. */
export function OfferPicker({ books, onPick }: Props) {
  const [query, setQuery] = useState('');
  const [isWanted, setIsWanted] = useState(false);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const offers = useOffers(isWanted);
  const found = useMemo(() => (offers ? searchOffers(offers, query, new Set(), MAX_SHOWN) : null), [offers, query]);
  const open = () => {
    setIsWanted(true);
    combobox.openDropdown();
  };
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(offerId) => {
        setQuery('');
        combobox.closeDropdown();
        onPick(offerId);
      }}
      shadow="md"
    >
      <Combobox.Target>
        <TextInput
          label="Any offer"
          description="Input / output in USD per 1M tokens"
          placeholder="Model, maker or seller"
          value={query}
          onFocus={open}
          onClick={open}
          onBlur={() => combobox.closeDropdown()}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            open();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={300} style={{ overflowY: 'auto' }} aria-label="Offers">
          {found === null ? <Combobox.Empty>Reading the catalog…</Combobox.Empty> : null}
          {found?.shown.map((offer) => (
            <Combobox.Option key={offer.id} value={offer.id}>
              <Option offer={offer} books={books} />
            </Combobox.Option>
          ))}
          {found?.shown.length === 0 ? <Combobox.Empty>No offer by these words.</Combobox.Empty> : null}
        </Combobox.Options>
        {found && found.more > 0 ? (
          <Combobox.Footer>{found.more.toLocaleString('en-US')} more: type to narrow them down</Combobox.Footer>
        ) : null}
      </Combobox.Dropdown>
    </Combobox>
  );
}
