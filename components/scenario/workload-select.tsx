'use client';

import { Loader, Select } from '@mantine/core';
import { useQueryStates } from 'nuqs';
import { useTransition } from 'react';
import { scenarioParams } from '@/lib/schema/scenario-params';

type Props = { readonly workload: string | null; readonly workloads: readonly string[] };

export function WorkloadSelect({ workload, workloads }: Props) {
  const [isLoading, startTransition] = useTransition();
  const [, setParams] = useQueryStates({ w: scenarioParams.w }, { shallow: false, history: 'push', startTransition });
  return (
    <Select
      aria-label="Workload"
      size="xs"
      w={180}
      maw="100%"
      data={[...workloads]}
      value={workload}
      allowDeselect={false}
      searchable={workloads.length > 8}
      rightSection={isLoading ? <Loader size={14} /> : undefined}
      onChange={(w) => setParams({ w })}
    />
  );
}
