'use client';

import { Button, Group, NumberInput } from '@mantine/core';
import { useQueryStates } from 'nuqs';
import { type SubmitEvent, useState, useTransition } from 'react';
import { scenarioParams } from '@/lib/schema/scenario-params';

const MAX_REQUESTS_PER_DAY = 1e12;

/** Asks once and computes when told to: a half-typed number would be an answer too. */
export function RequestsPerDayForm() {
  const [isLoading, startTransition] = useTransition();
  const [, setParams] = useQueryStates({ rpd: scenarioParams.rpd }, { shallow: false, startTransition });
  const [value, setValue] = useState<string | number>('');
  const isReady = typeof value === 'number' && value > 0;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (isReady) setParams({ rpd: value });
  };
  return (
    <form onSubmit={submit}>
      <Group gap="xs" align="end" wrap="nowrap">
        <NumberInput
          label="Requests a day"
          placeholder="e.g. 5,000"
          value={value}
          onChange={setValue}
          max={MAX_REQUESTS_PER_DAY}
          clampBehavior="strict"
          allowNegative={false}
          thousandSeparator=","
          hideControls
          w={180}
          ta="left"
        />
        <Button type="submit" disabled={!isReady} loading={isLoading}>
          Compute
        </Button>
      </Group>
    </form>
  );
}
