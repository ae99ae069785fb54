'use client';

import { Tooltip, UnstyledButton } from '@mantine/core';
import classes from './studio.module.css';

export function PriorBadge() {
  return (
    <Tooltip
      label="Rests on public benchmarks, not on your own evals: a prior. Import an eval to replace it."
      multiline
      w={260}
      withArrow
      events={{ hover: true, focus: true, touch: true }}
    >
      <UnstyledButton className={classes.prior} aria-label="Prior: rests on public benchmarks, not on your own evals">
        prior
      </UnstyledButton>
    </Tooltip>
  );
}
