'use client';

import { type ReactNode, useState } from 'react';
import classes from './plan-panel.module.css';

type Props = {
  readonly title: string;
  /** What it says, beside the title while it is closed. */
  readonly words?: string;
  /** Whether it stands open at first. */
  readonly isOpen?: boolean;
  readonly children: ReactNode;
};

/** A part of the plan that folds away; what it says stays readable. */
export function PlanPart({ title, words, isOpen = false, children }: Props) {
  const [wasOpen] = useState(isOpen);
  return (
    <details className={classes.details} open={wasOpen}>
      <summary>
        {title} {words === undefined ? null : <span className={classes.note}>{words}</span>}
      </summary>
      {children}
    </details>
  );
}
