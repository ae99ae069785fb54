'use client';

import { Button, VisuallyHidden } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTransition } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { formatCount, formatDay } from '@/components/ui/format';
import type { WrittenAlias } from '@/lib/domain/names-view';
import classes from './names.module.css';

export type RemoveAlias = (name: string) => Promise<{ error: string | null }>;

function RemoveButton({ name, onRemove }: { readonly name: string; readonly onRemove: RemoveAlias }) {
  const [isPending, startTransition] = useTransition();
  const remove = () =>
    startTransition(async () => {
      const { error } = await onRemove(name);
      notifications.show({
        message: error ?? `${name} is no longer mapped by hand.`,
        color: error ? 'red' : undefined,
      });
    });
  return (
    <Button
      variant="default"
      size="compact-sm"
      loading={isPending}
      aria-label={`Remove the alias ${name}`}
      onClick={remove}
    >
      Remove
    </Button>
  );
}

type Props = { readonly aliases: readonly WrittenAlias[]; readonly onRemove: RemoveAlias };

export function AliasesTable({ aliases, onRemove }: Props) {
  const columns: readonly Column<WrittenAlias>[] = [
    {
      key: 'name',
      header: 'As logged',
      isRowHeader: true,
      cell: (row) => <span className={classes.name}>{row.name}</span>,
    },
    { key: 'offer', header: 'Mapped to', cell: (row) => <span className={classes.name}>{row.offerId}</span> },
    {
      key: 'without',
      header: 'Without it',
      cell: (row) => <span className={classes.name}>{row.withoutIt ?? 'unknown'}</span>,
    },
    { key: 'requests', header: 'Requests', isNumeric: true, cell: (row) => formatCount(row.requests) },
    {
      key: 'since',
      header: 'Since',
      cell: (row) => <span className={classes.nowrap}>{formatDay(row.savedAtMs)}</span>,
    },
    {
      key: 'remove',
      header: <VisuallyHidden>Remove</VisuallyHidden>,
      cell: (row) => <RemoveButton name={row.name} onRemove={onRemove} />,
    },
  ];
  return (
    <DataTable
      label="Written aliases"
      columns={columns}
      rows={aliases}
      rowKey={(row) => row.name}
      maxHeight={360}
      empty="No name has been mapped by hand."
    />
  );
}
