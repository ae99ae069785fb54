'use client';

import { VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { headlineOf } from './answer-figures';
import { useLive } from './live-state';
import classes from './studio.module.css';

/** The answer keeps its place while the server computes the next one. */
export function AnswerPane({ children }: { readonly children: ReactNode }) {
  const { answer, isApproximate, isPending } = useLive();
  // In one sentence, read aloud when it changes.
  const headline = headlineOf(answer, isApproximate);
  return (
    <div className={classes.answer} id="answer" data-pending={isPending || undefined} aria-busy={isPending}>
      <div className={classes.progress} aria-hidden="true" />
      <VisuallyHidden role="status">{isPending ? '' : headline}</VisuallyHidden>
      {children}
    </div>
  );
}
