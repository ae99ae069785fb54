'use client';

import { VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './studio.module.css';
import { useStudio } from './studio-state';

type Props = {
  /** The answer in one sentence, read aloud when it changes. */
  readonly headline: string;
  readonly children: ReactNode;
};

/** The answer keeps its place while the server computes the next one. */
export function AnswerPane({ headline, children }: Props) {
  const { isPending } = useStudio();
  return (
    <div className={classes.answer} id="answer" data-pending={isPending || undefined} aria-busy={isPending}>
      <div className={classes.progress} aria-hidden="true" />
      <VisuallyHidden role="status">{isPending ? '' : headline}</VisuallyHidden>
      {children}
    </div>
  );
}
