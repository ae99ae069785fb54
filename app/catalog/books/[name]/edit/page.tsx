import type { Metadata } from 'next';
import { BookEditor } from '@/components/books/edit/book-editor';
import { NoBook } from '@/components/books/no-book';
import { readEditableBook } from '@/lib/services/book-view';

export const metadata: Metadata = { title: 'Edit a price book' };

export default async function Page({ params }: { params: Promise<{ readonly name: string }> }) {
  const name = decodeURIComponent((await params).name);
  const editable = await readEditableBook(name);
  return editable === null ? (
    <NoBook name={name} message={`“${name}” is a built-in book or none at all: only your own can be edited.`} />
  ) : (
    <BookEditor name={name} {...editable} />
  );
}
