'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import Link from 'next/link';
import { useStudio } from './studio-state';

const ONWARDS = [
  ['/bills', 'Bills'],
  ['/return', 'Return'],
  ['/export', 'Export config'],
] as const;

export function HeaderActions() {
  const { query } = useStudio();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(new URL(query('/studio'), window.location.origin).href);
      notifications.show({ message: 'The link to this scenario is copied.' });
    } catch {
      notifications.show({ message: 'The browser did not allow it: copy the address instead.', color: 'red' });
    }
  };
  return (
    <>
      <Button size="xs" variant="default" onClick={copy}>
        Copy link
      </Button>
      {ONWARDS.map(([path, title]) => (
        <Button key={path} size="xs" variant="default" component={Link} href={query(path)}>
          {title}
        </Button>
      ))}
    </>
  );
}
