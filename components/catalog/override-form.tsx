'use client';

import { Autocomplete, Button, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, useTransition } from 'react';
import type { OverrideDraft } from '@/lib/domain/offer-view';
import { SERVICE_TIERS, type ServiceTier, UNITS, type Unit } from '@/lib/domain/usage';
import type { OverrideInput } from '@/lib/schema/override';
import classes from './override-form.module.css';
import { isCounted, UNIT_NAMES } from './unit-names';

export type SetPrice = (input: OverrideInput) => Promise<{ readonly error: string | null }>;

type Props = { readonly offerId: string; readonly draft: OverrideDraft; readonly action: SetPrice };

const ISO_DATE_CHARS = 10;
const UNITS_PER_PRICE = 1e6;
const USUAL: readonly Unit[] = ['input', 'cacheRead', 'cacheWrite', 'output'];

/** Searches and requests are typed by the piece and kept by the million. */
function toField(unit: Unit, rate: number | string | undefined): number | string {
  return isCounted(unit) && typeof rate === 'number' ? rate / UNITS_PER_PRICE : (rate ?? '');
}

function fromField(unit: Unit, value: number | string): number | string {
  if (!isCounted(unit) || typeof value !== 'number') return value;
  return Math.round(value * UNITS_PER_PRICE * 1e6) / 1e6;
}

function effectOf(book: string, draft: OverrideDraft): string {
  const [inEvery] = draft.books;
  if (book === inEvery)
    return `Applies to every scenario that uses the book ${book}, from now on; saved scenarios keep the version they were computed with.`;
  return draft.books.includes(book)
    ? `Applies to scenarios whose stack has the book ${book}; saved ones keep their version.`
    : `Begins a book of your own. It applies to scenarios whose stack has it.`;
}

export function OverrideForm({ offerId, draft, action }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const [rates, setRates] = useState<{ readonly [unit in Unit]?: number | string }>(draft.rates);
  const [isWhole, setIsWhole] = useState(false);
  const [form, setForm] = useState({
    // Without a start it would reprice the past.
    from: new Date().toISOString().slice(0, ISO_DATE_CHARS),
    to: '',
    serviceTier: 'standard' as ServiceTier,
    region: '',
    reason: '',
    source: '',
    book: draft.books[0] ?? 'overrides',
  });
  const [error, setError] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });

  const save = () =>
    startTransition(async () => {
      const given = UNITS.flatMap((unit) => {
        const rate = rates[unit];
        return typeof rate === 'number' ? [[unit, rate] as const] : [];
      });
      const result = await action({ offerId, ...form, rates: Object.fromEntries(given) });
      setError(result.error);
      if (result.error !== null) return;
      setIsOpen(false);
      notifications.show({ message: `The price of ${offerId} is set in ${form.book}.` });
    });

  if (!isOpen)
    return (
      <div>
        <Button variant="default" size="sm" onClick={() => setIsOpen(true)}>
          Set a price by hand
        </Button>
      </div>
    );
  const shown = UNITS.filter((unit) => isWhole || USUAL.includes(unit) || rates[unit] !== undefined);
  return (
    <section className={classes.root} aria-label="Set a price by hand">
      <h3 className={classes.title}>Set a price by hand</h3>
      <p className={classes.note}>
        {draft.from === null
          ? 'No book has a price of this offer today.'
          : `Starts with the price in force today, from ${draft.from}. A class left empty has no price.`}
        {draft.hasHours || draft.hasContextTiers
          ? ` The price in force differs by ${[draft.hasHours ? 'the hour' : '', draft.hasContextTiers ? 'the size of the input' : ''].filter(Boolean).join(' and ')}; the one set here holds ${draft.hasHours ? 'at every hour' : ''}${draft.hasHours && draft.hasContextTiers ? ' and ' : ''}${draft.hasContextTiers ? 'for every size' : ''}.`
          : ''}
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <fieldset className={classes.grid}>
          <legend>USD per 1M tokens</legend>
          {shown.map((unit) => (
            <NumberInput
              key={unit}
              label={UNIT_NAMES[unit].replace(/^./, (letter) => letter.toUpperCase())}
              description={isCounted(unit) ? 'each' : undefined}
              prefix="$"
              thousandSeparator=","
              min={0}
              decimalScale={8}
              hideControls
              value={toField(unit, rates[unit])}
              onChange={(value) => setRates({ ...rates, [unit]: fromField(unit, value) })}
            />
          ))}
        </fieldset>
        {isWhole ? null : (
          <Button variant="subtle" size="compact-sm" onClick={() => setIsWhole(true)}>
            All classes
          </Button>
        )}
        <div className={classes.grid}>
          <TextInput
            type="date"
            label="From"
            description="empty: it always cost that"
            value={form.from}
            onChange={(event) => set({ from: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label="Until"
            description="this day excluded; empty: open"
            value={form.to}
            onChange={(event) => set({ to: event.currentTarget.value })}
          />
          <Select
            label="Service tier"
            description="of the calls it holds for"
            data={[...SERVICE_TIERS]}
            allowDeselect={false}
            value={form.serviceTier}
            onChange={(tier) => set({ serviceTier: tier ?? 'standard' })}
          />
          <TextInput
            label="Region"
            description="empty: every region"
            placeholder="eu"
            value={form.region}
            onChange={(event) => set({ region: event.currentTarget.value })}
          />
        </div>
        <Textarea
          label="Reason"
          description="Shown beside every figure this price is behind."
          required
          autosize
          minRows={2}
          value={form.reason}
          onChange={(event) => set({ reason: event.currentTarget.value })}
        />
        <TextInput
          label="Source"
          description="Where it is written: an address, a contract."
          required
          value={form.source}
          onChange={(event) => set({ source: event.currentTarget.value })}
        />
        <Autocomplete
          label="Book"
          description={effectOf(form.book.trim(), draft)}
          required
          data={[...draft.books]}
          value={form.book}
          onChange={(book) => set({ book })}
        />
        {error === null ? null : (
          <p role="alert" className={classes.error}>
            {error}
          </p>
        )}
        <div className={classes.buttons}>
          <Button type="submit" size="sm" loading={isPending}>
            Set the price
          </Button>
          <Button variant="default" size="sm" onClick={() => setIsOpen(false)}>
            Cancel
          </Button>
        </div>
      </form>
    </section>
  );
}
