'use client';

import { Button, TextInput } from '@mantine/core';
import type { CalculatorView } from '@/lib/domain/calculator-view';
import classes from './calculator.module.css';

const MINUTE_CHARS = 16;
const MS_PER_MINUTE = 60_000;

function toText(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, MINUTE_CHARS);
}

type Quick = { readonly label: string; readonly at: string };

/** Instants worth asking about: now, the dearest and the cheapest hour, either side of a price change. */
function quickTimes({ answer }: CalculatorView): Quick[] {
  const prices = answer?.week?.prices ?? [];
  const cheapest = prices[0];
  const dearest = prices.at(-1);
  const hours =
    cheapest === undefined || dearest === undefined
      ? []
      : [
          { label: 'Peak', at: toText(dearest.atMs) },
          { label: 'Off-peak', at: toText(cheapest.atMs) },
        ];
  const changes = (answer?.changesMs ?? []).flatMap((changeMs) => [
    { label: `Before ${toText(changeMs).replace('T', ' ')}`, at: toText(changeMs - MS_PER_MINUTE) },
    { label: `From ${toText(changeMs).replace('T', ' ')}`, at: toText(changeMs) },
  ]);
  return [{ label: 'Now', at: '' }, ...hours, ...changes];
}

type Props = { readonly view: CalculatorView; readonly value: string; readonly onChange: (at: string) => void };

/** When the request is made, in UTC. */
export function WhenField({ view, value, onChange }: Props) {
  return (
    <div className={classes.when}>
      <TextInput
        type="datetime-local"
        label="When (UTC)"
        value={value === '' ? toText(view.atMs) : value}
        error={view.problems.at}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <fieldset className={classes.quick} aria-label="Other times">
        {quickTimes(view).map(({ label, at }) => (
          <Button
            key={label}
            size="compact-xs"
            variant={at === value ? 'light' : 'default'}
            aria-pressed={at === value}
            onClick={() => onChange(at)}
          >
            {label}
          </Button>
        ))}
      </fieldset>
    </div>
  );
}
