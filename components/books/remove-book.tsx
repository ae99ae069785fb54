'use client';

import { Button, Group, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { messageOf, removeBook } from './book-client';
import classes from './books.module.css';

export function RemoveBook({ name }: { readonly name: string }) {
  const router = useRouter();
  const [isOpen, { open, close }] = useDisclosure(false);
  const [isRemoving, setIsRemoving] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const remove = async () => {
    setIsRemoving(true);
    setError(null);
    try {
      await removeBook(name);
      router.push('/catalog/books');
      router.refresh();
    } catch (cause) {
      setError(messageOf(cause));
      setIsRemoving(false);
    }
  };
  return (
    <>
      <Button variant="default" size="xs" onClick={open}>
        Remove
      </Button>
      <Modal opened={isOpen} onClose={close} title={`Remove ${name}`} closeButtonProps={{ 'aria-label': 'Close' }}>
        <p>
          The book leaves the list and can no longer be chosen. Saved scenarios that were computed with it keep the
          version they have.
        </p>
        {error ? (
          <p className={classes.error} role="alert">
            {error}
          </p>
        ) : null}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close}>
            Keep it
          </Button>
          <Button color="red.9" loading={isRemoving} onClick={remove}>
            Remove the book
          </Button>
        </Group>
      </Modal>
    </>
  );
}
