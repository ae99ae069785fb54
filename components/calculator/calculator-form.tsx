'use client';

import { Loader, MultiSelect, Select, TextInput } from '@mantine/core';
import { debounce, useQueryStates } from 'nuqs';
import { useTransition } from 'react';
import type { CalculatorView } from '@/lib/domain/calculator-view';
import { SERVICE_TIERS } from '@/lib/domain/usage';
import { type CalculatorCount, calculatorParams } from '@/lib/schema/calculator-params';
import classes from './calculator.module.css';
import { CompareField, ModelField } from './model-fields';
import { WhenField } from './when-field';

const WAIT_MS = 350;
type Field = readonly [field: CalculatorCount, label: string, description: string];
const USUAL: readonly Field[] = [
  ['input', 'Input tokens', 'in all'],
  ['output', 'Output tokens', 'in all'],
  ['cacheRead', 'Cache read', 'part of input'],
  ['cacheWrite', 'Cache write', 'part of input'],
];
const OTHERS: readonly Field[] = [
  ['cacheWrite1h', '1-hour cache write', 'part of input'],
  ['audioIn', 'Audio input', 'part of input'],
  ['imageIn', 'Image input', 'part of input'],
  ['reasoning', 'Reasoning', 'part of output'],
  ['audioOut', 'Audio output', 'part of output'],
  ['imageOut', 'Image output', 'part of output'],
  ['searches', 'Web searches', 'calls'],
];

export function CalculatorForm({ view }: { readonly view: CalculatorView }) {
  const [isLoading, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(calculatorParams, {
    shallow: false,
    startTransition,
    limitUrlUpdates: debounce(WAIT_MS),
  });
  const { problems } = view;
  const count = ([field, label, description]: Field) => (
    <TextInput
      key={field}
      label={label}
      description={description}
      inputMode="numeric"
      placeholder="0"
      value={params[field]}
      error={problems[field]}
      onChange={(event) => setParams({ [field]: event.currentTarget.value })}
      classNames={{ input: classes.number }}
    />
  );
  const hasOthers = OTHERS.some(([field]) => params[field] !== '' || problems[field] !== undefined);
  return (
    <form className={classes.form} onSubmit={(event) => event.preventDefault()} aria-label="The request">
      <div className={classes.busy}>{isLoading ? <Loader size={16} aria-label="Computing" /> : null}</div>
      <ModelField value={params.model} error={problems.model} onChange={(model) => setParams({ model })} />
      <WhenField view={view} value={params.at} onChange={(at) => setParams({ at })} />
      <div className={classes.pair}>{USUAL.map(count)}</div>
      <details className={classes.more} open={hasOthers || undefined}>
        <summary>Audio, images, reasoning, searches</summary>
        <div className={classes.pair}>{OTHERS.map(count)}</div>
      </details>
      <div className={classes.pair}>
        <Select
          label="Service tier"
          data={[...SERVICE_TIERS]}
          value={params.tier}
          error={problems.tier}
          allowDeselect={false}
          onChange={(tier) => setParams({ tier })}
        />
        <TextInput
          label="Region"
          placeholder="any"
          value={params.region}
          onChange={(event) => setParams({ region: event.currentTarget.value })}
        />
      </div>
      <MultiSelect
        label="Price books"
        description="In this order: the first one with a price decides."
        data={view.books.map(({ name }) => name)}
        value={[...(params.books ?? view.stack)]}
        error={problems.books}
        onChange={(books) => setParams({ books: books.length === 0 ? null : books })}
        searchable
        withPillsReorder
        hidePickedOptions
      />
      <CompareField value={params.vs} onChange={(vs) => setParams({ vs })} />
    </form>
  );
}
