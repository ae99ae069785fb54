'use client';

import { Loader, Select } from '@mantine/core';
import { useQueryStates } from 'nuqs';
import { useTransition } from 'react';
import { scenarioParams } from '@/lib/schema/scenario-params';

type Props = { readonly workload: string | null; readonly workloads: readonly string[]; readonly none: string };

/** One workload, or `none` of them in particular. */
export function WorkloadChoice({ workload, workloads, none }: Props) {
  const [isLoading, startTransition] = useTransition();
  const [, setParams] = useQueryStates({ w: scenarioParams.w }, { shallow: false, history: 'push', startTransition });
  return (
    <Select
      label="Workload"
      w={200}
      maw="100%"
      data={[{ value: '', label: none }, ...workloads.map((name) => ({ value: name, label: name }))]}
      value={workload ?? ''}
      allowDeselect={false}
      rightSection={isLoading ? <Loader size={14} /> : undefined}
      onChange={(w) => setParams({ w: w || null })}
    />
  );
}
