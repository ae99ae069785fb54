'use client';

import { Loader, SegmentedControl } from '@mantine/core';
import { useQueryStates } from 'nuqs';
import { useTransition } from 'react';
import type { Bills } from '@/lib/domain/bills-view';
import { billsParams } from '@/lib/schema/scenario-params';
import classes from './bills-controls.module.css';

type Props = Pick<Bills, 'by' | 'side'> & { readonly hasPlan: boolean };

export function BillsControls({ by, side, hasPlan }: Props) {
  const [isLoading, startTransition] = useTransition();
  const [, setParams] = useQueryStates(billsParams, { shallow: false, startTransition });
  return (
    <div className={classes.root}>
      {isLoading ? <Loader size={16} aria-label="Computing" /> : null}
      {hasPlan ? (
        <SegmentedControl
          size="xs"
          aria-label="Whose bill"
          value={side}
          data={[
            { value: 'plan', label: 'Under the plan' },
            { value: 'today', label: "Today's routing" },
          ]}
          onChange={(value) => setParams({ side: value })}
        />
      ) : null}
      <SegmentedControl
        size="xs"
        aria-label="Lines by"
        value={by}
        data={[
          { value: 'vendor', label: 'By vendor' },
          { value: 'model', label: 'By model' },
        ]}
        onChange={(value) => setParams({ by: value })}
      />
    </div>
  );
}
