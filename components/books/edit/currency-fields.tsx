'use client';

import { Checkbox, NumberInput, TextInput } from '@mantine/core';
import classes from '../books.module.css';
import { type CurrencyJson, toAmount } from './draft';

type Props = {
  readonly currency: CurrencyJson | null | undefined;
  readonly today: string;
  readonly onChange: (currency: CurrencyJson | undefined) => void;
};

/** What the price rows are written in. */
export function CurrencyFields({ currency, today, onChange }: Props) {
  return (
    <>
      <Checkbox
        label="The prices of this book are in another currency than USD"
        checked={currency != null}
        onChange={(event) =>
          onChange(
            event.currentTarget.checked ? { code: 'EUR', usdPerUnit: 0, rateDate: today, source: '' } : undefined,
          )
        }
      />
      {currency == null ? null : (
        <div className={classes.form} style={{ marginTop: 10 }}>
          <TextInput
            label="Currency"
            description="Three letters, such as EUR"
            value={currency.code}
            maxLength={3}
            onChange={(event) => onChange({ ...currency, code: event.currentTarget.value.toUpperCase() })}
          />
          <NumberInput
            label={`USD for 1 ${currency.code}`}
            description="The rate that turns prices into USD"
            min={0}
            decimalScale={8}
            value={currency.usdPerUnit || ''}
            onChange={(value) => onChange({ ...currency, usdPerUnit: toAmount(value) ?? 0 })}
          />
          <TextInput
            type="date"
            label="Rate of"
            description="The day it was read"
            value={currency.rateDate}
            onChange={(event) => onChange({ ...currency, rateDate: event.currentTarget.value })}
          />
          <TextInput
            label="Where the rate is from"
            description="A bank, a page, the contract"
            value={currency.source}
            onChange={(event) => onChange({ ...currency, source: event.currentTarget.value })}
          />
        </div>
      )}
    </>
  );
}
