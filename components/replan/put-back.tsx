'use client';

import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useState, useTransition } from 'react';
import classes from './replan.module.css';
import type { ActionResult } from './replan-screen';

type Props = {
  /** What is put back, for the button's name. */
  readonly what: string;
  readonly onPutBack: (by: string) => Promise<ActionResult>;
  readonly children: ReactNode;
};

export function PutBack({ what, onPutBack, children }: Props) {
  const [isOpen, { open, close }] = useDisclosure(false);
  const [by, setBy] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();
  const confirm = () =>
    startTransition(async () => {
      const result = await onPutBack(by);
      setError(result.error);
      if (result.error === null) close();
    });
  return (
    <>
      <Button variant="default" size="compact-sm" aria-label={`Put back: ${what}`} onClick={open}>
        Put back
      </Button>
      <Modal opened={isOpen} onClose={close} title="Put it back?" closeButtonProps={{ 'aria-label': 'Close' }}>
        <p className={classes.none}>{children}</p>
        <TextInput
          mt="md"
          label="Signed by"
          placeholder="optional"
          value={by}
          onChange={(event) => setBy(event.currentTarget.value)}
        />
        {error === null ? null : (
          <p role="alert" className={classes.error}>
            {error}
          </p>
        )}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close}>
            Leave it
          </Button>
          <Button loading={isPending} onClick={confirm}>
            Put it back
          </Button>
        </Group>
      </Modal>
    </>
  );
}
