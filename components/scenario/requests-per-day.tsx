'use client';

import { Loader, NumberInput } from '@mantine/core';
import { debounce, useQueryStates } from 'nuqs';
import { useTransition } from 'react';
import { scenarioParams } from '@/lib/schema/scenario-params';

type Props = { readonly description?: string };

const MAX_REQUESTS_PER_DAY = 1e12;
const WAIT_MS = 500;

/** How many requests a day there are, where the log cannot say it or the person knows better. */
export function RequestsPerDay({ description }: Props) {
  const [isLoading, startTransition] = useTransition();
  const [{ rpd }, setParams] = useQueryStates(
    { rpd: scenarioParams.rpd },
    { shallow: false, startTransition, limitUrlUpdates: debounce(WAIT_MS) },
  );
  return (
    <NumberInput
      label="Requests a day"
      description={description}
      placeholder="e.g. 5,000"
      value={rpd ?? ''}
      min={1}
      max={MAX_REQUESTS_PER_DAY}
      clampBehavior="strict"
      allowNegative={false}
      thousandSeparator=","
      hideControls
      maw={260}
      rightSection={isLoading ? <Loader size={14} /> : undefined}
      onChange={(value) => setParams({ rpd: typeof value === 'number' && value > 0 ? value : null })}
    />
  );
}
