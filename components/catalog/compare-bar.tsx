'use client';

import { Button, CloseButton } from '@mantine/core';
import Link from 'next/link';
import { createSerializer } from 'nuqs/server';
import { compareParams, MAX_COMPARED } from '@/lib/schema/catalog-view-params';
import classes from './compare-bar.module.css';

const linkTo = createSerializer(compareParams);

type Props = {
  readonly picked: readonly string[];
  readonly at: string | null;
  readonly onChange: (picked: string[]) => void;
};

/** Stands at the foot of the window while offers are ticked. */
export function CompareBar({ picked, at, onChange }: Props) {
  if (picked.length === 0) return null;
  const href = linkTo('/catalog/compare', { offers: [...picked], at });
  return (
    <section className={classes.root} aria-label="Offers to compare">
      <ul className={classes.list}>
        {picked.map((offerId) => (
          <li key={offerId}>
            <span>{offerId}</span>
            <CloseButton
              size="xs"
              aria-label={`Do not compare ${offerId}`}
              onClick={() => onChange(picked.filter((id) => id !== offerId))}
            />
          </li>
        ))}
      </ul>
      <div className={classes.actions}>
        <Button variant="subtle" color="gray" size="sm" onClick={() => onChange([])}>
          Clear
        </Button>
        {picked.length < 2 ? (
          <span className={classes.hint}>Tick one to {MAX_COMPARED - 1} more to compare.</span>
        ) : (
          <Button component={Link} href={href} size="sm">
            Compare {picked.length}
          </Button>
        )}
      </div>
    </section>
  );
}
