'use client';

import { type ReactNode, useDeferredValue } from 'react';
import { LiveStateContext, useLive } from './live-state';
import { StudioContext, useStudio } from './studio-state';

/** What is inside follows when there is time: a drag paints the figures first. Its children must be made only once. */
export function Late({ children }: { readonly children: ReactNode }) {
  const studio = useDeferredValue(useStudio());
  const live = useDeferredValue(useLive());
  return (
    <StudioContext value={studio}>
      <LiveStateContext value={live}>{children}</LiveStateContext>
    </StudioContext>
  );
}
