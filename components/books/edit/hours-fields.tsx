'use client';

import { Button, TextInput } from '@mantine/core';
import classes from '../books.module.css';
import { orAbsent, type PriceJson, removeAt, replaceAt } from './draft';

type Hours = NonNullable<PriceJson['hours']>;
type Props = { readonly hours: Hours; readonly onChange: (hours: Hours) => void };

/** Windows of the week that a price holds in; none is every hour no other price of the offer claims. */
export function HoursFields({ hours, onChange }: Props) {
  return (
    <>
      <p className={classes.minor}>
        {hours.length === 0
          ? 'Every hour that no other price of this offer claims.'
          : 'Hours past midnight are two windows.'}
      </p>
      {hours.map((window, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a window is its place in the list
        <div key={at} className={classes.toolbar}>
          <TextInput
            label="Days"
            placeholder="every day"
            value={window.days ?? ''}
            onChange={(event) => onChange(replaceAt(hours, at, { ...window, days: event.currentTarget.value }))}
          />
          <TextInput
            label="From"
            placeholder="09:00"
            value={window.from}
            onChange={(event) => onChange(replaceAt(hours, at, { ...window, from: event.currentTarget.value }))}
          />
          <TextInput
            label="Until"
            placeholder="18:00"
            value={window.to}
            onChange={(event) => onChange(replaceAt(hours, at, { ...window, to: event.currentTarget.value }))}
          />
          <TextInput
            label="Time zone"
            placeholder="UTC"
            value={window.timeZone ?? ''}
            onChange={(event) =>
              onChange(replaceAt(hours, at, { ...window, timeZone: orAbsent(event.currentTarget.value) }))
            }
          />
          <Button
            variant="default"
            onClick={() => onChange(removeAt(hours, at))}
            aria-label={`Remove window ${at + 1}`}
          >
            Remove
          </Button>
        </div>
      ))}
      <Button
        variant="default"
        size="xs"
        onClick={() => onChange([...hours, { days: 'Mon-Fri', from: '09:00', to: '18:00' }])}
      >
        Add a window
      </Button>
    </>
  );
}
