'use client';

import { Button, Input, NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { termSentence } from '../book-words';
import classes from '../books.module.css';
import { type TermJson, toAmount, toTerm } from './draft';
import { ScopeFields } from './scope-fields';

type Props = {
  readonly term: TermJson;
  readonly number: number;
  readonly patterns: readonly string[];
  readonly onChange: (term: TermJson) => void;
  readonly onMoveUp: (() => void) | null;
  readonly onRemove: () => void;
};

/** One discount or markup: its sentence first, then what it is made of. */
export function TermCard({ term, number, patterns, onChange, onMoveUp, onRemove }: Props) {
  const { percent = 0 } = term;
  const [isOff, setIsOff] = useState(percent <= 0);
  const setPercent = (size: number, off: boolean) => onChange({ ...term, percent: off ? -size || 0 : size });
  return (
    <fieldset className={classes.card} aria-label={`Term ${number}`}>
      <div className={classes.cardHead}>
        <p className={classes.sentence}>
          {number}. {termSentence(toTerm(term))}
        </p>
        <div className={classes.actions}>
          {onMoveUp === null ? null : (
            <Button variant="default" size="compact-sm" onClick={onMoveUp} aria-label={`Move term ${number} up`}>
              Move up
            </Button>
          )}
          <Button variant="default" size="compact-sm" onClick={onRemove} aria-label={`Remove term ${number}`}>
            Remove
          </Button>
        </div>
      </div>
      <div className={classes.form}>
        <TextInput
          label="Name of the term"
          description="As the contract calls it"
          value={term.label}
          onChange={(event) => onChange({ ...term, label: event.currentTarget.value })}
        />
        <Input.Wrapper label="Discount or markup" description="On the price of the books below" labelElement="div">
          <SegmentedControl
            fullWidth
            mt={6}
            aria-label="Discount or markup"
            value={isOff ? 'off' : 'on'}
            onChange={(value) => {
              setIsOff(value === 'off');
              setPercent(Math.abs(percent), value === 'off');
            }}
            data={[
              { value: 'off', label: 'Discount' },
              { value: 'on', label: 'Markup' },
            ]}
          />
        </Input.Wrapper>
        <NumberInput
          label="Percent"
          description={isOff ? 'Taken off the price' : 'Put on the price'}
          min={0}
          max={isOff ? 100 : undefined}
          suffix=" %"
          decimalScale={4}
          value={Math.abs(percent)}
          onChange={(value) => setPercent(Math.abs(toAmount(value) ?? 0), isOff)}
        />
        <NumberInput
          label="Plus, per 1M tokens"
          description="A fixed part in USD; empty: none"
          min={0}
          prefix="$"
          decimalScale={6}
          value={term.usdPerMtok ?? ''}
          onChange={(value) => onChange({ ...term, usdPerMtok: toAmount(value) })}
        />
        <NumberInput
          label="Plus, per request"
          description="A fixed part in USD; empty: none"
          min={0}
          prefix="$"
          decimalScale={8}
          value={term.usdPerRequest ?? ''}
          onChange={(value) => onChange({ ...term, usdPerRequest: toAmount(value) })}
        />
        <ScopeFields value={term} onChange={(changed) => onChange({ ...term, ...changed })} patterns={patterns} />
      </div>
    </fieldset>
  );
}
