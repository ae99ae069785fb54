'use client';

import { MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import type { CatalogLine } from '@/lib/domain/offer-view';
import { ACCESS_FACTS } from '@/lib/domain/price';
import { ACCESS_PARAMS, type CatalogParams, type FactFilter, UNKNOWN_FACTS } from '@/lib/schema/catalog-params';
import classes from './catalog-filters.module.css';
import { accessValuesOf, areasOf } from './fact-filter';
import { ACCESS_NAMES, regionName } from './fact-words';

type Props = {
  readonly filter: FactFilter;
  readonly lines: readonly CatalogLine[];
  readonly onChange: (change: Partial<CatalogParams>) => void;
};

type UnknownFact = (typeof UNKNOWN_FACTS)[number];

const UNKNOWN_NAMES: { readonly [fact in UnknownFact]: string } = {
  context: 'context window',
  abilities: 'abilities',
  origin: 'the maker’s country',
  regions: 'where it is processed',
  weights: 'open weights',
  speed: 'speed',
  firstToken: 'first token',
  ends: 'when it ends',
  access: 'access',
};

const isUnknownFact = (value: string): value is UnknownFact => (UNKNOWN_FACTS as readonly string[]).includes(value);

/** The catalog's filters by facts. */
export function CatalogMoreFilters({ filter, lines, onChange }: Props) {
  const access = useMemo(() => accessValuesOf(lines), [lines]);
  const areas = useMemo(() => areasOf(lines).map((area) => ({ value: area, label: regionName(area) })), [lines]);
  const number = (label: string, value: number | null, suffix: string, set: (value: number | null) => void) => (
    <NumberInput
      label={label}
      placeholder="Any"
      suffix={suffix}
      min={0}
      allowNegative={false}
      thousandSeparator=","
      hideControls
      value={value ?? ''}
      onChange={(next) => set(typeof next === 'number' && next > 0 ? next : null)}
    />
  );
  const many = (
    label: string,
    data: readonly (string | { readonly value: string; readonly label: string })[],
    value: readonly string[],
    set: (value: string[]) => void,
  ) => (
    <MultiSelect
      key={label}
      label={label}
      data={[...data]}
      value={[...value]}
      onChange={set}
      placeholder={value.length === 0 ? 'Any' : undefined}
      hidePickedOptions
      nothingFoundMessage="No offer states it"
      classNames={{ inputField: classes.field }}
      comboboxProps={{ shadow: 'md' }}
    />
  );
  return (
    <div className={classes.more} id="catalog-more-filters">
      {number('Context at least', filter.ctx, ' tokens', (ctx) => onChange({ ctx }))}
      {number('Speed at least', filter.speed, ' tokens / s', (speed) => onChange({ speed }))}
      {number('First token within', filter.first, ' ms', (first) => onChange({ first }))}
      {many('Processed in', areas, filter.in, (places) => onChange({ in: places }))}
      <Select
        label="Weights"
        placeholder="Any"
        clearable
        data={[
          { value: 'open', label: 'Open' },
          { value: 'closed', label: 'Closed' },
        ]}
        value={filter.weights}
        onChange={(weights) => onChange({ weights: weights === 'open' || weights === 'closed' ? weights : null })}
      />
      <TextInput
        type="date"
        label="Ends no earlier than"
        value={filter.lasts ?? ''}
        onChange={(event) => onChange({ lasts: event.currentTarget.value || null })}
      />
      {ACCESS_FACTS.map((fact) =>
        many(ACCESS_NAMES[fact], access[fact] ?? [], filter[ACCESS_PARAMS[fact]], (chosen) =>
          onChange({ [ACCESS_PARAMS[fact]]: chosen }),
        ),
      )}
      {many(
        'Not known',
        UNKNOWN_FACTS.map((fact) => ({ value: fact, label: UNKNOWN_NAMES[fact] })),
        filter.unk,
        (chosen) => onChange({ unk: chosen.filter(isUnknownFact) }),
      )}
    </div>
  );
}
