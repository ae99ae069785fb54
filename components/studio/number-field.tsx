'use client';

import { NumberInput } from '@mantine/core';
import type { ReactNode } from 'react';

export type NumberUnit = 'pct' | 'usd' | 'times' | 'tokens' | 'seconds' | 'count';

const DECIMALS: { readonly [unit in NumberUnit]: number } = {
  pct: 2,
  usd: 6,
  times: 4,
  tokens: 0,
  seconds: 0,
  count: 0,
};
const SUFFIXES: { readonly [unit in NumberUnit]?: string } = { pct: '%', seconds: ' s' };
const PREFIXES: { readonly [unit in NumberUnit]?: string } = { usd: '$', times: '×' };

type Props = {
  readonly label: string;
  /** Said aloud in place of the label where that is short, e.g. `Input × of step 2`. */
  readonly ariaLabel?: string;
  readonly description?: ReactNode;
  /** As the policy stores it (a share from 0 to 1 for `pct`); undefined where it does not say. */
  readonly value: number | undefined;
  readonly unit: NumberUnit;
  /** Shown where the policy does not say. */
  readonly placeholder?: string;
  readonly min?: number;
  readonly max?: number;
  /** Undefined when it is emptied. */
  readonly onSet: (value: number | undefined) => void;
};

const round = (value: number) => Math.round(value * 1e6) / 1e6;

/** A number that counts when it is finished, on Enter or on leaving; empty means that the policy does not say. */
export function NumberField({ label, ariaLabel, description, value, unit, placeholder, min, max, onSet }: Props) {
  const shown = value === undefined ? undefined : unit === 'pct' ? round(value * 100) : value;
  const commit = (text: string) => {
    const typed = Number.parseFloat(text.replace(/[^\d.]/g, ''));
    if (!Number.isFinite(typed)) {
      if (value !== undefined) onSet(undefined);
      return;
    }
    const bounded = Math.min(max ?? Number.POSITIVE_INFINITY, Math.max(min ?? 0, typed));
    const next = unit === 'pct' ? round(bounded / 100) : bounded;
    if (next !== value) onSet(next);
  };
  return (
    <NumberInput
      key={`${shown}`}
      size="sm"
      label={label}
      aria-label={ariaLabel}
      description={description}
      defaultValue={shown}
      placeholder={placeholder}
      min={min ?? 0}
      max={unit === 'pct' ? (max ?? 100) : max}
      suffix={SUFFIXES[unit]}
      prefix={PREFIXES[unit]}
      decimalScale={DECIMALS[unit]}
      thousandSeparator={unit === 'tokens' || unit === 'seconds' ? ',' : undefined}
      hideControls
      allowNegative={false}
      onBlur={(event) => commit(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit(event.currentTarget.value);
      }}
    />
  );
}
