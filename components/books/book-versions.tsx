'use client';

import { Button, Select } from '@mantine/core';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { formatDay } from '@/components/ui/format';
import type { BookVersionLine } from '@/lib/domain/book-view';
import { bookPath } from './book-client';
import { versionText } from './book-words';
import classes from './books.module.css';

type Props = {
  readonly name: string;
  readonly shown: string;
  /** The newest first. */
  readonly versions: readonly BookVersionLine[];
};

function Compare({ name, versions }: Props) {
  const router = useRouter();
  const [from, setFrom] = useState(versions[1]?.version ?? '');
  const [to, setTo] = useState(versions[0]?.version ?? '');
  const data = versions.map(({ version, savedAtMs, change }) => ({
    value: version,
    label: [formatDay(savedAtMs), change, versionText(version)].filter(Boolean).join(' · '),
  }));
  return (
    <div className={classes.toolbar}>
      <Select
        size="xs"
        label="From"
        data={data}
        value={from}
        onChange={(value) => setFrom(value ?? '')}
        allowDeselect={false}
      />
      <Select
        size="xs"
        label="To"
        data={data}
        value={to}
        onChange={(value) => setTo(value ?? '')}
        allowDeselect={false}
      />
      <Button
        size="xs"
        variant="default"
        onClick={() => router.push(`${bookPath(name)}?${new URLSearchParams({ from, to })}`)}
      >
        Show what changed
      </Button>
    </div>
  );
}

export function BookVersions(props: Props) {
  const { name, shown, versions } = props;
  const columns: readonly Column<BookVersionLine>[] = [
    {
      key: 'saved',
      header: 'Saved',
      isRowHeader: true,
      cell: ({ version, savedAtMs }) => (
        <>
          <Link
            href={`${bookPath(name)}${version === versions[0]?.version ? '' : `?${new URLSearchParams({ version })}`}`}
            aria-current={version === shown ? 'page' : undefined}
          >
            {formatDay(savedAtMs)}
          </Link>
          <span className={classes.minor}>
            {versionText(version)}
            {version === versions[0]?.version ? ' · current' : ''}
            {version === shown ? ' · shown here' : ''}
          </span>
        </>
      ),
    },
    { key: 'change', header: 'Why', cell: ({ change }) => change || 'first version' },
    {
      key: 'diff',
      header: 'What changed',
      cell: ({ version }) => {
        const before = versions[versions.findIndex((line) => line.version === version) + 1];
        return before === undefined ? null : (
          <Link href={`${bookPath(name)}?${new URLSearchParams({ from: before.version, to: version })}`}>
            against the one before
          </Link>
        );
      },
    },
  ];
  return (
    <>
      {versions.length > 2 ? <Compare {...props} /> : null}
      <DataTable label="Versions" columns={columns} rows={versions} rowKey={({ version }) => version} maxHeight={360} />
    </>
  );
}
