'use client';

import { Button, Loader, MultiSelect, NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core';
import { debounce, useQueryStates } from 'nuqs';
import { useTransition } from 'react';
import { WorkloadSelect } from '@/components/scenario/workload-select';
import { formatCount } from '@/components/ui/format';
import { CONFLICT_KINDS, type ConflictKind, type ConflictsView } from '@/lib/domain/conflicts-view';
import { conflictsParams } from '@/lib/schema/conflicts-params';
import classes from './conflicts.module.css';

const KIND_WORDS: { readonly [kind in ConflictKind]: string } = {
  prices: 'Prices',
  tiers: 'Context tiers',
  missing: 'A price missing',
};
const ISO_DAY_CHARS = 10;
const TYPING_MS = 350;

type Props = {
  readonly view: Pick<ConflictsView, 'workloads' | 'workload' | 'books' | 'compared' | 'atMs' | 'counts'>;
};

export function ConflictFilters({ view: { workloads, workload, books, compared, atMs, counts } }: Props) {
  const [isLoading, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(conflictsParams, {
    shallow: false,
    clearOnDefault: true,
    scroll: false,
    startTransition,
  });
  const change = (patch: Partial<typeof params>) => setParams({ ...patch, page: null });
  const type = (patch: Partial<typeof params>) =>
    setParams({ ...patch, page: null }, { limitUrlUpdates: debounce(TYPING_MS) });
  return (
    <>
      <search className={classes.filters}>
        <MultiSelect
          className={classes.books}
          label="Price books compared"
          data={[...books]}
          value={params.of ?? [...compared]}
          onChange={(of) => change({ of: of.length === 0 || of.length === books.length ? null : of })}
          hidePickedOptions
        />
        <TextInput
          type="date"
          label="Prices of"
          value={params.at ?? new Date(atMs).toISOString().slice(0, ISO_DAY_CHARS)}
          onChange={(event) => change({ at: event.currentTarget.value || null })}
        />
        <NumberInput
          label="Differ by at least"
          suffix=" %"
          min={0}
          max={1e6}
          w={140}
          hideControls
          value={params.min}
          onChange={(min) => type({ min: typeof min === 'number' ? min : 0 })}
        />
        <TextInput
          className={classes.search}
          type="search"
          label="Search"
          placeholder="Model, seller"
          value={params.q}
          onChange={(event) => type({ q: event.currentTarget.value })}
          rightSection={isLoading ? <Loader size={14} /> : undefined}
        />
      </search>
      <div className={classes.choices}>
        <SegmentedControl
          aria-label="Compare"
          size="xs"
          data={[
            { value: 'book', label: 'Books on one offer' },
            { value: 'seller', label: 'Sellers of one model' },
          ]}
          value={params.by}
          onChange={(by) => change({ by: by === 'seller' ? 'seller' : 'book' })}
        />
        <Select
          aria-label="What they disagree about"
          size="xs"
          w={200}
          allowDeselect={false}
          data={CONFLICT_KINDS.map((kind) => ({
            value: kind,
            label: `${KIND_WORDS[kind]} (${formatCount(counts[kind])})`,
          }))}
          value={params.kind}
          onChange={(value) => change({ kind: CONFLICT_KINDS.find((kind) => kind === value) ?? 'prices' })}
        />
        {workloads.length > 0 ? <WorkloadSelect workload={workload} workloads={workloads} /> : null}
      </div>
    </>
  );
}

/** Steps through the pages of a long list. */
export function ConflictPages({ page, pages }: Pick<ConflictsView, 'page' | 'pages'>) {
  const [, setParams] = useQueryStates(
    { page: conflictsParams.page },
    { shallow: false, history: 'push', scroll: true },
  );
  if (pages === 1) return null;
  return (
    <nav className={classes.pages} aria-label="Pages">
      <Button variant="default" size="xs" disabled={page === 1} onClick={() => setParams({ page: page - 1 })}>
        Previous
      </Button>
      Page {page} of {pages}
      <Button variant="default" size="xs" disabled={page === pages} onClick={() => setParams({ page: page + 1 })}>
        Next
      </Button>
    </nav>
  );
}
