'use client';

import { Button, NumberInput, Select, TextInput } from '@mantine/core';
import { monthTermSentence } from '../book-words';
import classes from '../books.module.css';
import { type MonthTermJson, removeAt, replaceAt, toAmount, toMonthTerm } from './draft';
import { ScopeFields } from './scope-fields';

type Volume = MonthTermJson & { readonly kind: 'volume' };
type Props = {
  readonly term: MonthTermJson;
  readonly number: number;
  readonly patterns: readonly string[];
  readonly onChange: (term: MonthTermJson) => void;
  readonly onRemove: () => void;
};

const KINDS = [
  { value: 'volume', label: 'Discount by volume' },
  { value: 'commitment', label: 'Minimum commitment' },
  { value: 'fee', label: 'Monthly fee' },
];

/** The term as another kind, with what both have in common. */
function asKind({ label, scope, from, to, source }: MonthTermJson, kind: string): MonthTermJson {
  const base = { label, scope, from, to, source };
  if (kind === 'commitment' || kind === 'fee') return { ...base, kind, usdPerMonth: 1000 };
  return { ...base, kind: 'volume', measure: 'usd', applies: 'above', bands: [{ from: 10_000, percent: -5 }] };
}

function Bands({ term, onChange }: { readonly term: Volume; readonly onChange: (term: Volume) => void }) {
  const { bands, measure } = term;
  return (
    <div className={classes.wide}>
      {bands.map((band, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a band is its place in the list
        <div key={at} className={classes.toolbar}>
          <NumberInput
            label={at === 0 ? 'From a month' : undefined}
            aria-label={`Band ${at + 1}: from`}
            min={0}
            prefix={measure === 'usd' ? '$' : undefined}
            suffix={measure === 'tokens' ? ' tokens' : undefined}
            thousandSeparator=","
            value={band.from}
            onChange={(value) =>
              onChange({ ...term, bands: replaceAt(bands, at, { ...band, from: toAmount(value) ?? 0 }) })
            }
          />
          <NumberInput
            label={at === 0 ? 'Discount' : undefined}
            aria-label={`Band ${at + 1}: percent off`}
            min={0}
            max={100}
            suffix=" % off"
            value={-band.percent || 0}
            onChange={(value) =>
              onChange({ ...term, bands: replaceAt(bands, at, { ...band, percent: -(toAmount(value) ?? 0) || 0 }) })
            }
          />
          {bands.length > 1 ? (
            <Button
              variant="default"
              size="xs"
              aria-label={`Remove band ${at + 1}`}
              onClick={() => onChange({ ...term, bands: removeAt(bands, at) })}
            >
              Remove
            </Button>
          ) : null}
        </div>
      ))}
      <Button
        variant="default"
        size="xs"
        onClick={() => {
          const last = bands.at(-1);
          onChange({ ...term, bands: [...bands, { from: (last?.from ?? 0) * 2 || 1, percent: last?.percent ?? 0 }] });
        }}
      >
        Add a band
      </Button>
    </div>
  );
}

/** What changes a whole month's bill. */
export function MonthTermCard({ term, number, patterns, onChange, onRemove }: Props) {
  return (
    <fieldset className={classes.card} aria-label={`Month term ${number}`}>
      <div className={classes.cardHead}>
        <p className={classes.sentence}>
          {number}. {monthTermSentence(toMonthTerm(term))}
        </p>
        <Button variant="default" size="compact-sm" onClick={onRemove} aria-label={`Remove month term ${number}`}>
          Remove
        </Button>
      </div>
      <div className={classes.form}>
        <TextInput
          label="Name of the term"
          description="As the contract calls it"
          value={term.label}
          onChange={(event) => onChange({ ...term, label: event.currentTarget.value })}
        />
        <Select
          label="Kind"
          data={KINDS}
          value={term.kind}
          onChange={(kind) => kind !== null && kind !== term.kind && onChange(asKind(term, kind))}
          allowDeselect={false}
        />
        {term.kind === 'volume' ? (
          <>
            <Select
              label="Measured by"
              data={[
                { value: 'usd', label: 'USD a month' },
                { value: 'tokens', label: 'Tokens a month' },
              ]}
              value={term.measure}
              onChange={(value) => onChange({ ...term, measure: value === 'tokens' ? 'tokens' : 'usd' })}
              allowDeselect={false}
            />
            <Select
              label="The discount holds for"
              data={[
                { value: 'above', label: 'each band’s part' },
                { value: 'whole', label: 'the whole month' },
              ]}
              value={term.applies}
              onChange={(value) => onChange({ ...term, applies: value === 'whole' ? 'whole' : 'above' })}
              allowDeselect={false}
            />
            <Bands term={term} onChange={onChange} />
          </>
        ) : (
          <NumberInput
            label="USD a month"
            min={0}
            prefix="$"
            thousandSeparator=","
            value={term.usdPerMonth}
            onChange={(value) => onChange({ ...term, usdPerMonth: toAmount(value) ?? 0 })}
          />
        )}
        <ScopeFields value={term} onChange={(changed) => onChange({ ...term, ...changed })} patterns={patterns} />
      </div>
    </fieldset>
  );
}
