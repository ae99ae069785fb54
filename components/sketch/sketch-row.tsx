'use client';

import { ActionIcon, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { RowIcon } from '@/components/studio/icons';
import { formatCount, formatTokens, formatUsd } from '@/components/ui/format';
import type { SketchTotals } from '@/lib/domain/sketch-view';
import { type DraftRow, SPREADS } from './sketch-draft';
import { SketchModel } from './sketch-model';
import classes from './sketch-row.module.css';

type Props = {
  readonly row: DraftRow;
  readonly place: number;
  readonly isOnly: boolean;
  readonly models: readonly string[];
  readonly line: SketchTotals['lines'][number] | null;
  readonly errorAt: (field: string) => string | undefined;
  readonly onChange: (change: Partial<DraftRow>) => void;
  readonly onDuplicate: () => void;
  readonly onRemove: () => void;
};

const NUMBER = { hideControls: true, thousandSeparator: ',', allowNegative: false, decimalScale: 4 } as const;
const toNumber = (value: string | number): number | '' => (typeof value === 'number' ? value : '');

const spreadName = (spread: number) => SPREADS.find(({ value }) => value === spread)?.label ?? `Spread ${spread}`;

function Sizes({ row, errorAt, onChange }: Pick<Props, 'row' | 'errorAt' | 'onChange'>) {
  const spreads = [...new Set([...SPREADS.map(({ value }): number => value), row.spread])];
  const number = (field: 'requestsPerDay' | 'inputTokens' | 'outputTokens', label: string, placeholder: string) => (
    <NumberInput
      {...NUMBER}
      label={label}
      placeholder={placeholder}
      value={row[field]}
      error={errorAt(field)}
      onChange={(value) => onChange({ [field]: toNumber(value) })}
    />
  );
  return (
    <>
      {number('requestsPerDay', 'Requests a day', 'e.g. 2,000')}
      {number('inputTokens', 'Input tokens a call', 'e.g. 1,500')}
      {number('outputTokens', 'Output tokens a call', 'e.g. 300')}
      <NativeSelect
        label="Sizes"
        data={spreads.map((value) => ({ value: String(value), label: spreadName(value) }))}
        value={String(row.spread)}
        error={errorAt('spread')}
        onChange={({ currentTarget }) => onChange({ spread: Number(currentTarget.value) })}
      />
      <NumberInput
        {...NUMBER}
        label="Cached input"
        suffix="%"
        value={row.cachedPct}
        error={errorAt('cachedPct')}
        onChange={(value) => onChange({ cachedPct: toNumber(value) })}
      />
    </>
  );
}

/** One kind of call: who makes it, how often, how long, and what it comes to in a month. */
export function SketchRowCard({ row, place, isOnly, models, line, errorAt, onChange, onDuplicate, onRemove }: Props) {
  const text = (field: 'task' | 'team' | 'language' | 'needs', label: string, placeholder: string) => (
    <TextInput
      label={label}
      placeholder={placeholder}
      maxLength={200}
      value={row[field]}
      error={errorAt(field)}
      onChange={({ currentTarget }) => onChange({ [field]: currentTarget.value })}
    />
  );
  return (
    <li className={classes.root}>
      <fieldset className={classes.fields}>
        <legend className={classes.legend}>Kind of call {place + 1}</legend>
        {text('task', 'Task', 'e.g. chat')}
        <SketchModel
          label="Model"
          model={row.model}
          first={models}
          error={errorAt('model')}
          onPick={(model) => onChange({ model })}
        />
        <Sizes row={row} errorAt={errorAt} onChange={onChange} />
        {text('team', 'Team', 'optional')}
        {text('language', 'Language', 'e.g. en')}
        {text('needs', 'Needs', 'e.g. tools,vision')}
      </fieldset>
      <div className={classes.foot}>
        <p className={classes.line}>
          {line === null
            ? 'A month: not known yet'
            : `A month: ${formatCount(line.requests)} requests, ${formatTokens(line.inputTokens)} tokens in, ${formatTokens(line.outputTokens)} out, `}
          {line === null ? null : line.usd === null ? (
            <span className={classes.unpriced}>no cost: {line.unpriced}</span>
          ) : (
            <strong>{formatUsd(line.usd)}</strong>
          )}
        </p>
        <div className={classes.actions}>
          <ActionIcon
            variant="default"
            size="md"
            aria-label={`Duplicate kind of call ${place + 1}`}
            title="Duplicate"
            onClick={onDuplicate}
          >
            <RowIcon icon="copy" />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size="md"
            aria-label={`Remove kind of call ${place + 1}`}
            title="Remove"
            disabled={isOnly}
            onClick={onRemove}
          >
            <RowIcon icon="remove" />
          </ActionIcon>
        </div>
      </div>
    </li>
  );
}
