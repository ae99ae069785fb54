import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { ImportBook } from '@/components/books/import-book';
import { loadAddBookParams } from '@/lib/schema/price-book-request';
import { bookImportChoices } from '@/lib/services/book-list';

export const metadata: Metadata = { title: 'Import a price file' };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [{ name }, choices] = await Promise.all([loadAddBookParams(searchParams), bookImportChoices()]);
  return <ImportBook {...choices} name={name} />;
}
