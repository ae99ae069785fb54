'use client';

import { Button, Group, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { messageOf } from '@/components/ui/ask-server';
import classes from './confirm-delete.module.css';

type Props = {
  /** On the button that asks: short, its full sense in `label`. */
  readonly button: string;
  readonly label: string;
  readonly title: string;
  readonly confirm: string;
  readonly onDelete: () => Promise<void>;
  /** What goes, in words. */
  readonly children: ReactNode;
};

export function ConfirmDelete({ button, label, title, confirm, onDelete, children }: Props) {
  const [isOpen, { open, close }] = useDisclosure(false);
  const [isDeleting, setIsDeleting] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const remove = async () => {
    setIsDeleting(true);
    setError(null);
    try {
      await onDelete();
      close();
    } catch (cause) {
      setError(messageOf(cause));
    } finally {
      setIsDeleting(false);
    }
  };
  return (
    <>
      <Button variant="default" size="compact-sm" aria-label={label} onClick={open}>
        {button}
      </Button>
      <Modal opened={isOpen} onClose={close} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
        <div className={classes.text}>{children}</div>
        {error ? (
          <p className={classes.error} role="alert">
            {error}
          </p>
        ) : null}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close}>
            Keep it
          </Button>
          <Button color="red.9" loading={isDeleting} onClick={remove}>
            {confirm}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
