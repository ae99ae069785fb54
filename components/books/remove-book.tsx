'use client';

import { useRouter } from 'next/navigation';
import { ConfirmDelete } from '@/components/ui/confirm-delete';
import { removeBook } from './book-client';

export function RemoveBook({ name }: { readonly name: string }) {
  const router = useRouter();
  const remove = async () => {
    await removeBook(name);
    router.push('/catalog/books');
    router.refresh();
  };
  return (
    <ConfirmDelete
      button="Remove"
      label={`Remove ${name}`}
      title={`Remove ${name}`}
      confirm="Remove the book"
      onDelete={remove}
    >
      The book leaves the list and can no longer be chosen. Saved scenarios that were computed with it keep the version
      they have.
    </ConfirmDelete>
  );
}
