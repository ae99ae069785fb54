'use client';

import { Combobox, InputBase, useCombobox } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useId, useMemo, useState } from 'react';
import { formatUsdPerMtok } from '@/components/ui/format';
import classes from './model-picker.module.css';
import { type PickerOffer, priceInStack, searchOffers } from './search-offers';
import { useStudio } from './studio-state';
import { useOffers } from './use-offers';

const MAX_SHOWN = 40;

type Props = {
  readonly label: string;
  /** An offer id or a name; null where none is chosen yet. */
  readonly value: string | null;
  /** `books` are those the model needs beside the stack. */
  readonly onPick: (model: string, books: readonly string[]) => void;
  /** Models of the workload, listed before the rest of the catalog. */
  readonly first: readonly string[];
  readonly placeholder?: string;
  readonly isLabelHidden?: boolean;
};

function Option({ offer, stack }: { readonly offer: PickerOffer; readonly stack: readonly string[] }) {
  const { price, isInStack } = priceInStack(offer, stack);
  return (
    <span className={classes.option}>
      <span className={classes.name}>{offer.name}</span>
      <span className={classes.prices}>
        {formatUsdPerMtok(price?.input)} / {formatUsdPerMtok(price?.output)}
      </span>
      <span className={classes.id}>{offer.id}</span>
      <span className={classes.book} data-outside={!isInStack || undefined}>
        {isInStack ? price?.book : `adds ${price?.book}`}
      </span>
    </span>
  );
}

/** Chooses among all offers; the list is made when it is opened, and never longer than what one reads. */
export function ModelPicker({ label, value, onPick, first, placeholder = 'Choose a model', isLabelHidden }: Props) {
  const { stack, nameOf } = useStudio();
  const [query, setQuery] = useState('');
  const [isOpen, setIsOpen] = useState(false);
  const hintId = useId();
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      combobox.focusTarget();
      setIsOpen(false);
      setQuery('');
    },
    onDropdownOpen: () => {
      setIsOpen(true);
      combobox.focusSearchInput();
    },
  });
  const offers = useOffers(isOpen);
  const found = useMemo(
    () => (isOpen && offers ? searchOffers(offers, query, new Set(first), MAX_SHOWN) : null),
    [isOpen, offers, query, first],
  );

  const pick = (model: string) => {
    const offer = offers?.find(({ id }) => id === model);
    const outside = offer ? priceInStack(offer, stack) : null;
    const books = outside?.price && !outside.isInStack ? [outside.price.book] : [];
    if (books.length > 0)
      notifications.show({ message: `${offer?.name} is priced in ${books[0]} only: the book joins the stack.` });
    onPick(model, books);
    combobox.closeDropdown();
  };

  const name = value === null ? placeholder : nameOf(value);
  return (
    <Combobox store={combobox} onOptionSubmit={pick} withinPortal shadow="md" width={380} position="bottom-start">
      <Combobox.Target targetType="button">
        <InputBase
          component="button"
          type="button"
          pointer
          size="sm"
          label={isLabelHidden ? undefined : label}
          aria-label={`${label}: ${name}`}
          title={value ?? undefined}
          rightSection={<Combobox.Chevron />}
          rightSectionPointerEvents="none"
          onClick={() => combobox.toggleDropdown()}
          className={classes.target}
          data-empty={value === null || undefined}
        >
          <span className={classes.chosen}>{name}</span>
        </InputBase>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            combobox.selectFirstOption();
          }}
          placeholder="Model, maker or seller"
          aria-label={`Search the models for ${label}`}
          aria-describedby={hintId}
        />
        <p className={classes.hint} id={hintId}>
          Input / output in USD per 1M tokens, and the book that says so
        </p>
        <Combobox.Options mah={300} style={{ overflowY: 'auto' }} aria-label={label} tabIndex={0}>
          {found === null ? <Combobox.Empty>Reading the catalog…</Combobox.Empty> : null}
          {found?.shown.map((offer) => (
            <Combobox.Option key={offer.id} value={offer.id} active={offer.id === value}>
              <Option offer={offer} stack={stack} />
            </Combobox.Option>
          ))}
          {found && found.shown.length === 0 ? (
            query.trim() === '' ? (
              <Combobox.Empty>No offer has a price.</Combobox.Empty>
            ) : (
              <Combobox.Option value={query.trim()}>
                Use the name “{query.trim()}”; no offer has it, so its calls stay unpriced
              </Combobox.Option>
            )
          ) : null}
        </Combobox.Options>
        {found && found.more > 0 ? (
          <Combobox.Footer>{found.more.toLocaleString('en-US')} more: type to narrow them down</Combobox.Footer>
        ) : null}
      </Combobox.Dropdown>
    </Combobox>
  );
}
