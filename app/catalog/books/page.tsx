import type { Metadata } from 'next';
import { BooksScreen } from '@/components/books/books-screen';
import { listBookCards } from '@/lib/services/book-list';

export const metadata: Metadata = { title: 'Price books' };

export default async function Page() {
  return <BooksScreen books={await listBookCards()} />;
}
