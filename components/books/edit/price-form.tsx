'use client';

import { Autocomplete, Button, Group, NumberInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { searchOffers } from '@/components/studio/search-offers';
import { useOffers } from '@/components/studio/use-offers';
import type { RateCard } from '@/lib/domain/price';
import { SERVICE_TIERS, type ServiceTier, UNITS } from '@/lib/domain/usage';
import { unitText } from '../book-words';
import classes from '../books.module.css';
import { orAbsent, type PriceJson, removeAt, replaceAt, shownRate, toAmount, withRate } from './draft';
import { HoursFields } from './hours-fields';

const MAX_OFFERS = 12;

type RatesProps = {
  readonly rates: RateCard;
  readonly code: string;
  readonly onChange: (rates: RateCard) => void;
};

function RatesFields({ rates, code, onChange }: RatesProps) {
  return UNITS.map((unit) => (
    <NumberInput
      key={unit}
      label={`${unitText(unit)[0]?.toUpperCase()}${unitText(unit).slice(1)}`}
      description={unit === 'request' || unit === 'webSearch' ? `${code} each` : `${code} per 1M tokens`}
      min={0}
      decimalScale={10}
      value={shownRate(unit, rates)}
      onChange={(value) => onChange(withRate(rates, unit, toAmount(value)))}
    />
  ));
}

function Offer({ value, onChange }: { readonly value: string; readonly onChange: (offer: string) => void }) {
  const offers = useOffers(true);
  const data = offers === null ? [] : searchOffers(offers, value, new Set(), MAX_OFFERS).shown.map(({ id }) => id);
  return (
    <Autocomplete
      label="Offer"
      description="provider/model, such as openai/gpt-4o"
      data={data}
      filter={({ options }) => options}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      value={value}
      onChange={onChange}
      data-autofocus
    />
  );
}

type Props = {
  readonly price: PriceJson;
  readonly code: string;
  readonly onKeep: (price: PriceJson) => void;
  readonly onCancel: () => void;
};

/** One price row with all it can say. */
export function PriceForm({ price: given, code, onKeep, onCancel }: Props) {
  const [price, setPrice] = useState(given);
  const set = (changed: Partial<PriceJson>) => setPrice({ ...price, ...changed });
  const tiers = price.contextTiers ?? [];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onKeep(price);
      }}
    >
      <div className={classes.form}>
        <Offer value={price.offer} onChange={(offer) => set({ offer })} />
        <Select
          label="Service tier"
          description="Batch is often half price"
          data={[...SERVICE_TIERS]}
          value={price.tier ?? 'standard'}
          onChange={(tier) => set({ tier: (tier ?? 'standard') as ServiceTier })}
          allowDeselect={false}
        />
        <TextInput
          label="Region"
          description="eu covers eu-west-1; empty: all"
          value={price.region ?? ''}
          onChange={(event) => set({ region: orAbsent(event.currentTarget.value) })}
        />
        <TextInput
          type="date"
          label="From"
          description="First day; empty: always"
          value={price.from?.slice(0, 10) ?? ''}
          onChange={(event) => set({ from: orAbsent(event.currentTarget.value) })}
        />
        <TextInput
          type="date"
          label="Until"
          description="Day after the last; empty: none"
          value={price.to?.slice(0, 10) ?? ''}
          onChange={(event) => set({ to: orAbsent(event.currentTarget.value) })}
        />
      </div>
      <h3 className={classes.heading}>Prices</h3>
      <div className={classes.form}>
        <RatesFields rates={price.rates} code={code} onChange={(rates) => set({ rates })} />
      </div>
      <h3 className={classes.heading}>Long requests</h3>
      <p className={classes.minor}>Past a number of input tokens the whole request costs these prices instead.</p>
      {tiers.map((tier, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a tier is its place in the list
        <fieldset key={at} className={classes.card} aria-label={`Context tier ${at + 1}`}>
          <div className={classes.toolbar}>
            <Select
              label="Holds"
              data={[
                { value: 'above', label: 'above (>)' },
                { value: 'from', label: 'from (≥)' },
              ]}
              value={tier.fromTokens === undefined ? 'above' : 'from'}
              onChange={(value) => {
                const tokens = tier.aboveTokens ?? tier.fromTokens;
                const threshold = value === 'from' ? { fromTokens: tokens } : { aboveTokens: tokens };
                set({ contextTiers: replaceAt(tiers, at, { rates: tier.rates, ...threshold }) });
              }}
              allowDeselect={false}
            />
            <NumberInput
              label="Input tokens"
              min={1}
              thousandSeparator=","
              value={tier.aboveTokens ?? tier.fromTokens ?? ''}
              onChange={(value) => {
                const key = tier.fromTokens === undefined ? 'aboveTokens' : 'fromTokens';
                set({ contextTiers: replaceAt(tiers, at, { ...tier, [key]: toAmount(value) }) });
              }}
            />
            <Button
              variant="default"
              onClick={() => set({ contextTiers: removeAt(tiers, at) })}
              aria-label={`Remove context tier ${at + 1}`}
            >
              Remove
            </Button>
          </div>
          <div className={classes.form}>
            <RatesFields
              rates={tier.rates}
              code={code}
              onChange={(rates) => set({ contextTiers: replaceAt(tiers, at, { ...tier, rates }) })}
            />
          </div>
        </fieldset>
      ))}
      <Button
        variant="default"
        size="xs"
        mt={6}
        onClick={() => set({ contextTiers: [...tiers, { aboveTokens: 200_000, rates: price.rates }] })}
      >
        Add a context tier
      </Button>
      <h3 className={classes.heading}>Hours of the week</h3>
      <HoursFields
        hours={price.hours ?? []}
        onChange={(hours) => set({ hours: hours.length === 0 ? undefined : hours })}
      />
      <h3 className={classes.heading}>Where it is from</h3>
      <div className={classes.form}>
        <TextInput
          label="Source"
          description="A page, a contract and clause"
          value={price.source ?? ''}
          onChange={(event) => set({ source: orAbsent(event.currentTarget.value) })}
        />
        <TextInput
          type="date"
          label="Checked on"
          description="The day it was read there"
          value={price.checkedOn ?? ''}
          onChange={(event) => set({ checkedOn: orAbsent(event.currentTarget.value) })}
        />
        <TextInput
          label="Note"
          description="Why it is so"
          value={price.note ?? ''}
          onChange={(event) => set({ note: orAbsent(event.currentTarget.value) })}
        />
      </div>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit">Keep this price</Button>
      </Group>
    </form>
  );
}
