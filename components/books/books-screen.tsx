import Link from 'next/link';
import { ButtonLink } from '@/components/scenario/button-link';
import { type Column, DataTable } from '@/components/ui/data-table';
import { countOf, formatCount, formatDay, UNKNOWN } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { BookCard } from '@/lib/domain/book-view';
import { bookPath } from './book-client';
import { changesText, versionText } from './book-words';
import classes from './books.module.css';

function kindOf(book: BookCard): string {
  if (!book.isBuiltIn) return 'your own';
  return book.isInDefaultStack ? 'built in, used by default' : 'built in';
}

function termsText({ terms, monthTerms }: BookCard) {
  if (terms + monthTerms === 0) return UNKNOWN;
  return (
    <span className={classes.nowrap}>
      {terms > 0 ? countOf(terms, 'term') : null}
      {terms > 0 && monthTerms > 0 ? <br /> : null}
      {monthTerms > 0 ? countOf(monthTerms, 'month term') : null}
    </span>
  );
}

const COLUMNS: readonly Column<BookCard>[] = [
  {
    key: 'name',
    header: 'Book',
    isRowHeader: true,
    cell: (book) => (
      <>
        <Link href={bookPath(book.name)} className={classes.name}>
          {book.name}
        </Link>
        <span className={classes.minor}>
          {kindOf(book)} · {book.source}
        </span>
      </>
    ),
  },
  { key: 'offers', header: 'Offers', isNumeric: true, cell: (book) => formatCount(book.offers) },
  {
    key: 'dates',
    header: 'Prices change',
    cell: (book) => (
      <span className={classes.nowrap}>
        {changesText(book)}
        {book.isObserved ? <span className={classes.minor}>as observed</span> : null}
      </span>
    ),
  },
  { key: 'currency', header: 'Currency', cell: (book) => book.currency?.code ?? 'USD' },
  { key: 'terms', header: 'Terms', cell: termsText },
  { key: 'licence', header: 'Licence', cell: (book) => book.licence },
  {
    key: 'version',
    header: 'Current version',
    cell: (book) => (
      <span className={classes.nowrap}>
        {formatDay(book.savedAtMs)}
        <span className={classes.minor} title={book.version}>
          {versionText(book.version)}
        </span>
      </span>
    ),
  },
];

export function BooksScreen({ books }: { readonly books: readonly BookCard[] }) {
  return (
    <Panel
      className={classes.links}
      title="Price books"
      description="Where prices come from: public lists, histories, your contracts. Books are layered, the first with a price wins; a contract on top changes the prices of the books below it. Versions are never edited: a change makes a new one."
      aside={
        <div className={classes.actions}>
          <ButtonLink href="/catalog/books/add/file" size="xs">
            Import a price file
          </ButtonLink>
          <ButtonLink href="/catalog/books/add/contract" size="xs" variant="filled">
            New contract
          </ButtonLink>
        </div>
      }
    >
      <DataTable label="Price books" columns={COLUMNS} rows={books} rowKey={(book) => book.name} />
    </Panel>
  );
}
