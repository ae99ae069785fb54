'use client';

import { Select } from '@mantine/core';
import { parseAsString, useQueryState } from 'nuqs';

type Props = {
  readonly workloads: readonly { readonly name: string; readonly note: string }[];
  readonly current: string | null;
};

export function WorkloadSwitcher({ workloads, current }: Props) {
  const [, setW] = useQueryState('w', parseAsString.withOptions({ shallow: false, history: 'push' }));
  return (
    <Select
      aria-label="Workload"
      data={workloads.map(({ name, note }) => ({ value: name, label: note === '' ? name : `${name} (${note})` }))}
      value={current}
      onChange={(name) => setW(name)}
      allowDeselect={false}
      searchable={workloads.length > 8}
      placeholder="Choose a workload"
      w={380}
      maw="100%"
    />
  );
}
