import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { BookScreen } from '@/components/books/book-screen';
import { NoBook } from '@/components/books/no-book';
import { loadBookPageParams } from '@/lib/schema/price-book-request';
import { viewBook } from '@/lib/services/book-view';
import { orProblem } from '@/lib/services/or-problem';

export const metadata: Metadata = { title: 'Price book' };

type Props = {
  readonly params: Promise<{ readonly name: string }>;
  readonly searchParams: Promise<SearchParams>;
};

export default async function Page({ params, searchParams }: Props) {
  const name = decodeURIComponent((await params).name);
  const { q: search, ...query } = await loadBookPageParams(searchParams);
  const view = await orProblem(() => viewBook(name, { ...query, search }));
  if (view === null) return <NoBook name={name} />;
  return 'kind' in view ? <NoBook name={name} message={view.message} /> : <BookScreen book={view} />;
}
