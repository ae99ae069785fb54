'use client';

import { useQueryStates } from 'nuqs';
import { priceTrailParams } from '@/lib/schema/price-trail-params';
import classes from './why-button.module.css';

type Props = {
  /** Which figure: `model:ID`, `vendor:ID`, `task:NAME`, `team:NAME`. */
  readonly figure: string;
  readonly label: string;
  readonly side?: 'today' | 'plan';
};

/** Opens the price rows behind a figure. */
export function WhyButton({ figure, label, side }: Props) {
  const [, setParams] = useQueryStates(priceTrailParams, { shallow: true, history: 'push' });
  return (
    <button
      type="button"
      className={classes.root}
      aria-label={`Why: the prices behind ${label}`}
      title="The prices behind it"
      onClick={() => setParams({ why: figure, whySide: side ?? null })}
    >
      why
    </button>
  );
}
