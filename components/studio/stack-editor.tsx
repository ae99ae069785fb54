'use client';

import { ActionIcon, Select } from '@mantine/core';
import { useState } from 'react';
import { formatDay } from '@/components/ui/format';
import type { ShelfBook, StackEntry } from '@/lib/domain/scenario-view';
import { RowIcon } from './icons';
import classes from './stack-editor.module.css';
import { bookWords, stackEntries, withBook, withMoved } from './stack-entries';
import { useStudio } from './studio-state';

type RowProps = {
  readonly entry: StackEntry;
  readonly at: number;
  readonly count: number;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
  readonly onUseNewest: () => void;
};

function BookRow({ entry, at, count, onMove, onRemove, onUseNewest }: RowProps) {
  const { name, pinnedMs, newer } = entry;
  return (
    <li>
      <span className={classes.place}>{at + 1}</span>
      <span className={classes.words}>
        <span className={classes.name}>{name}</span>
        <span className={classes.meta}>
          {bookWords(entry)}
          {pinnedMs === null ? '' : `, version of ${formatDay(pinnedMs)}`}
        </span>
        {newer === 'exists' ? (
          <span className={classes.meta}>
            A newer version exists.{' '}
            <button type="button" className={classes.use} onClick={onUseNewest} aria-label={`Use the newest ${name}`}>
              Use it
            </button>
          </span>
        ) : null}
        {newer === 'put away' ? <span className={classes.meta}>This book has been put away.</span> : null}
      </span>
      <span className={classes.actions}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={`Move ${name} up`}
          disabled={at === 0}
          onClick={() => onMove(-1)}
        >
          <RowIcon icon="up" />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={`Move ${name} down`}
          disabled={at === count - 1}
          onClick={() => onMove(1)}
        >
          <RowIcon icon="down" />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={`Take ${name} off the stack`}
          disabled={count === 1}
          onClick={onRemove}
        >
          <RowIcon icon="remove" />
        </ActionIcon>
      </span>
    </li>
  );
}

type Props = { readonly stack: readonly StackEntry[]; readonly shelf: readonly ShelfBook[] };

/** The price books of the scenario in their order, the top one first. */
export function StackEditor({ stack: served, shelf }: Props) {
  const { stack, setParams } = useStudio();
  const [search, setSearch] = useState('');
  const entries = stackEntries(stack, served, shelf);
  // Contracts first: they are what is laid over the others.
  const free = shelf
    .filter(({ name }) => !entries.some((entry) => entry.name === name))
    .sort((a, b) => Number(b.terms > 0) - Number(a.terms > 0));
  const setBooks = (books: readonly string[]) => setParams({ books: [...books] });
  return (
    <fieldset className={classes.root}>
      <legend className={classes.legend}>Price books</legend>
      <p className={classes.note}>
        From the top: the first one with a price decides, and the terms of a contract change the books below it.
      </p>
      <ol className={classes.list} aria-label="Price books, the top one first">
        {entries.map((entry, at) => (
          <BookRow
            key={entry.ref}
            entry={entry}
            at={at}
            count={entries.length}
            onMove={(by) => setBooks(withMoved(stack, at, by))}
            onRemove={() => setBooks(stack.filter((_, other) => other !== at))}
            onUseNewest={() => setBooks(stack.map((ref, other) => (other === at ? entry.name : ref)))}
          />
        ))}
      </ol>
      {free.length === 0 ? null : (
        <Select
          aria-label="Add a price book"
          placeholder="Add a price book"
          size="xs"
          searchable
          nothingFoundMessage="No other book has this name."
          data={free.map(({ name }) => name)}
          value={null}
          searchValue={search}
          onSearchChange={setSearch}
          onChange={(name) => {
            const book = free.find((one) => one.name === name);
            setSearch('');
            if (book !== undefined) setBooks(withBook(stack, book));
          }}
          renderOption={({ option }) => {
            const book = free.find(({ name }) => name === option.value);
            return (
              <span className={classes.option}>
                {option.label}
                <span>{book === undefined ? '' : bookWords(book)}</span>
              </span>
            );
          }}
        />
      )}
    </fieldset>
  );
}
