'use client';

import { ActionIcon, Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import Link from 'next/link';
import { studioQuery } from '@/lib/schema/studio-params';
import { RowIcon } from './icons';
import { useLive } from './live-state';
import { useStudio } from './studio-state';

const ONWARDS = [
  ['/bills', 'Bills'],
  ['/return', 'Return'],
  ['/export', 'Export config'],
] as const;

export function HeaderActions() {
  const { query } = useStudio();
  const { params, undo, redo, canUndo, canRedo } = useLive();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(new URL(studioQuery('/studio', params), window.location.origin).href);
      notifications.show({ message: 'The link to this scenario is copied.' });
    } catch {
      notifications.show({ message: 'The browser did not allow it: copy the address instead.', color: 'red' });
    }
  };
  return (
    <>
      <ActionIcon
        variant="default"
        size={30}
        aria-label="Undo"
        title="Undo (Ctrl+Z)"
        disabled={!canUndo}
        onClick={undo}
      >
        <RowIcon icon="undo" />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={30}
        aria-label="Redo"
        title="Redo (Ctrl+Shift+Z)"
        disabled={!canRedo}
        onClick={redo}
      >
        <RowIcon icon="redo" />
      </ActionIcon>
      <Button size="xs" variant="default" onClick={copy}>
        Copy link
      </Button>
      {ONWARDS.map(([path, title]) => (
        <Button key={path} size="xs" variant="default" component={Link} href={query(path)} prefetch={false}>
          {title}
        </Button>
      ))}
    </>
  );
}
