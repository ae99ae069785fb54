'use client';

import { Loader, Select } from '@mantine/core';
import { debounce, useQueryStates } from 'nuqs';
import { useTransition } from 'react';
import { RequestsPerDay } from '@/components/scenario/requests-per-day';
import { formatMonth } from '@/components/ui/format';
import type { ReturnInputs } from '@/lib/domain/return-view';
import { returnParams } from '@/lib/schema/scenario-params';
import classes from './return-inputs.module.css';
import { UsdInput } from './usd-input';

type Props = {
  readonly inputs: ReturnInputs;
  /** `YYYY-MM` of the months to choose from. */
  readonly starts: readonly string[];
  /** The person said how many requests a day there are, so they can change it here. */
  readonly asksForRequests: boolean;
};

const WAIT_MS = 400;
export function ReturnInputForm({ inputs, starts, asksForRequests }: Props) {
  const [isLoading, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(returnParams, {
    shallow: false,
    startTransition,
    limitUrlUpdates: debounce(WAIT_MS),
  });
  const noteFor = (name: ReturnInputs['assumed'][number], text: string) =>
    inputs.assumed.includes(name) ? `${text} Assumed.` : text;
  const start = params.start ?? inputs.start;
  const months = starts.includes(start) ? starts : [start, ...starts];
  return (
    <div className={classes.root} aria-busy={isLoading}>
      <UsdInput
        label="One-off cost"
        description={noteFor('oneOff', 'Building, testing and switching, in USD.')}
        value={params.oneOff}
        onChange={(oneOff) => setParams({ oneOff })}
      />
      <UsdInput
        label="Running cost a month"
        description={noteFor('running', 'Gateway, upkeep, evals, in USD.')}
        value={params.running}
        onChange={(running) => setParams({ running })}
      />
      <Select
        label="First month"
        description={noteFor('start', 'In force from its first day.')}
        data={months.map((month) => ({ value: month, label: formatMonth(Date.parse(`${month}-01T00:00:00Z`)) }))}
        value={start}
        allowDeselect={false}
        onChange={(month) => setParams({ start: month })}
        rightSection={isLoading ? <Loader size={14} /> : undefined}
      />
      {asksForRequests ? <RequestsPerDay description="In the log's mix. Scales every figure here." /> : null}
    </div>
  );
}
