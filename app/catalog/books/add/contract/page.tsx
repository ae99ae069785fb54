import type { Metadata } from 'next';
import { BookEditor } from '@/components/books/edit/book-editor';
import { NEW_CONTRACT } from '@/components/books/edit/draft';
import { listVendorPatterns } from '@/lib/services/book-list';

export const metadata: Metadata = { title: 'New contract' };

export default async function Page() {
  return <BookEditor book={NEW_CONTRACT} name={null} {...(await listVendorPatterns())} />;
}
