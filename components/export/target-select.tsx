'use client';

import { Loader, Select } from '@mantine/core';
import { parseAsString, useQueryState } from 'nuqs';
import { useTransition } from 'react';
import type { ExportTarget } from '@/lib/domain/export-view';

type Props = { readonly target: string; readonly targets: readonly ExportTarget[] };

export function TargetSelect({ target, targets }: Props) {
  const [isLoading, startTransition] = useTransition();
  const [, setTarget] = useQueryState('target', parseAsString.withOptions({ shallow: false, startTransition }));
  return (
    <Select
      label="Gateway"
      w={260}
      maw="100%"
      data={targets.map(({ id, title }) => ({ value: id, label: title }))}
      value={target}
      allowDeselect={false}
      onChange={(value) => setTarget(value)}
      rightSection={isLoading ? <Loader size={14} /> : undefined}
    />
  );
}
